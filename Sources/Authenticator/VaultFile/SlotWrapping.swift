public import Secrets

// How a slot comes to hold the master key, and gives it (VaultFormat, *Slots*). A slot whose secret
// changes, or that is kept where the master key changes, keeps its id.

extension Slot {
  /// Wraps a master key under a password.
  ///
  /// - Parameters:
  ///   - password: as it was typed, in UTF-8.
  ///   - id: the slot's id.
  ///   - cost: what a guess will cost.
  ///   - key: the master key.
  ///   - header: of the vault it belongs to.
  /// - Throws: `VaultError.outOfMemory`.
  public init(
    password: borrowing SecretBytes, id: ID128 = .random(), cost: PassphraseKey.Cost,
    wrapping key: borrowing MasterKey, of header: VaultHeader
  ) throws(VaultError) {
    let salt = Slot.newSalt()
    let passwordKey = try Slot.derive(password, salt: salt, cost: cost)
    self.init(
      passwordKey: passwordKey, salt: salt, id: id, cost: cost, wrapping: key, of: header)
  }

  /// Wraps a master key under what was derived from a password and a salt at a cost.
  package init(
    passwordKey: borrowing SecretBytes, salt: [UInt8], id: ID128 = .random(),
    cost: PassphraseKey.Cost, wrapping key: borrowing MasterKey, of header: VaultHeader
  ) {
    self.init(
      .password, id: id, cost: cost, salt: salt, slotKey: passwordKey, wrapping: key, of: header)
  }

  /// Wraps a master key under a password and a key file, both of which it takes to open the slot.
  ///
  /// - Parameters:
  ///   - password: as it was typed, in UTF-8.
  ///   - keyFile: the key file.
  ///   - id: the slot's id.
  ///   - cost: what a guess will cost who has the file.
  ///   - key: the master key.
  ///   - header: of the vault it belongs to.
  /// - Throws: `VaultError.outOfMemory`.
  public init(
    password: borrowing SecretBytes, keyFile: borrowing KeyFile, id: ID128 = .random(),
    cost: PassphraseKey.Cost, wrapping key: borrowing MasterKey, of header: VaultHeader
  ) throws(VaultError) {
    let salt = Slot.newSalt()
    let passwordKey = try Slot.derive(password, salt: salt, cost: cost)
    let slotKey = keyFile.slotKey(passwordKey: passwordKey)
    self.init(
      .passwordAndKeyFile, id: id, cost: cost, salt: salt, slotKey: slotKey, wrapping: key,
      of: header)
  }

  /// Wraps a master key under a key file alone.
  ///
  /// - Parameters:
  ///   - keyFile: the key file.
  ///   - id: the slot's id.
  ///   - key: the master key.
  ///   - header: of the vault it belongs to.
  public init(
    keyFile: borrowing KeyFile, id: ID128 = .random(), wrapping key: borrowing MasterKey,
    of header: VaultHeader
  ) {
    let salt = Slot.newSalt()
    self.init(
      .keyFile, id: id, cost: nil, salt: salt, slotKey: keyFile.slotKey(salt: salt),
      wrapping: key, of: header)
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
    let salt = Slot.newSalt()
    self.init(
      .recoveryKey, id: .random(), cost: nil, salt: salt,
      slotKey: recoveryKey.slotKey(salt: salt), wrapping: key, of: header)
  }

  private init(
    _ kind: Kind, id: ID128, cost: PassphraseKey.Cost?, salt: [UInt8],
    slotKey: borrowing SecretBytes, wrapping key: borrowing MasterKey, of header: VaultHeader
  ) {
    let costs = (cost?.passes ?? 0).bigEndianBytes + (cost?.memoryKiB ?? 0).bigEndianBytes
    let prefix = [kind.rawValue, 0] + id.bytes + costs + salt
    let nonce = RandomBytes.make(count: SealedBox.nonceLength)
    let wrapKey = slotKey.subkey(1)
    let wrapped = key.bytes.withBytes { key in
      SealedBox.seal(key, key: wrapKey, nonce: nonce, associated: header.identity + prefix)
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

  private static func newSalt() -> [UInt8] { RandomBytes.make(count: PassphraseKey.saltLength) }
}
