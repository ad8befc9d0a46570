internal import Authenticator
internal import Secrets

/// The master key, and what gave it.
struct GivenKeys: ~Copyable {
  let unlocked: UnlockedKey
  /// `nil` where no password was needed.
  let password: SecretBytes?
  /// `nil` where none was given.
  var keyFile: KeyFile?

  init(
    _ unlocked: consuming UnlockedKey, password: consuming SecretBytes? = nil,
    keyFile: consuming KeyFile? = nil
  ) {
    self.unlocked = unlocked
    self.password = password
    self.keyFile = keyFile
  }
}

extension GivenKeys {
  /// The master key alone; what gave it is wiped.
  consuming func masterKey() -> UnlockedKey { unlocked }
}

/// A vault that was just opened, and what opened it.
struct Opening: ~Copyable {
  var opened: OpenVault
  /// `nil` where no password was needed.
  let password: SecretBytes?
  /// `nil` where none was given.
  let keyFile: KeyFile?

  /// - Throws: `Failure`.
  init(
    _ file: VaultFile, in store: VaultStore, unlockedBy keys: consuming GivenKeys
  ) throws(Failure) {
    opened = try OpenVault(file, in: store, unlockedBy: keys.unlocked)
    password = keys.password
    keyFile = keys.keyFile
    switch password {
    case .some(let password): opened.notePassword(password, keyFile)
    case .none: break
    }
  }

  /// The vault alone; what opened it is wiped.
  consuming func vault() -> OpenVault { opened }
}

extension Slot {
  /// Wraps a master key under a password, and under a key file with it where there is one.
  ///
  /// - Throws: `VaultError.outOfMemory`.
  init(
    password: borrowing SecretBytes, with keyFile: borrowing KeyFile?, id: ID128 = .random(),
    cost: PassphraseKey.Cost, wrapping key: borrowing MasterKey, of header: VaultHeader
  ) throws(VaultError) {
    switch keyFile {
    case .none:
      try self.init(password: password, id: id, cost: cost, wrapping: key, of: header)
    case .some(let keyFile):
      try self.init(
        password: password, keyFile: keyFile, id: id, cost: cost, wrapping: key, of: header)
    }
  }
}
