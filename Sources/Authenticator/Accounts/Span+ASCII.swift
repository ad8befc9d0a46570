// Looking into bytes that are text, without a String.

extension Span<UInt8> {
  /// Whether ASCII text stands at a position, in either case.
  ///
  /// - Parameters:
  ///   - text: in lower case.
  ///   - start: a position from 0 to `count`.
  /// - Returns: whether it stands there.
  package func holds(_ text: String, at start: Int = 0) -> Bool {
    guard count - start >= text.utf8.count else { return false }
    var position = start
    for character in text.utf8 {
      guard self[position].lowercased == character else { return false }
      position += 1
    }
    return true
  }

  /// Whether ASCII text stands anywhere, in either case; `text` is in lower case.
  package func contains(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    return indices.contains { self[$0].lowercased == first && holds(text, at: $0) }
  }

  /// The first position of a byte in a part.
  package func firstIndex(of byte: UInt8, in part: Range<Int>) -> Int? {
    part.first { self[$0] == byte }
  }

  /// A part without white space around it.
  package func trimmed(_ part: Range<Int>) -> Range<Int> {
    guard let first = part.first(where: { !self[$0].isASCIISpace }),
      let last = part.last(where: { !self[$0].isASCIISpace })
    else { return part.lowerBound..<part.lowerBound }
    return first..<last + 1
  }
}

extension UInt8 {
  /// The lower-case letter of an upper-case one; any other byte as it is.
  package var lowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }

  /// Whether this is a space, a tab or a line end.
  package var isASCIISpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }

  /// The value of a hexadecimal digit in either case.
  package var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
