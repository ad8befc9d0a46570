internal import Authenticator
internal import SystemPackage

/// A round of sync between a vault and its folder.
struct SyncRun {
  /// What it did, or would do.
  let round: SyncRound
  /// The vault's accounts before and after it.
  let changes: AccountChanges
  /// Files that were not joined in, and why.
  let unread: [UnreadFile]

  /// Tells that.
  func tell() {
    for note in notes { Standard.note(note) }
  }

  /// Goes through a round and saves what came of it.
  ///
  /// The new file is whole on the disk before the vault is saved, and gets its name afterwards: the
  /// vault never knows less of its own file than the folder does, which is how a copied vault is found
  /// out.
  ///
  /// - Parameters:
  ///   - opened: the vault.
  ///   - needsMember: whether to do nothing where this machine turns out to be out of the group.
  ///   - isSeen: whether somebody is told of it; if not, the vault keeps what there is to tell.
  ///   - edit: something to be done first, in the same save.
  /// - Returns: what it did.
  /// - Throws: what `edit` throws, or `Failure`.
  static func save(
    _ opened: inout OpenVault, needsMember: Bool = false, isSeen: Bool = true,
    after edit: ((inout Vault) throws -> Void)? = nil
  ) throws -> SyncRun {
    let lock = try ReadRecord.lock(opened.store.location)
    var record = ReadRecord(opened.store.location)
    // A slow folder keeps other writers of the vault waiting only where it must.
    let early =
      try edit == nil ? contents(of: opened.vault, record) : nil
    var prepared: PreparedFile?
    var contents = SyncFolder.Contents()
    let run: SyncRun
    do {
      run = try opened.update { vault in
        try edit?(&vault)
        let (run, folder, found) = try SyncRun.go(vault, record, early)
        if needsMember, let failure = run.putOut { throw failure }
        prepared = try run.round.file.map { file throws(Failure) in try folder.prepare(file) }
        (vault, contents) = (run.round.vault, found)
        if !isSeen { vault.keepSyncNews(run.news) }
        return run
      }
    } catch {
      prepared?.discard()
      throw error
    }
    try prepared?.publish()
    record.note(contents, run.round.marks)
    if let standing = opened.vault.syncStanding {
      SyncFolder(standing).cleanUp(run.round.endedInvitations, in: contents)
    }
    _ = consume lock
    return run
  }

  /// What a round would do. Nothing is written.
  ///
  /// - Parameter opened: the vault.
  /// - Returns: what it would do.
  /// - Throws: `Failure`.
  static func trial(_ opened: borrowing OpenVault) throws(Failure) -> SyncRun {
    try go(opened.vault, ReadRecord(opened.store.location), nil).run
  }

  private static func go(
    _ vault: Vault, _ record: ReadRecord, _ early: SyncFolder.Contents?
  ) throws(Failure) -> (run: SyncRun, SyncFolder, SyncFolder.Contents) {
    guard let standing = vault.syncStanding else { throw Failure(.noGroup) }
    let contents = if let early { early } else { try contents(of: vault, record) }
    do throws(SyncError) {
      let round = try SyncRound(
        vault, files: contents.files, unchanged: contents.unchanged,
        unread: contents.unread.map(\.name), now: Clock.milliseconds)
      let run = SyncRun(
        round: round, changes: AccountChanges(from: vault, to: round.vault),
        unread: contents.unread + round.findings.compactMap(UnreadFile.init))
      return (run, SyncFolder(standing), contents)
    } catch {
      throw Failure(error)
    }
  }

  private static func contents(
    of vault: Vault, _ record: ReadRecord
  ) throws(Failure) -> SyncFolder.Contents {
    guard let standing = vault.syncStanding else { throw Failure(.noGroup) }
    return try SyncFolder(standing).read(record: record, knowledge: vault.syncKnowledge)
  }
}
