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
    guard let folder else { return try SyncRun.save(&opened).report }
    let run = try SyncRun.save(&opened) { vault in
      do throws(SyncError) {
        try vault.moveGroup(to: folder)
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
  /// Whether this device had something new to say.
  let writes: Bool

  var value: Value { .parts(changes, summary, notes, writes) }

  init(changes: [String], summary: String, notes: [String], writes: Bool) {
    (self.changes, self.summary, self.notes, self.writes) = (changes, summary, notes, writes)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 4), let changes: [String] = parts.next(),
      let summary: String = parts.next(), let notes: [String] = parts.next(),
      let writes: Bool = parts.next()
    else { return nil }
    self.init(changes: changes, summary: summary, notes: notes, writes: writes)
  }
}

extension SyncRun {
  var report: SyncReport {
    SyncReport(
      changes: changes.lines, summary: changes.summary, notes: notes,
      writes: round.file != nil)
  }
}
