/// Text in XML and HTML.
enum ExportMarkup {
  /// What stands for a byte in text (XML 1.0, section 2.4), which has no control characters.
  static func escape(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case 13: "&#13;"
    case 0..<9, 11, 12, 14..<32: ""
    default: nil
    }
  }
}
