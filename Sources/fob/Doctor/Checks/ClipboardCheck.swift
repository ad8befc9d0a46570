/// Whether this session has what the clipboard takes.
struct ClipboardCheck: Check {
  let name = "clipboard"

  func look(at patient: Patient) -> Finding {
    let desktop: Desktop
    do throws(Failure) {
      desktop = try Desktop()
    } catch {
      return .fine("none: \(error.message)")
    }
    let lists = desktop.displays.map { display in (display, ClipboardCheck.tools(of: display)) }
    for (display, tools) in lists {
      if let tool = tools.first(where: { $0.programs.allSatisfy(Desktop.has) }) {
        return .fine("\(display == .wayland ? "Wayland" : "X11"), by \(tool.package)")
      }
    }
    let packages = lists.flatMap { $0.1.map(\.package) }
    return .advice(
      "nothing here can copy or paste",
      remedy: "install \(packages.joined(separator: " or "))")
  }

  private static func tools(
    of display: Desktop.Display
  ) -> [(package: String, programs: [String])] {
    switch display {
    case .wayland: [("wl-clipboard", ["wl-copy", "wl-paste"])]
    case .x11: [("xclip", ["xclip"]), ("xsel", ["xsel"])]
    }
  }
}
