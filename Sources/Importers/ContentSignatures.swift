internal import Authenticator

// How bytes are told apart.

extension Content {
  /// What the first bytes of a binary format tell.
  init?(signature bytes: Span<UInt8>) {
    let zero: [UInt8] = [0, 0, 0, 0]
    switch true {
    case bytes.begins(with: [0x89, 0x50, 0x4E, 0x47]), bytes.begins(with: [0xFF, 0xD8, 0xFF]),
      bytes.begins(with: Array("GIF8".utf8)), bytes.begins(with: [0x49, 0x49, 0x2A, 0]),
      bytes.begins(with: [0x4D, 0x4D, 0, 0x2A]), bytes.begins(with: Array("ftyp".utf8), at: 4),
      bytes.begins(with: Array("RIFF".utf8)) && bytes.begins(with: Array("WEBP".utf8), at: 8),
      bytes.begins(with: Array("BM".utf8)) && bytes.begins(with: zero, at: 6),
      bytes.isPortableAnymap:
      self = .picture
    case bytes.begins(with: Array("%PDF-".utf8)): self = .pdf
    case bytes.begins(with: [0x50, 0x4B, 3, 4]), bytes.begins(with: [0x50, 0x4B, 5, 6]): self = .zip
    case bytes.begins(with: [0x03, 0xD9, 0xA2, 0x9A]): self = .keePass
    case bytes.begins(with: Array("SQLite format 3\0".utf8)): self = .sqlite
    default: return nil
    }
  }

  /// What kind of text bytes are; `nil` where they are no text.
  init?(text bytes: Span<UInt8>) {
    let part = bytes.trimmed(0..<bytes.count)
    let text = bytes.extracting(part)
    guard !text.isEmpty else {
      self = .empty
      return
    }
    guard text.isText else { return nil }
    self = Content(line: text)
  }

  /// What a line of text is that is no account.
  init(line: Span<UInt8>) {
    switch true {
    case line.holds("https://"), line.holds("http://"): self = .webAddress
    case line.holds("phonefactor://"): self = .phoneFactor
    case line.holds("duo://"): self = .duo
    case line.holds("{"), line.isJSONList: self = .json
    default: self = .text
    }
  }
}

extension Span<UInt8> {
  /// Whether bytes stand at a position.
  func begins(with part: [UInt8], at start: Int = 0) -> Bool {
    count - start >= part.count && part.indices.allSatisfy { self[start + $0] == part[$0] }
  }

  /// Whether this begins like a list, and not like a link or a box in Markdown.
  fileprivate var isJSONList: Bool {
    guard holds("[") else { return false }
    let next = indices.dropFirst().first { !self[$0].isASCIISpace }
    return next.map { "{[]\"-0123456789ntf".utf8.contains(self[$0]) } ?? true
  }

  /// `P1` to `P6` and white space: PBM, PGM and PPM.
  fileprivate var isPortableAnymap: Bool {
    count >= 3 && self[0] == UInt8(ascii: "P") && self[2].isASCIISpace
      && (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(self[1])
  }

  /// Whether this is UTF-8 without control characters other than white space.
  fileprivate var isText: Bool {
    (try? UTF8Span(validating: self)) != nil
      && indices.allSatisfy { self[$0] >= 32 || self[$0].isASCIISpace }
  }
}
