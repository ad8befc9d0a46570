internal import Secrets

/// What was copied last: a picture, or else text. It is never printed.
struct Clipboard {
  /// The longest that the program that has the content may take to give it.
  private static let seconds: UInt64 = 5

  /// Without loss first; text where there is no picture.
  private static let wanted = [
    "image/png", "image/bmp", "image/tiff", "image/webp", "image/gif", "image/jpeg",
    "text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "STRING", "TEXT",
  ]

  /// Reads it.
  ///
  /// - Throws: `Failure` with `.unreadableInput`.
  static func read() throws(Failure) -> Secret {
    let desktop = try Desktop()
    let tools = desktop.displays.map { $0 == .wayland ? ClipboardTool.wlClipboard : .xclip }
    guard let tool = tools.first(where: { Desktop.has($0.reader) }) else {
      throw missing(tools)
    }
    do throws(Failure) {
      let list = try desktop.output(of: tool.reader, tool.types, seconds: seconds)
      guard let type = choose(from: list) else { throw Failure.nothingCopied }
      return try desktop.output(of: tool.reader, tool.content(as: type), seconds: seconds)
    } catch {
      guard error != .nothingCopied else { throw error }
      throw Failure(
        error.message, hint: "is a picture or a text copied?", status: .unreadableInput)
    }
  }

  private static func choose(from list: Secret) -> String? {
    let text = list.withBytes { String(decoding: $0.copy, as: UTF8.self) }
    let types = Set(text.split(separator: "\n").map(String.init))
    return wanted.first(where: types.contains)
  }

  private static func missing(_ tools: [ClipboardTool]) -> Failure {
    Failure(
      "it is read with \(tools.map(\.reader).joined(separator: " or ")), which is not here",
      hint: "install \(tools[0].package)", status: .unreadableInput)
  }
}

extension Failure {
  fileprivate static let nothingCopied = Failure(
    "it has neither a picture nor text", status: .unreadableInput)
}
