internal import Authenticator

/// Goes through a round of sync.
struct SyncVault: VaultRequest {
  static let name = "sync"

  /// Whether to tell only what a round would do.
  let isTrial: Bool
  /// Where the folder lies from now on; `nil` for where it was.
  let folder: String?

  var value: Value { .parts(isTrial, folder) }

  init(isTrial: Bool = false, folder: String? = nil) {
    (self.isTrial, self.folder) = (isTrial, folder)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 2), let isTrial: Bool = parts.next(),
      let folder: String? = parts.next()
    else { return nil }
    self.init(isTrial: isTrial, folder: folder)
  }

  func answer(from opened: inout OpenVault) throws -> SyncReport {
    guard !isTrial else { return try SyncRun.trial(opened).report }
    guard let folder else { return try SyncRun.save(&opened).report(tellingNewsOf: &opened) }
    let run = try SyncRun.save(&opened) { vault in
      do throws(SyncError) {
        try vault.moveGroup(to: folder)
      } catch {
        throw Failure(error)
      }
    }
    return try run.report(tellingNewsOf: &opened)
  }
}

/// Calls this device something else, and goes through a round of sync.
struct RenameSyncDevice: VaultRequest {
  static let name = "sync-rename"

  let newName: String

  var value: Value { .parts(newName) }

  init(_ newName: String) { self.newName = newName }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 1), let newName: String = parts.next() else { return nil }
    self.init(newName)
  }

  func answer(from opened: inout OpenVault) throws -> SyncReport {
    let run = try SyncRun.save(&opened, needsMember: true) { vault in
      try vault.requireFreeSyncName(newName)
      do throws(SyncError) {
        try vault.renameDevice(newName)
      } catch {
        throw Failure(error)
      }
    }
    return run.report
  }
}

/// What a round did, in words.
struct SyncReport: Transferable {
  /// A line for each account that changed.
  let changes: [String]
  /// How many did, such as `2 added, 1 changed`.
  let summary: String
  /// What else the user should know: files that were not read, devices that came and went.
  let notes: [String]
  /// What rounds found that nobody saw.
  let news: [String]
  /// Whether this device had something new to say.
  let writes: Bool
  /// Whether nothing is wrong with the folder.
  let isWell: Bool
  /// Where this machine was put out of the group.
  let putOut: Failure?

  var value: Value { .parts(changes, summary, notes, news, writes, isWell, putOut) }

  init(_ run: SyncRun, news: [String] = []) {
    self.news = news
    (changes, summary, notes) = (run.changes.lines, run.changes.summary, run.notes)
    (writes, isWell, putOut) = (run.round.file != nil, run.isWell, run.putOut)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 7), let changes: [String] = parts.next(),
      let summary: String = parts.next(), let notes: [String] = parts.next(),
      let news: [String] = parts.next(), let writes: Bool = parts.next(),
      let isWell: Bool = parts.next(),
      let putOut: Failure? = parts.next()
    else { return nil }
    (self.changes, self.summary, self.notes, self.news) = (changes, summary, notes, news)
    (self.writes, self.isWell, self.putOut) = (writes, isWell, putOut)
  }
}

extension SyncRun {
  fileprivate var report: SyncReport { SyncReport(self) }

  /// With what other rounds left to be told, which is forgotten then.
  fileprivate func report(tellingNewsOf opened: inout OpenVault) throws -> SyncReport {
    let news = opened.vault.syncNews
    if !news.isEmpty { try opened.update { vault in vault.forgetSyncNews() } }
    return SyncReport(self, news: news)
  }
}
