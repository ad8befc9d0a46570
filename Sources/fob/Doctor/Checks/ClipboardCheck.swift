/// Whether this session has what the clipboard takes.
struct ClipboardCheck: HealthCheck {
  let name = "clipboard"

  func look(at patient: Patient) -> Finding {
    let desktop: Desktop
    do throws(Failure) {
      desktop = try Desktop()
    } catch {
      return .fine("none: \(error.message)")
    }
    for display in desktop.displays {
      if let tool = ClipboardCheck.tools(of: display).first(where: \.isThere) {
        return .fine("\(display == .wayland ? "Wayland" : "X11"), by \(tool.package)")
      }
    }
    let packages = desktop.displays.flatMap(ClipboardCheck.tools).map(\.package)
    return .advice(
      "nothing here can copy and paste", remedy: "install \(packages.joined(separator: " or "))")
  }

  private static func tools(of display: Desktop.Display) -> [ClipboardTool] {
    ClipboardTool.allCases.filter { $0.display == display }
  }
}

extension ClipboardTool {
  fileprivate var isThere: Bool { Desktop.has(reader) && Desktop.has(writer) }
}
