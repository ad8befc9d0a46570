internal import Authenticator
internal import Secrets

extension Secret {
  /// The most bytes that a compressed file becomes.
  private static let longestExpanded = 64 << 20

  /// These bytes as the formats read them: out of gzip; text as UTF-8, whatever editors, Windows and
  /// PowerShell made of it, without the zeros that C leaves behind it. Anything else as it is.
  var readable: Secret {
    let isCompressed = withBytes { $0.begins(with: [0x1F, 0x8B, 8]) }
    guard isCompressed,
      let expanded = try? Inflation.expand(self, .gzip, limit: Self.longestExpanded)
    else { return withoutLastZeros.asUTF8 }
    return expanded.withoutLastZeros.asUTF8
  }

  /// Without the zeros behind a text.
  private var withoutLastZeros: Secret {
    let count = withBytes { bytes in
      bytes.indices.last { bytes[$0] != 0 }.map { $0 + 1 } ?? 0
    }
    guard count > 0, count < self.count, withBytes({ Content(signature: $0) == nil }),
      let text = slice(0..<count),
      text.withBytes({ Content(text: $0) != nil })
    else { return self }
    return text
  }

  private var asUTF8: Secret {
    guard let text = withBytes({ UTF16Text.decoded($0) ?? OldText.decoded($0) }) else {
      return self
    }
    return Secret(copying: Array(text.utf8))
  }
}

/// Text in UTF-16, with a byte order mark or, as some programs write it, without one.
private enum UTF16Text {
  static func decoded(_ bytes: Span<UInt8>) -> String? {
    guard bytes.count >= 4, let isLittle = order(bytes) else { return nil }
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    let text = units[(units[0] == 0xFEFF ? 1 : 0)...]
    let end = text.lastIndex { $0 != 0 }.map { $0 + 1 } ?? text.startIndex
    guard text[..<end].allSatisfy({ $0 >= 32 || (9...13).contains($0) }) else { return nil }
    return String(decoding: text[..<end], as: UTF16.self)
  }

  /// Whether the low byte comes first; `nil` where this is nothing of the kind.
  private static func order(_ bytes: Span<UInt8>) -> Bool? {
    if bytes.begins(with: [0xFF, 0xFE]) { return true }
    if bytes.begins(with: [0xFE, 0xFF]) { return false }
    let start = bytes.extracting(first: 4).copied
    let isASCII = start.map { (9..<127).contains($0) }
    if isASCII == [true, false, true, false] { return start[1] == 0 && start[3] == 0 ? true : nil }
    guard isASCII == [false, true, false, true], start[0] == 0, start[2] == 0 else { return nil }
    return false
  }
}

/// Text of which some is in Windows' old coding, as old exporters and spreadsheets write it. One bad
/// byte in a name must not make noise of the whole file.
private enum OldText {
  /// What 0x80 to 0x9F stand for in Windows-1252; the five that stand for nothing are replaced.
  private static let high = Array(
    "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)

  static func decoded(_ bytes: Span<UInt8>) -> String? {
    guard Content(of: bytes) == .binary, isMostlyASCII(bytes), !URIList.isList(bytes) else {
      return nil
    }
    var text = String.UnicodeScalarView()
    var position = 0
    while position < bytes.count {
      let (scalar, length) = scalar(in: bytes, at: position)
      text.append(scalar)
      position += length
    }
    return String(text)
  }

  /// Without control characters, and with three ASCII characters in four: noise has neither.
  private static func isMostlyASCII(_ bytes: Span<UInt8>) -> Bool {
    var high = 0
    for index in bytes.indices {
      guard bytes[index] >= 32 || bytes[index].isASCIISpace else { return false }
      if bytes[index] >= 127 { high += 1 }
    }
    return high <= bytes.count / 4
  }

  /// A scalar of UTF-8, else the one that a single byte stands for.
  private static func scalar(
    in bytes: Span<UInt8>, at position: Int
  ) -> (Unicode.Scalar, length: Int) {
    let first = bytes[position]
    guard first >= 0x80 else { return (Unicode.Scalar(first), 1) }
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let end = min(position + length, bytes.count)
    if length > 1,
      let text = String(validating: bytes.extracting(position..<end).copied, as: UTF8.self),
      let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
    {
      return (scalar, length)
    }
    return ((0x80..<0xA0).contains(first) ? high[Int(first) - 0x80] : Unicode.Scalar(first), 1)
  }
}
