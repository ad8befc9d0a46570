private import Secrets

/// What one QR code of a paper backup carries (Backup, *Paper*): `fobp`, a version, eight bytes that
/// name the backup, the code's number, how many there are, and a part of the backup.
public struct PaperCode: Sendable, Hashable {
  /// Bytes of a code of version 25 with error correction M in byte mode (ISO/IEC 18004, table 7).
  public static let longest = 997
  private static let start: [UInt8] = Array("fobp".utf8) + [1]
  private static let headLength = 15

  /// Names the backup: all its codes have the same.
  public let backup: [UInt8]
  /// From 1 on.
  public let number: Int
  /// How many codes the backup has, 1 to 255.
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
    guard count > 0, (1...count).contains(number) else { return nil }
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
  /// - Returns: the codes in order; `nil` where 255 do not suffice.
  public static func codes(of bytes: [UInt8]) -> [PaperCode]? {
    let room = longest - headLength
    let count = (bytes.count + room - 1) / room
    guard (1...255).contains(count) else { return nil }
    let name = name(of: bytes)
    return (0..<count).map { index in
      let part = bytes[bytes.count * index / count..<bytes.count * (index + 1) / count]
      return PaperCode(backup: name, number: index + 1, count: count, part: Array(part))
    }
  }

  /// Puts codes together.
  ///
  /// - Parameter codes: all of one backup, in any order.
  /// - Returns: the backup; `nil` where one is missing, or they do not belong together.
  public static func join(_ codes: some Collection<PaperCode>) -> [UInt8]? {
    let sorted = codes.sorted { $0.number < $1.number }
    guard let first = sorted.first, sorted.map(\.number) == Array(1...first.count),
      sorted.allSatisfy({ $0.backup == first.backup && $0.count == first.count })
    else { return nil }
    let bytes = sorted.flatMap(\.part)
    return name(of: bytes) == first.backup ? bytes : nil
  }

  /// The first eight bytes of its hash.
  private static func name(of bytes: [UInt8]) -> [UInt8] {
    var hash = Blake2b()
    hash.update(bytes.span)
    return Array(hash.digest().prefix(8))
  }
}
