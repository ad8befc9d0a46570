/// The programs through which the clipboard is read and set, and how they are called.
enum ClipboardTool: CaseIterable {
  case wlClipboard, xclip, xsel

  var display: Desktop.Display { self == .wlClipboard ? .wayland : .x11 }

  /// The Debian package.
  var package: String {
    switch self {
    case .wlClipboard: "wl-clipboard"
    case .xclip: "xclip"
    case .xsel: "xsel"
    }
  }

  /// The program that gives out what was copied.
  var reader: String { self == .wlClipboard ? "wl-paste" : package }

  /// The program that takes what is to be copied, on its standard input, and then goes on in the
  /// background to give it out.
  var writer: String { self == .wlClipboard ? "wl-copy" : package }

  /// Arguments with which the reader lists the types of what was copied; xsel knows text only.
  var types: [String] {
    switch self {
    case .wlClipboard: ["--list-types"]
    case .xclip: ["-selection", "clipboard", "-target", "TARGETS", "-out"]
    case .xsel: []
    }
  }

  /// Arguments with which the reader writes what was copied.
  ///
  /// - Parameter type: one of those listed; `nil` for text.
  /// - Returns: the arguments.
  func content(as type: String? = nil) -> [String] {
    switch self {
    case .wlClipboard: ["--no-newline", "--type", type ?? "text/plain"]
    case .xclip: ["-selection", "clipboard", "-target", type ?? "UTF8_STRING", "-out"]
    case .xsel: ["--clipboard", "--output"]
    }
  }

  /// Arguments with which the writer copies text.
  ///
  /// - Parameter isMarked: whether programs that keep what was copied shall be asked not to.
  /// - Returns: the arguments.
  func copying(isMarked: Bool) -> [String] {
    switch self {
    case .wlClipboard: ["--type", "text/plain"] + (isMarked ? [ClipboardTool.mark] : [])
    case .xclip: ["-selection", "clipboard", "-in"]
    case .xsel: ["--clipboard", "--input"]
    }
  }

  /// wl-copy's option to say that something is secret, from version 2.3.0 on.
  static let mark = "--sensitive"

  /// Arguments with which the writer empties the clipboard. xclip cannot: it takes the place of
  /// whoever owns it, with nothing to give, until it is ended.
  var clearing: [String] {
    switch self {
    case .wlClipboard: ["--clear"]
    case .xclip: ["-selection", "clipboard", "-in", "-quiet"]
    case .xsel: ["--clipboard", "--clear"]
    }
  }
}
