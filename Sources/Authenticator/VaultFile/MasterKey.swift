public import Secrets

/// The key that a vault is sealed under.
public struct MasterKey: ~Copyable, Sendable {
  let bytes: SecretBytes

  /// A new key, for a new vault.
  public init() { bytes = .random(count: 32) }

  init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

  /// The commitment: ties a header to this key, which the cipher alone does not.
  func commitment(to header: [UInt8]) -> [UInt8] {
    var hash = Blake2b(key: bytes.subkey(2))
    hash.update(header.span)
    return hash.digest()
  }

  var payloadKey: SecretBytes { bytes.subkey(3) }
}

extension Slot {
  /// Wraps a master key under a password.
  ///
  /// - Parameters:
  ///   - password: as it was typed, in UTF-8.
  ///   - id: the slot's id; a slot whose password changes keeps it.
  ///   - cost: what a guess will cost.
  ///   - key: the master key.
  ///   - header: of the vault it belongs to.
  /// - Throws: `VaultError.outOfMemory`.
  public init(
    password: borrowing SecretBytes, id: ID128 = .random(), cost: PassphraseKey.Cost,
    wrapping key: borrowing MasterKey, of header: VaultHeader
  ) throws(VaultError) {
    let prefix = Slot.newPrefix(.password, id: id, passes: cost.passes, memoryKiB: cost.memoryKiB)
    let slotKey = try Slot.derive(password, salt: Array(prefix[26...]), cost: cost)
    self.init(prefix: prefix, slotKey: slotKey, wrapping: key, identity: header.identity)
  }

  /// Wraps a master key under a recovery key.
  ///
  /// - Parameters:
  ///   - recoveryKey: the recovery key.
  ///   - key: the master key.
  ///   - header: of the vault it belongs to.
  public init(
    recoveryKey: borrowing RecoveryKey, wrapping key: borrowing MasterKey, of header: VaultHeader
  ) {
    let prefix = Slot.newPrefix(.recoveryKey, id: .random(), passes: 0, memoryKiB: 0)
    self.init(
      prefix: prefix, slotKey: recoveryKey.slotKey(salt: Array(prefix[26...])), wrapping: key,
      identity: header.identity)
  }

  private init(
    prefix: [UInt8], slotKey: borrowing SecretBytes, wrapping key: borrowing MasterKey,
    identity: [UInt8]
  ) {
    let nonce = RandomBytes.make(count: SealedBox.nonceLength)
    let wrapKey = slotKey.subkey(1)
    let wrapped = key.bytes.withBytes { key in
      SealedBox.seal(key, key: wrapKey, nonce: nonce, associated: identity + prefix)
    }
    self.init(prefix: prefix, nonce: nonce, wrapped: wrapped)
  }

  /// Opens the slot with its key; `nil` where it is not its key.
  func unwrap(with slotKey: borrowing SecretBytes, identity: [UInt8]) -> MasterKey? {
    let wrapKey = slotKey.subkey(1)
    guard
      let opened = try? SealedBox.open(
        wrapped.span, key: wrapKey, nonce: nonce, associated: identity + prefix)
    else { return nil }
    return MasterKey(opened)
  }

  static func derive(
    _ password: borrowing SecretBytes, salt: [UInt8], cost: PassphraseKey.Cost
  ) throws(VaultError) -> SecretBytes {
    do {
      return try PassphraseKey.derive(from: password, salt: salt, cost: cost)
    } catch {
      throw .outOfMemory
    }
  }
}
