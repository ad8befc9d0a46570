private import Secrets

/// What can still be read of a damaged vault file, by a key that opens another version of it.
///
/// The payload is sealed in one piece, so of damage in it nothing is left. But the header, the
/// commitment and the checksum can be made anew: what was sealed under them then tells, by its tag,
/// whether they are what they were. So nothing is taken that the vault's owner did not write.
public struct Salvage: Sendable {
  /// What the damaged file held.
  public let vault: Vault
  /// Its header, as it was.
  public let header: VaultHeader

  /// How many saves further than `whole` a damaged file may be.
  private static let mostSaves: UInt64 = 100_000
  /// How many lengths of the payload are tried where the file's own is wrong.
  private static let mostLengths = 4

  /// Reads a damaged file; `nil` where the payload is damaged, or sealed under other slots that are
  /// damaged.
  ///
  /// - Parameters:
  ///   - bytes: of the file, or what is left of them.
  ///   - whole: a version of the same vault, sealed under the same key with the same slots.
  ///   - key: its master key.
  public init?(_ bytes: [UInt8], like whole: VaultFile, with key: borrowing MasterKey) {
    let start = whole.header.bytes.count
    guard bytes.count > start + VaultFile.commitmentLength + SealedBox.nonceLength else {
      return nil
    }
    let found =
      Salvage.open(bytes, under: try? VaultHeader(bytes), with: key)
      ?? Salvage.open(bytes, under: Salvage.numbered(bytes, like: whole.header), with: key)
      ?? Salvage.open(
        bytes, under: Salvage.committed(bytes, like: whole.header, with: key), with: key)
    guard let found else { return nil }
    self = found
  }

  private init(vault: Vault, header: VaultHeader) { (self.vault, self.header) = (vault, header) }

  /// The other version's header with the number that stands in the file.
  private static func numbered(_ bytes: [UInt8], like whole: VaultHeader) -> VaultHeader {
    var header = whole
    header.generation = UInt64(bigEndian: bytes[28..<36])
    return header
  }

  /// The other version's header with the number that the commitment tells.
  private static func committed(
    _ bytes: [UInt8], like whole: VaultHeader, with key: borrowing MasterKey
  ) -> VaultHeader? {
    let start = whole.bytes.count
    let commitment = Array(bytes[start..<start + VaultFile.commitmentLength])
    var header = whole
    for step in 0..<mostSaves {
      header.generation = whole.generation &+ step
      if key.commitment(to: header.bytes) == commitment { return header }
    }
    return nil
  }

  private static func open(
    _ bytes: [UInt8], under header: VaultHeader?, with key: borrowing MasterKey
  ) -> Salvage? {
    guard let header else { return nil }
    let committed = header.bytes + key.commitment(to: header.bytes)
    let start = committed.count + SealedBox.nonceLength
    guard start < bytes.count else { return nil }
    let nonce = Array(bytes[committed.count..<start])
    let payloadKey = key.payloadKey
    for length in lengths(upTo: bytes.count - start) {
      let sealed = bytes.span.extracting(start..<start + length)
      guard
        let plaintext = try? SealedBox.open(
          sealed, key: payloadKey, nonce: nonce, associated: committed)
      else { continue }
      return (try? Payload.decode(Secret(plaintext))).map { Salvage(vault: $0, header: header) }
    }
    return nil
  }

  /// How long the sealed payload may be, in so many bytes: all but a checksum, or, where the file was
  /// cut or went on, the last steps of the padding.
  private static func lengths(upTo count: Int) -> [Int] {
    let own = count - VaultFile.checksumLength
    let steps = [4096, 16384].flatMap { step in
      (0..<mostLengths).map { (count - SealedBox.overhead) / step * step - $0 * step }
    }
    return ([own] + steps.map { $0 + SealedBox.overhead }).filter {
      (SealedBox.overhead + 1...max(count, SealedBox.overhead + 1)).contains($0) && $0 <= count
    }
  }
}

extension VaultFile {
  /// A vault file whose checksum does not match, as far as its header can be read.
  ///
  /// - Parameter bytes: of the file.
  /// - Throws: `VaultError.notAVault`, `.newerVersion`, `.damaged`.
  public init(damaged bytes: [UInt8]) throws(VaultError) {
    guard bytes.starts(with: VaultHeader.magic) else { throw .notAVault }
    guard bytes.count >= VaultHeader.fixedLength else { throw .damaged }
    let version = UInt32(bigEndian: bytes[8..<12])
    guard version <= VaultHeader.version else { throw .newerVersion(version) }
    header = try VaultHeader(bytes)
    self.bytes = bytes
    let least = VaultFile.commitmentLength + SealedBox.nonceLength + SealedBox.overhead
    guard bytes.count >= header.bytes.count + least + VaultFile.checksumLength else {
      throw .damaged
    }
  }
}
