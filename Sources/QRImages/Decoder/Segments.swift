/// What a symbol says: its bytes, and where it is one of several (structured append, clause 8),
/// which.
struct Message: Equatable {
  var bytes: [UInt8] = []
  var part: Code.Part?
}

extension Message {
  /// Reads the segments of a symbol's data (7.4): numbers, letters, bytes and kanji, these as the
  /// Shift JIS that they stand for. What character set the bytes are in (ECI) is not looked at.
  ///
  /// - Returns: nil where the data break off, or have a segment of no kind that there is.
  init?(data: [UInt8], version: QRVersion) {
    var bits = BitReader(data)
    var isApplication = false
    while let mode = bits.next(min(4, bits.left)), bits.left > 0 || mode != 0 {
      switch mode {
      case 0: return
      case 1: guard appendNumber(&bits, version) else { return nil }
      case 2: guard appendLetters(&bits, version, isApplication) else { return nil }
      case 3:
        guard let place = bits.next(4), let last = bits.next(4), let parity = bits.next(8),
          place <= last
        else { return nil }
        part = Code.Part(number: place + 1, count: last + 1, parity: UInt8(parity))
      case 4: guard appendBytes(&bits, version) else { return nil }
      case 5: isApplication = true
      case 7: guard skipCharacterSet(&bits) else { return nil }
      case 8: guard appendKanji(&bits, version) else { return nil }
      case 9:
        guard bits.next(8) != nil else { return nil }
        isApplication = true
      default: return nil
      }
    }
  }

  /// The bits of a segment's length (table 3).
  private static func lengthBits(_ version: QRVersion, _ sizes: (Int, Int, Int)) -> Int {
    version.number < 10 ? sizes.0 : version.number < 27 ? sizes.1 : sizes.2
  }

  private mutating func appendNumber(_ bits: inout BitReader, _ version: QRVersion) -> Bool {
    guard var left = bits.next(Self.lengthBits(version, (10, 12, 14))) else { return false }
    while left > 0 {
      let digits = min(left, 3)
      guard let value = bits.next([0, 4, 7, 10][digits]), value < [1, 10, 100, 1000][digits] else {
        return false
      }
      let text = String(value)
      bytes += Array(String(repeating: "0", count: digits - text.utf8.count).utf8) + text.utf8
      left -= digits
    }
    return true
  }

  private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

  private mutating func appendLetters(
    _ bits: inout BitReader, _ version: QRVersion, _ isApplication: Bool
  ) -> Bool {
    guard var left = bits.next(Self.lengthBits(version, (9, 11, 13))) else { return false }
    var text: [UInt8] = []
    defer { bytes += isApplication ? Self.withSeparators(text) : text }
    while left > 1 {
      guard let pair = bits.next(11), pair < 45 * 45 else { return false }
      text += [Self.letters[pair / 45], Self.letters[pair % 45]]
      left -= 2
    }
    guard left == 1 else { return true }
    guard let last = bits.next(6), last < 45 else { return false }
    text.append(Self.letters[last])
    return true
  }

  /// Where an application is named (FNC1), a percent sign stands for the separator GS, and two
  /// for one (7.4.8).
  private static func withSeparators(_ text: [UInt8]) -> [UInt8] {
    let percent = UInt8(ascii: "%")
    var (result, rest): ([UInt8], ArraySlice) = ([], text[...])
    while let letter = rest.popFirst() {
      let isDouble = letter == percent && rest.first == percent
      if isDouble { rest.removeFirst() }
      result.append(letter == percent && !isDouble ? 0x1D : letter)
    }
    return result
  }

  private mutating func appendBytes(_ bits: inout BitReader, _ version: QRVersion) -> Bool {
    guard let count = bits.next(Self.lengthBits(version, (8, 16, 16))), bits.left >= 8 * count
    else { return false }
    for _ in 0..<count { bytes.append(UInt8(bits.next(8) ?? 0)) }
    return true
  }

  private mutating func appendKanji(_ bits: inout BitReader, _ version: QRVersion) -> Bool {
    guard let count = bits.next(Self.lengthBits(version, (8, 10, 12))) else { return false }
    for _ in 0..<count {
      guard let value = bits.next(13) else { return false }
      let packed = value / 0xC0 << 8 | value % 0xC0
      let character = packed + (packed < 0x1F00 ? 0x8140 : 0xC140)
      bytes += [UInt8(character >> 8 & 0xFF), UInt8(character & 0xFF)]
    }
    return true
  }

  /// A number of one, two or three bytes, as its first bits tell.
  private mutating func skipCharacterSet(_ bits: inout BitReader) -> Bool {
    guard let first = bits.next(8) else { return false }
    let more = first < 0x80 ? 0 : first < 0xC0 ? 8 : 16
    return bits.next(more) != nil
  }
}

/// Bits of bytes, the highest first.
private struct BitReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var left: Int { bytes.count * 8 - place }

  /// A number of up to 16 bits, or nil where fewer are left.
  mutating func next(_ count: Int) -> Int? {
    guard count <= left else { return nil }
    var value = 0
    for _ in 0..<count {
      value = value << 1 | Int(bytes[place / 8] >> (7 - place % 8) & 1)
      place += 1
    }
    return value
  }
}
