private import Secrets

/// What one QR code of a paper backup carries (Backup, *Paper*): `fobp`, a version, eight bytes that
/// name the backup, the code's number, how many there are, and a part of the backup. The last one is
/// spare: from it and all others but one, that one is made anew.
public struct PaperCode: Sendable, Hashable {
  /// Bytes of a code of version 25 with error correction M in byte mode (ISO/IEC 18004, table 7).
  public static let longest = 997
  private static let start: [UInt8] = Array("fobp".utf8) + [1]
  private static let headLength = 15
  /// Of the whole backup's length, in the spare code.
  private static let lengthLength = 4

  /// Names the backup: all its codes have the same.
  public let backup: [UInt8]
  /// From 1 on.
  public let number: Int
  /// How many codes the backup has with the spare one, 2 to 255.
  public let count: Int
  let part: [UInt8]

  /// Reads a code; `nil` where it is none of a paper backup.
  ///
  /// - Parameter payload: all that the QR code holds.
  public init?(_ payload: Span<UInt8>) {
    let (start, length) = (PaperCode.start, PaperCode.headLength)
    guard payload.count > length, payload.count <= PaperCode.longest,
      start.indices.allSatisfy({ payload[$0] == start[$0] })
    else { return nil }
    backup = payload.extracting(5..<13).copy
    (number, count) = (Int(payload[13]), Int(payload[14]))
    part = payload.extracting(length..<payload.count).copy
    guard count > 1, (1...count).contains(number) else { return nil }
  }

  private init(backup: [UInt8], number: Int, count: Int, part: [UInt8]) {
    (self.backup, self.number, self.count, self.part) = (backup, number, count, part)
  }

  /// The bytes of a code.
  public var payload: [UInt8] {
    PaperCode.start + backup + [UInt8(number), UInt8(count)] + part
  }

  /// The codes of a backup, all about as full.
  ///
  /// - Parameter bytes: the whole backup.
  /// - Returns: the codes in order, the spare one last; `nil` where 255 do not suffice.
  public static func codes(of bytes: [UInt8]) -> [PaperCode]? {
    let room = longest - headLength - lengthLength
    let count = (bytes.count + room - 1) / room
    guard (1...254).contains(count) else { return nil }
    let parts = (0..<count).map { Array(bytes[range(of: $0, of: count, in: bytes.count)]) }
    let spare = UInt32(bytes.count).bigEndianBytes + mixed(parts)
    let name = name(of: bytes)
    return (parts + [spare]).enumerated().map { index, part in
      PaperCode(backup: name, number: index + 1, count: count + 1, part: part)
    }
  }

  /// Puts codes together.
  ///
  /// - Parameter codes: of one backup, in any order; any one of them may be missing.
  /// - Returns: the backup; `nil` where more are missing, or they do not belong together.
  public static func join(_ codes: some Collection<PaperCode>) -> [UInt8]? {
    guard let first = codes.first,
      codes.allSatisfy({ $0.backup == first.backup && $0.count == first.count })
    else { return nil }
    let parts = Dictionary(grouping: codes, by: \.number).mapValues { $0.map(\.part) }
    guard parts.values.allSatisfy({ $0.count == 1 }) else { return nil }
    var known = parts.compactMapValues(\.first)
    let spare = known.removeValue(forKey: first.count)
    let missing = (1..<first.count).filter { known[$0] == nil }
    if let number = missing.first {
      guard missing.count == 1, let spare,
        let part = part(number, from: spare, and: Array(known.values), of: first.count - 1)
      else { return nil }
      known[number] = part
    }
    let bytes = known.sorted { $0.key < $1.key }.flatMap(\.value)
    return name(of: bytes) == first.backup ? bytes : nil
  }

  /// What a missing code held.
  private static func part(
    _ number: Int, from spare: [UInt8], and others: [[UInt8]], of count: Int
  ) -> [UInt8]? {
    guard spare.count >= lengthLength else { return nil }
    let length = Int(UInt32(bigEndian: spare.span, in: 0..<lengthLength))
    let part = mixed(others + [Array(spare.dropFirst(lengthLength))])
    let size = range(of: number - 1, of: count, in: length).count
    return size <= part.count ? Array(part.prefix(size)) : nil
  }

  /// Which bytes of the backup a code holds; its place counts from 0.
  private static func range(of place: Int, of count: Int, in length: Int) -> Range<Int> {
    length * place / count..<length * (place + 1) / count
  }

  /// All parts under exclusive or, each with zeros up to the longest.
  private static func mixed(_ parts: [[UInt8]]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: parts.map(\.count).max() ?? 0)
    for part in parts { for (place, byte) in part.enumerated() { result[place] ^= byte } }
    return result
  }

  /// The first eight bytes of its hash.
  private static func name(of bytes: [UInt8]) -> [UInt8] {
    var hash = Blake2b()
    hash.update(bytes.span)
    return Array(hash.digest().prefix(8))
  }
}
