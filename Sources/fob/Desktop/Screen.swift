internal import Secrets
internal import SystemPackage

/// Pictures of the screen. They never touch a disk: the programs that take them write to a pipe, or
/// into a folder that is only in memory.
struct Screen {
  /// The longest that a picture may take; with a region, the user chooses it meanwhile.
  private static let seconds: (whole: UInt64, region: UInt64) = (10, 120)

  private static let tools: [(display: Desktop.Display, tool: ScreenTool)] = [
    (.wayland, .grim), (.wayland, .gnomeScreenshot), (.x11, .maim), (.x11, .scrot),
    (.x11, .importOfImageMagick), (.x11, .gnomeScreenshot),
  ]

  /// Takes a picture.
  ///
  /// - Parameter region: the user chooses a part of the screen.
  /// - Returns: a picture file.
  /// - Throws: `Failure` with `.unreadableInput`.
  static func picture(ofRegion region: Bool) throws(Failure) -> Secret {
    let desktop = try Desktop()
    let display = desktop.displays.first
    let tools = tools.filter { $0.display == display }.map(\.tool)
    let present = tools.filter { $0.programs(region).allSatisfy(Desktop.has) }
    guard !present.isEmpty else { throw missing(tools) }
    var reasons: [String] = []
    // A choice that was given up is not asked for again by the next program.
    for tool in region ? Array(present.prefix(1)) : present {
      do throws(Failure) {
        let picture = try tool.take(region, desktop, region ? seconds.region : seconds.whole)
        if picture.count > 0 { return picture }
        reasons.append("\(tool.name): it gave no picture")
      } catch {
        reasons.append(error.message)
      }
    }
    throw Failure(
      reasons.joined(separator: "; "),
      hint: "copy one with the desktop's own key, then: fob import --clipboard",
      status: .unreadableInput)
  }

  private static func missing(_ tools: [ScreenTool]) -> Failure {
    let names = tools.map(\.name).joined(separator: ", ")
    return Failure(
      "none of the programs that take a picture of it is here: \(names)",
      hint:
        "install one of them, or copy a picture with the desktop's own key and give --clipboard",
      status: .unreadableInput)
  }
}

/// A program that takes pictures of the screen.
struct ScreenTool: Sendable {
  let name: String
  /// Beside it, where the user chooses a region.
  var chooser: String?
  let take: @Sendable (_ region: Bool, Desktop, _ seconds: UInt64) throws(Failure) -> Secret

  func programs(_ region: Bool) -> [String] {
    [name] + (region ? chooser.map { [$0] } ?? [] : [])
  }

  /// Compositors with wlroots' screencopy protocol: Sway, Hyprland, labwc, COSMIC and others.
  static let grim = ScreenTool(name: "grim", chooser: "slurp") {
    (region, desktop, seconds) throws(Failure) in
    var arguments: [String] = []
    if region {
      let chosen = try desktop.output(of: "slurp", [], seconds: seconds)
      let line = chosen.withBytes { String(decoding: $0.copy, as: UTF8.self) }
      arguments = ["-g", String(line.prefix { $0 != "\n" })]
    }
    return try desktop.output(of: "grim", arguments + ["-"], seconds: seconds)
  }

  static let maim = plain("maim", whole: ["--hidecursor"], region: ["--hidecursor", "--select"])

  static let scrot = plain("scrot", whole: ["-"], region: ["--select", "-"])

  /// It writes every picture to a temporary file first, and pixels beyond its memory limit to
  /// another, which the limits of 0 refuse.
  static let importOfImageMagick = ScreenTool(name: "import") {
    (region, desktop, seconds) throws(Failure) in
    let folder = try MemoryFolder()
    let bounds = ["-silent", "-limit", "disk", "0", "-limit", "map", "0"]
    return try desktop.output(
      of: "import", bounds + (region ? [] : ["-window", "root"]) + ["png:-"], seconds: seconds,
      variables: ["MAGICK_TMPDIR": folder.path.string])
  }

  /// It writes files only, and has the desktop's shell write them to its cache folder before.
  static let gnomeScreenshot = ScreenTool(name: "gnome-screenshot") {
    (region, desktop, seconds) throws(Failure) in
    let folder = try MemoryFolder()
    let file = folder.path.appending("screen.png")
    _ = try desktop.output(
      of: "gnome-screenshot", (region ? ["--area"] : []) + ["--file", file.string],
      seconds: seconds, variables: ["XDG_CACHE_HOME": folder.path.string])
    return try folder.content(of: file)
  }

  private static func plain(_ name: String, whole: [String], region: [String]) -> ScreenTool {
    ScreenTool(name: name) { (isRegion, desktop, seconds) throws(Failure) in
      try desktop.output(of: name, isRegion ? region : whole, seconds: seconds)
    }
  }
}
