internal import Secrets

/// A device's file in a sync folder, still sealed (Sync, *The file of a device*).
struct SyncFile: Sendable {
  static let version: UInt32 = 1
  /// Magic to the number of letters.
  static let fixedLength = 80
  static let checksumLength = 32
  static let mostLetters = 1024
  static let letterLength = SealedBox.keyLength + LetterBox.overhead

  let bytes: [UInt8]
  let group: ID128
  let device: DeviceID
  let sequence: UInt64
  let epoch: UInt64
  let keyID: ID128
  /// The key of this file, sealed to each device.
  let letters: [DeviceID: [UInt8]]

  /// Checks all that can be checked without a key.
  ///
  /// - Throws: `SyncFault`.
  init(_ bytes: [UInt8]) throws(SyncFault) {
    guard bytes.starts(with: SyncLimits.fileStart) else { throw .foreign }
    guard bytes.count >= 12 else { throw .damaged }
    let span = bytes.span
    let version = UInt32(bigEndian: span, in: 8..<12)
    guard version <= SyncFile.version else { throw .newerVersion(version) }
    guard version == SyncFile.version, bytes.count <= SyncLimits.longestFile,
      bytes.count >= SyncFile.fixedLength + SyncFile.checksumLength
    else { throw .damaged }
    let end = bytes.count - SyncFile.checksumLength
    guard SyncFile.checksum(of: span.extracting(0..<end)) == Array(bytes[end...]) else {
      throw .damaged
    }
    (group, device) = (ID128(span, at: 12), ID128(span, at: 28))
    sequence = UInt64(bigEndian: span, in: 44..<52)
    epoch = UInt64(bigEndian: span, in: 52..<60)
    keyID = ID128(span, at: 60)
    letters = try SyncFile.letters(in: bytes, count: Int(UInt32(bigEndian: span, in: 76..<80)))
    self.bytes = bytes
    guard sealedStart + SealedBox.overhead <= signatureStart else { throw .damaged }
  }

  /// Tells this file from every other.
  var hash: [UInt8] { Array(bytes[(bytes.count - SyncFile.checksumLength)...]) }

  /// Opens it with a key; the signature is still to be checked.
  ///
  /// - Throws: `SyncFault`.
  func open(with key: Secret) throws(SyncFault) -> SyncContent {
    let sealed = bytes.span.extracting(sealedStart..<signatureStart)
    let nonce = Array(bytes[nonceStart..<sealedStart])
    guard
      let plaintext = try? SealedBox.open(
        sealed, key: key.copied, nonce: nonce, associated: Array(bytes[..<nonceStart])),
      let (shared, value) = try? Payload.parts(of: Secret(plaintext)),
      let content = value.flatMap({ SyncContent(shared, $0, in: group) })
    else { throw .notAuthentic }
    return content
  }

  func isSigned(by signing: [UInt8]) -> Bool {
    let signature = Array(bytes[signatureStart..<bytes.count - SyncFile.checksumLength])
    let message = SyncFile.message(for: bytes.span.extracting(0..<signatureStart))
    return SigningKey.isValid(signature, of: message, by: signing)
  }

  private var nonceStart: Int {
    SyncFile.fixedLength + letters.count * (16 + SyncFile.letterLength)
  }
  private var sealedStart: Int { nonceStart + SealedBox.nonceLength }
  private var signatureStart: Int {
    bytes.count - SyncFile.checksumLength - SigningKey.signatureLength
  }

  private static func letters(
    in bytes: [UInt8], count: Int
  ) throws(SyncFault) -> [DeviceID: [UInt8]] {
    let step = 16 + letterLength
    guard count <= mostLetters, bytes.count >= fixedLength + count * step else { throw .damaged }
    var letters: [DeviceID: [UInt8]] = [:]
    for start in stride(from: fixedLength, to: fixedLength + count * step, by: step) {
      letters[ID128(bytes.span, at: start)] = Array(bytes[start + 16..<start + step])
    }
    guard letters.count == count else { throw .damaged }
    return letters
  }

  fileprivate static func checksum(of bytes: Span<UInt8>) -> [UInt8] {
    var hash = Blake2b()
    hash.update(bytes)
    return hash.digest()
  }

  /// What a device signs instead of a whole file.
  fileprivate static func message(for bytes: Span<UInt8>) -> [UInt8] {
    Array("fob sync file v1".utf8) + checksum(of: bytes)
  }
}

extension SyncFile {
  /// Writes a device's file.
  ///
  /// - Parameters:
  ///   - content: what it says.
  ///   - group: with the sequence that the file shall have.
  ///   - key: of the group.
  /// - Returns: the whole file; `nil` where it would be too long to be read.
  static func seal(_ content: SyncContent, from group: SyncGroup, with key: SyncKey) -> [UInt8]? {
    let letters = letters(of: key, from: group)
    var file = SyncLimits.fileStart + version.bigEndianBytes + group.id.bytes + group.device.bytes
    file += group.sequence.bigEndianBytes + key.epoch.bigEndianBytes + key.id.bytes
    file += UInt32(letters.count).bigEndianBytes
    for (device, letter) in letters { file += device.bytes + letter }
    let nonce = RandomBytes.make(count: SealedBox.nonceLength)
    let plaintext = Payload.encode(content.shared, with: content.value)
    let sealed = plaintext.withBytes { plaintext in
      SealedBox.seal(plaintext, key: key.secret.copied, nonce: nonce, associated: file)
    }
    file += nonce + sealed
    file += group.signingKey.signature(of: message(for: file.span))
    file += checksum(of: file.span)
    return file.count <= SyncLimits.longestFile && letters.count <= mostLetters ? file : nil
  }

  private static func letters(
    of key: SyncKey, from group: SyncGroup
  ) -> [(DeviceID, [UInt8])] {
    group.members.devices.sorted { $0.key < $1.key }.compactMap { device, keys in
      guard device != group.device else { return nil }
      return key.secret.withBytes { try? LetterBox.seal($0, to: keys.box) }.map { (device, $0) }
    }
  }
}

/// What a hostile folder can make fob read.
public enum SyncLimits {
  /// What every device's file starts with.
  public static let fileStart: [UInt8] = [0x89, 0x66, 0x73, 0x79, 0x0D, 0x0A, 0x1A, 0x0A]
  /// The longest that a device's file may be, in bytes.
  public static let longestFile = 67_108_864
  /// Bytes of all files of one round.
  public static let mostBytes = 536_870_912
  /// The most names in the folder that are looked at.
  public static let mostNames = 20_000
}
