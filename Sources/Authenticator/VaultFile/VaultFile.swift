internal import Secrets

/// A whole vault file in memory, still sealed.
public struct VaultFile: Sendable {
  /// The longest that a vault file may be, in bytes.
  public static let longest = 268_435_456
  /// The sum of passes times memory that an untrusted file may ask for, in KiB: 16 GiB.
  public static let defaultCostCeiling: UInt64 = 16 * 1_048_576
  static let checksumLength = 32
  static let commitmentLength = 32

  /// The part that is not encrypted.
  public let header: VaultHeader
  /// The whole file.
  public let bytes: [UInt8]

  /// Checks all that can be checked without a key.
  ///
  /// - Parameter bytes: the whole file.
  /// - Throws: `VaultError.notAVault`, `.newerVersion`, `.damaged`, `.tooLarge`.
  public init(_ bytes: [UInt8]) throws(VaultError) {
    guard bytes.starts(with: VaultHeader.magic) else { throw .notAVault }
    guard bytes.count >= 12 else { throw .damaged }
    let version = UInt32(bigEndian: bytes[8..<12])
    guard version <= VaultHeader.version else { throw .newerVersion(version) }
    guard bytes.count <= VaultFile.longest else { throw .tooLarge }
    guard version == VaultHeader.version, bytes.count >= VaultHeader.fixedLength else {
      throw .damaged
    }
    let end = bytes.count - VaultFile.checksumLength
    guard VaultFile.checksum(of: bytes.span.extracting(0..<end)) == Array(bytes[end...]) else {
      throw .damaged
    }
    header = try VaultHeader(bytes)
    self.bytes = bytes
    guard sealedStart + SealedBox.overhead <= end else { throw .damaged }
  }

  /// Whether a file starts as a vault does.
  ///
  /// - Parameter start: at least its first eight bytes.
  /// - Returns: whether it may be a vault.
  public static func isOne(_ start: [UInt8]) -> Bool { start.starts(with: VaultHeader.magic) }

  /// Opens the vault.
  ///
  /// - Parameter key: its master key.
  /// - Returns: the content.
  /// - Throws: `VaultError.damaged`; `.wrongKey` where the file is sealed under another key.
  public func open(with key: borrowing MasterKey) throws(VaultError) -> Vault {
    try Payload.decode(plaintext(with: key, under: key.payloadKey))
  }

  /// Opens what is sealed.
  ///
  /// - Parameters:
  ///   - key: the master key.
  ///   - payloadKey: the key made of it.
  /// - Returns: the plaintext.
  /// - Throws: `VaultError.damaged`, `.wrongKey`.
  func plaintext(
    with key: borrowing MasterKey, under payloadKey: borrowing SecretBytes
  ) throws(VaultError) -> Secret {
    guard isCommitted(to: key) else { throw .wrongKey }
    let sealed = bytes.span.extracting(sealedStart..<bytes.count - VaultFile.checksumLength)
    let nonce = Array(bytes[nonceStart..<sealedStart])
    guard
      let plaintext = try? SealedBox.open(
        sealed, key: payloadKey, nonce: nonce, associated: Array(bytes[..<nonceStart]))
    else { throw .damaged }
    return Secret(plaintext)
  }

  /// Writes a vault.
  ///
  /// - Parameters:
  ///   - vault: the content.
  ///   - header: generation and slots as they shall stand in the file.
  ///   - key: the master key that the slots wrap.
  /// - Returns: the whole file.
  /// - Throws: `VaultError.slotCount`, `.tooLarge`.
  public static func seal(
    _ vault: Vault, header: VaultHeader, key: borrowing MasterKey
  ) throws(VaultError) -> [UInt8] {
    let plaintext = Payload.encode(vault)
    return try seal(plaintext, header: header, key: key, under: key.payloadKey)
  }

  /// Writes what is sealed under a key that is made of the master key.
  static func seal(
    _ plaintext: borrowing SecretBytes, header: VaultHeader, key: borrowing MasterKey,
    under payloadKey: borrowing SecretBytes
  ) throws(VaultError) -> [UInt8] {
    guard VaultHeader.slotCounts.contains(header.slots.count) else { throw .slotCount }
    let nonce = RandomBytes.make(count: SealedBox.nonceLength)
    var file = header.bytes
    file += key.commitment(to: file)
    let sealed = plaintext.withBytes { plaintext in
      SealedBox.seal(plaintext, key: payloadKey, nonce: nonce, associated: file)
    }
    file += nonce + sealed
    file += checksum(of: file.span)
    guard file.count <= longest else { throw .tooLarge }
    return file
  }

  /// Whether the header is what the holder of the key made of it.
  func isCommitted(to key: borrowing MasterKey) -> Bool {
    Array(bytes[header.bytes.count..<nonceStart]) == key.commitment(to: header.bytes)
  }

  private var nonceStart: Int { header.bytes.count + VaultFile.commitmentLength }
  private var sealedStart: Int { nonceStart + SealedBox.nonceLength }

  private static func checksum(of bytes: Span<UInt8>) -> [UInt8] {
    var hash = Blake2b()
    hash.update(bytes)
    return hash.digest()
  }
}
