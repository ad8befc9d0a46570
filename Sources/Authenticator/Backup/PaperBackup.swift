internal import Secrets

/// A backup short enough to be printed: accounts alone, under a vault's header and slots (Backup,
/// *Paper*).
public struct PaperBackup: Sendable {
  static let magic: [UInt8] = [0x89, 0x66, 0x6F, 0x62, 0x70, 0x0D, 0x0A, 0x01]
  /// The ways to open a vault that people carry in their heads or on paper.
  private static let kinds: Set<Slot.Kind> = [.password, .recoveryKey]

  /// All but the accounts: what opens the vault opens this.
  public let file: VaultFile
  /// The whole backup.
  public let bytes: [UInt8]

  /// Reads what was on paper.
  ///
  /// - Parameter bytes: the whole backup.
  /// - Throws: `VaultError.notAVault`, `.newerVersion`, `.damaged`.
  public init(_ bytes: [UInt8]) throws(VaultError) {
    let magic = PaperBackup.magic
    guard bytes.starts(with: magic.dropLast()), bytes.count > magic.count else { throw .notAVault }
    guard bytes[magic.count - 1] == magic.last else {
      throw .newerVersion(UInt32(bytes[magic.count - 1]))
    }
    file = try VaultFile(Array(bytes.dropFirst(magic.count)))
    self.bytes = bytes
  }

  /// Seals the live accounts of a vault.
  ///
  /// - Parameters:
  ///   - vault: the content.
  ///   - header: of the vault; of its slots, the passwords and recovery keys go with it.
  ///   - key: the master key.
  ///   - made: Unix time in seconds.
  ///   - withNotes: whether notes and tags go with it, too.
  /// - Throws: `VaultError.slotCount` where nothing would open it.
  public init(
    of vault: Vault, header: VaultHeader, key: borrowing MasterKey, made: UInt64,
    withNotes: Bool
  ) throws(VaultError) {
    var header = header
    header.slots = header.slots.filter { $0.kind.map(PaperBackup.kinds.contains) ?? false }
    let accounts = PaperAccounts.value(of: vault.paperAccounts, withNotes: withNotes)
    let message = Message(.list([.unsigned(made), accounts]))
    let length = message.secrets.reduce(4 + message.metadata.count) { $0 + $1.count }
    let plaintext = SecretBytes(capacity: length) { output in
      output.append(copying: UInt32(message.metadata.count).bigEndianBytes.span)
      output.append(copying: message.metadata.span)
      for secret in message.secrets { secret.withBytes { output.append(copying: $0) } }
    }
    let sealed = try VaultFile.seal(plaintext, header: header, key: key, under: key.paperKey)
    try self.init(PaperBackup.magic + sealed)
  }

  /// Opens it.
  ///
  /// - Parameter key: the master key, which `file` gives for a password or a recovery key.
  /// - Returns: what it holds.
  /// - Throws: `VaultError.damaged`; `.wrongKey` where it is sealed under another key.
  public func content(with key: borrowing MasterKey) throws(VaultError) -> PaperContent {
    let plaintext = try file.plaintext(with: key, under: key.paperKey)
    guard plaintext.count >= 4 else { throw .damaged }
    let length = Int(plaintext.withBytes { UInt32(bigEndian: $0, in: 0..<4) })
    guard length <= plaintext.count - 4,
      let metadata = plaintext.slice(4..<4 + length)?.withBytes({ $0.copy }),
      let secrets = plaintext.slice(4 + length..<plaintext.count),
      let value = Message.value(metadata: metadata.span, secrets: secrets)?.list,
      value.count == 2, let made = value[0].unsigned, let accounts = PaperAccounts.read(value[1])
    else { throw .damaged }
    return PaperContent(accounts: accounts, made: made)
  }
}

/// What a paper backup holds.
public struct PaperContent: Sendable {
  /// In the order in which they are to be added.
  public let accounts: [Account]
  /// When it was made, in Unix seconds.
  public let made: UInt64

  /// A new vault of it, of a new device, with nothing in its journal.
  ///
  /// Its stamps are of the time when the paper was made: on other devices that sync with it later,
  /// what was changed or deleted since stays so.
  public var vault: Vault {
    var vault = Vault()
    vault.add(accounts, now: min(made, Stamp.end / 1000 - 1) * 1000)
    vault.local.journal = Journal()
    return vault
  }
}

extension Vault {
  /// The live accounts; of those with one secret, the first one first.
  fileprivate var paperAccounts: [Account] {
    let places = accounts.enumerated().map { place, stored in
      (shared[stored.entry]?.core?.ordinal ?? 0, place, stored.account)
    }
    return places.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}
