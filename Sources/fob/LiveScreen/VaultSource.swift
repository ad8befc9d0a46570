internal import Authenticator
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// The vault as the live screen uses it: open, or locked and then not there at all.
struct VaultSource: ~Copyable {
  let access: VaultAccess
  let store: VaultStore
  /// Whether the terminal is to copy codes.
  let copiesByTerminal: Bool
  /// `nil` while the screen is locked.
  private(set) var session: (any VaultSession)?
  /// What was found to be added.
  var found = AddAccounts([])
  /// What has a password of its own that is yet to be typed.
  var locked: LockedImport?
  /// The accounts as they were listed last.
  private(set) var accounts: [RowID: PublicAccount] = [:]
  /// When accounts were used, as far as the vault does not know it yet.
  private var uses: [EntryID: UInt64] = [:]
  private var settings: ScreenSettings?
  private var shown: FileState?

  /// - Parameters:
  ///   - session: the opened vault; `nil` where its password is to be asked for.
  ///   - access: how it can be opened.
  ///   - store: where it lies.
  ///   - osc52: the terminal is to copy codes.
  init(
    _ session: (any VaultSession)?, access: VaultAccess, store: VaultStore, osc52: Bool = false
  ) {
    (self.session, self.access, self.store) = (session, access, store)
    copiesByTerminal = osc52
  }

  /// What the title line calls the vault.
  var name: String { store.location.name }

  /// Opens the vault in this process.
  ///
  /// - Parameter typed: the password, or the recovery key in its place.
  /// - Returns: what to tell of the agent that holds it from now on, too.
  /// - Throws: `Failure`.
  mutating func open(typed: consuming SecretBytes) throws(Failure) -> String? {
    let opened = try access.open(store, typed: typed)
    let words = access.isAsked ? access.startAgent(holding: opened) : nil
    session = LocalSession(opened)
    (settings, shown) = (nil, nil)
    return words
  }

  /// Locks the agent, if one holds the vault.
  func lockAgent() { _ = AgentPlace(of: store.location.file)?.lockAgent() }

  /// Somebody is there.
  func noteUse() { session?.noteUse() }

  /// Drops the opened vault, which is wiped, and all that is known from it.
  mutating func close() {
    keepUses()
    (session, locked) = (nil, nil)
    (found, accounts, uses, settings, shown) = (AddAccounts([]), [:], [:], nil, nil)
  }

  /// The accounts with those in the trash, if they are new; asked for about once a second, so it is
  /// cheap where nothing has changed.
  ///
  /// - Returns: all at the first call and whenever the vault has changed, else nil.
  /// - Throws: `Failure`; what is on the screen stays.
  mutating func changedRows() throws -> [Row]? {
    guard let session else { return nil }
    // An agent that has locked says so, and asking it keeps no agent from locking.
    _ = try session.perform(ComputeCodes([], at: 0))
    (session as? LocalSession)?.syncIfDue()
    let state = FileState(of: store.location.file)
    guard shown == nil || state != shown else { return nil }
    let isFirst = shown == nil
    shown = state
    if !isFirst { try session.reload() }
    let list = try session.perform(ListAccounts())
    settings = try session.perform(ReadScreenSettings())
    accounts = Dictionary(
      (list.accounts + list.trash).map { ($0.rowID, $0) }, uniquingKeysWith: { first, _ in first })
    let uses = allUses
    return (list.accounts + list.trash).map { $0.row(lastUse: uses[$0.entry] ?? 0) }
  }

  /// The codes of these accounts at a time.
  ///
  /// - Parameters:
  ///   - ids: time-based accounts that are on the screen.
  ///   - time: milliseconds since the Unix epoch.
  /// - Returns: an answer for each of them that still exists.
  mutating func codes(of ids: [RowID], at time: Int64) -> [RowID: Answer] {
    guard let session else { return [:] }
    let rows = ids.compactMap { id in accounts[id].map { (id, $0.entry) } }
    let request = ComputeCodes(rows.map(\.1), at: UInt64(max(time, 0)) / 1000)
    do {
      let answers = try session.perform(request)
      let found = zip(rows, answers).compactMap { row, code in code.map { (row.0, Answer($0)) } }
      return Dictionary(found, uniquingKeysWith: { first, _ in first })
    } catch {
      return Dictionary(ids.map { ($0, Answer(error)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Moves a counter on, and has that on the disk before it returns: the code of the counter that
  /// was moved past, or why there is none.
  mutating func advanceCounter(of id: RowID) -> Answer {
    guard let session, let account = accounts[id] else { return .unavailable("it is gone") }
    do {
      let code = try session.perform(UseCounter(account.entry)).text
      noteUse(of: account)
      return .code(code, next: nil)
    } catch {
      return Answer(error)
    }
  }
}

// What is remembered.
extension VaultSource {
  /// Seconds without a key after which the screen locks.
  var timeout: UInt64 { settings?.timeout ?? 300 }

  var preferences: Preferences {
    mutating get {
      readSettings()
      return Preferences(
        order: settings?.order == .use ? .use : .name, hidesCodes: settings?.hidesCodes ?? false)
    }
  }

  /// Where they cannot be read, nor can the accounts, which says why.
  private mutating func readSettings() {
    if settings == nil { settings = try? session?.perform(ReadScreenSettings()) }
  }

  /// Whether the password should be typed once: it was not for 30 days.
  var wantsPassword: Bool {
    guard let typed = settings?.passwordTyped else { return false }
    return typed + 30 * 86_400 < Clock.seconds
  }

  /// When a backup was last proven to restore.
  var backupAge: BackupAge {
    BackupAge(proven: settings?.backupProven, newer: settings?.accountsAfterBackup ?? 0)
  }

  /// Remembers that a code was taken; it is written down later.
  mutating func noteUse(of account: PublicAccount) { uses[account.entry] = Clock.seconds }

  /// Writes down how the screen shows its accounts, and which of them were used.
  mutating func keep(_ preferences: Preferences) throws {
    guard let session else { return }
    let order: Settings.Order = preferences.order == .use ? .use : .name
    let request = KeepScreenSettings(
      hidesCodes: preferences.hidesCodes, order: order,
      uses: uses.map { AccountUse(entry: $0.key, time: $0.value) })
    _ = try session.perform(request)
    settings?.order = order
    settings?.hidesCodes = preferences.hidesCodes
  }

  /// Which accounts were used is no reason to complain where a vault cannot be written.
  private mutating func keepUses() {
    if !uses.isEmpty { try? keep(preferences) }
  }

  private var allUses: [EntryID: UInt64] {
    let kept = (settings?.uses ?? []).map { ($0.entry, $0.time) }
    return Dictionary(kept, uniquingKeysWith: max).merging(uses, uniquingKeysWith: max)
  }
}

extension Answer {
  fileprivate init(_ code: CodeAnswer) {
    switch code {
    case .code(let timed): self = .code(timed.code, next: timed.next)
    case .unavailable(let failure): self = .unavailable(failure.message)
    }
  }

  fileprivate init(_ error: any Error) { self = .unavailable(Failure.message(of: error)) }
}

extension Failure {
  /// What to say of an error in the status line.
  static func message(of error: any Error) -> String {
    (error as? Failure)?.message ?? "the vault cannot be read or written"
  }
}

extension PublicAccount {
  var rowID: RowID { RowID(entry.bytes) }

  fileprivate func row(lastUse: UInt64) -> Row {
    Row(
      id: rowID, issuer: issuer, account: name, tags: tags, note: note,
      kind: type == .hotp ? .counter(counter) : .period(seconds: UInt32(clamping: period)),
      isPinned: isPinned, isTrashed: isTrashed, lastUse: lastUse)
  }
}
