internal import Authenticator
internal import Secrets
internal import SystemPackage

/// A backup that was opened, to be restored.
struct Restoration: ~Copyable {
  /// What a backup holds.
  private enum Content {
    case vault(Vault)
    case paper(PaperContent)
  }

  private let content: Content
  private let header: VaultHeader
  private let unlocked: UnlockedKey

  private init(
    _ content: Content, _ header: VaultHeader, _ unlocked: consuming UnlockedKey
  ) {
    (self.content, self.header) = (content, header)
    self.unlocked = unlocked
  }

  /// Reads a backup file, or the pictures of a paper backup.
  ///
  /// - Parameters:
  ///   - files: one backup, or pictures.
  ///   - access: how to open what is named.
  /// - Returns: the backup.
  /// - Throws: `Failure`.
  static func open(
    _ files: [String], by access: (String) -> VaultAccess
  ) throws(Failure) -> Restoration {
    let name = files.first ?? ""
    guard isPaper(files) else {
      let backup = try BackupFile.open(name, by: access(name))
      let (vault, header) = (backup.vault, backup.header)
      return Restoration(.vault(vault), header, backup.unlockedKey())
    }
    let paper = try PaperScan(files).backup()
    let store = VaultStore(location: try VaultLocation(option: name))
    do throws(Failure) {
      let unlocked = try access(name).masterKey(of: paper.file, in: store)
      let content = try content(of: paper, with: unlocked.masterKey, in: store)
      return Restoration(.paper(content), paper.file.header, unlocked)
    } catch {
      throw error.ofBackup(in: store)
    }
  }

  private static func content(
    of paper: PaperBackup, with key: borrowing MasterKey, in store: VaultStore
  ) throws(Failure) -> PaperContent {
    do {
      return try paper.content(with: key)
    } catch {
      throw store.failure(error)
    }
  }

  /// Several files, or one that does not start as a vault does.
  private static func isPaper(_ files: [String]) -> Bool {
    guard files.count == 1, let path = files.first.map({ FilePath($0) }) else { return true }
    do throws(FileFault) {
      return try !VaultFile.isOne(Files.start(of: path))
    } catch {
      // What is wrong with it is told by who reads all of it.
      return false
    }
  }
}

// MARK: - Into no vault

extension Restoration {
  /// The vault that would be made.
  var vault: Vault {
    switch content {
    case .vault(var vault):
      vault.becomeRestored()
      return vault
    case .paper(let content): return content.vault
    }
  }

  /// What a new vault would hold.
  var newAccounts: [PublicTaken] {
    let vault = vault
    return vault.accounts.map { PublicTaken(.added, $0) }
      + vault.trash.map { PublicTaken(.addedToTrash, $0) }
  }

  /// Whether a forgotten password would lose it.
  var hasRecoveryKey: Bool { header.slots.contains { $0.kind == .recoveryKey } }

  /// Makes a vault that opens as the backup does.
  ///
  /// - Throws: `Failure`, also where something is there already.
  func create(in store: VaultStore) throws {
    let (vault, key) = (vault, unlocked.masterKey.copy)
    var header = header
    header.generation = max(header.generation, header.generation &+ 1)
    let file: [UInt8]
    do {
      file = try VaultFile.seal(vault, header: header, key: unlocked.masterKey)
    } catch {
      throw store.failure(error)
    }
    let slot = unlocked.slot
    try store.create(file) { () throws(Failure) in
    } opens: { file in
      guard let key = UnlockedKey(key: key, slot: slot) else { return false }
      return (try? file.open(with: key.masterKey)) == vault
    }
  }
}

// MARK: - Into the vault that is there

extension Restoration {
  /// Merges it into a vault, or tells what that would do.
  ///
  /// - Throws: `Failure`; nothing was changed then.
  func merge(into session: any VaultSession, isTrial: Bool) throws -> [PublicTaken] {
    switch content {
    case .vault(let vault):
      return try session.perform(TakeInBackup(vault.payload, isTrial: isTrial))
    case .paper(let content):
      return try session.perform(AddAccounts(content.accounts, isTrial: isTrial)).map {
        PublicTaken($0)
      }
    }
  }

  /// Whether it is too long for what an agent takes at once.
  var isTooLongForAgent: Bool {
    guard case .vault(let vault) = content else { return false }
    return vault.payload.count > AgentMessage.longestSecrets
  }
}
