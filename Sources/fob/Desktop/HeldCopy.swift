internal import Secrets
internal import SystemPackage

/// Something that fob has put on the clipboard, and can take back. It is known again by its hash
/// under a key that nobody else has: the value itself is not kept.
struct HeldCopy: ~Copyable {
  /// The longest that a program may take, in seconds.
  private static let patience: UInt64 = 5

  private let desktop: Desktop
  private let tool: ClipboardTool
  private let key: SecretBytes
  private let digest: [UInt8]

  /// Copies text.
  ///
  /// - Throws: `Failure` where it is not on the clipboard.
  static func make(of value: Secret) throws(Failure) -> HeldCopy {
    let desktop = try Desktop()
    let tool = try tool(of: desktop)
    try copy(value, with: tool, on: desktop)
    let held = HeldCopy(of: value, by: tool, on: desktop)
    guard held.hasArrived() else { throw .tool(tool.writer, "the clipboard did not take it") }
    return held
  }

  private init(of value: Secret, by tool: ClipboardTool, on desktop: Desktop) {
    (self.desktop, self.tool) = (desktop, tool)
    key = SecretBytes.random(count: 32)
    digest = HeldCopy.digest(of: value, under: key)
  }

  /// Empties the clipboard, unless it holds something else by now.
  func takeBack() {
    guard isThere() else { return }
    // xclip is ended after that second.
    let seconds = tool == .xclip ? 1 : HeldCopy.patience
    _ = try? desktop.output(of: tool.writer, tool.clearing, seconds: seconds)
  }

  /// wl-copy ends once the compositor has it; xclip and xsel are in the background before the X
  /// server knows of them.
  private func hasArrived() -> Bool {
    guard tool.display == .x11 else { return true }
    for _ in 0..<50 {
      if isThere() { return true }
      SystemCall.sleep(milliseconds: 20)
    }
    return false
  }

  private func isThere() -> Bool {
    let copied = try? desktop.output(
      of: tool.reader, tool.content(), seconds: HeldCopy.patience)
    return copied.map { HeldCopy.digest(of: $0, under: key) == digest } ?? false
  }

  private static func digest(of value: Secret, under key: borrowing SecretBytes) -> [UInt8] {
    var hash = Blake2b(key: key)
    value.withBytes { hash.update($0) }
    return hash.digest()
  }

  private static func copy(
    _ value: Secret, with tool: ClipboardTool, on desktop: Desktop
  ) throws(Failure) {
    let isWayland = tool == .wlClipboard
    let isMarked = isWayland ? try knowsMark(tool.writer, desktop) : false
    _ = try desktop.output(
      of: tool.writer, tool.copying(isMarked: isMarked), input: value, seconds: patience,
      variables: isWayland ? try variables() : [:])
  }

  /// wl-copy keeps what it gives out in a file, for which it starts other programs.
  private static func variables() throws(Failure) -> [String: String] {
    var variables = ["TMPDIR": try MemoryFolder.place().string]
    variables["PATH"] = SystemCall.environment("PATH")
    return variables
  }

  private static func knowsMark(_ writer: String, _ desktop: Desktop) throws(Failure) -> Bool {
    let help = try desktop.output(of: writer, ["--help"], seconds: patience)
    return help.withBytes { String(decoding: $0.copy, as: UTF8.self) }
      .contains(ClipboardTool.mark)
  }

  private static func tool(of desktop: Desktop) throws(Failure) -> ClipboardTool {
    let tools = ClipboardTool.allCases.filter { desktop.displays.contains($0.display) }
    guard
      let tool = tools.first(where: { Desktop.has($0.writer) && Desktop.has($0.reader) })
    else {
      let names = tools.map(\.writer).joined(separator: " or ")
      throw Failure("it is copied with \(names), which is not here")
    }
    return tool
  }
}
