internal import Authenticator
internal import TerminalUI

/// An opened vault as what the live screen shows.
struct VaultSource: LiveScreenSource, ~Copyable {
  private let session: any VaultSession
  private var entries: [RowID: EntryID] = [:]
  private var shown: FileState?

  init(_ session: any VaultSession) {
    self.session = session
  }

  var vaultName: String { session.store.location.name }

  mutating func changedRows() throws(LiveScreenNotice) -> [Row]? {
    let state = FileState(of: session.store.location.file)
    guard shown == nil || state != shown else { return nil }
    let isFirst = shown == nil
    shown = state
    let accounts = try list(again: !isFirst)
    entries = Dictionary(
      accounts.map { ($0.rowID, $0.entry) }, uniquingKeysWith: { first, _ in first })
    return accounts.map(\.row)
  }

  mutating func codes(of ids: [RowID], at time: Int64) -> [RowID: Answer] {
    let rows = ids.compactMap { id in entries[id].map { (id, $0) } }
    let request = ComputeCodes(rows.map(\.1), at: UInt64(max(time, 0)) / 1000)
    do {
      let answers = try session.perform(request)
      let found = zip(rows, answers).compactMap { row, code in code.map { (row.0, Answer($0)) } }
      return Dictionary(found, uniquingKeysWith: { first, _ in first })
    } catch {
      return Dictionary(uniqueKeysWithValues: Set(ids).map { ($0, Answer(error)) })
    }
  }

  mutating func advanceCounter(of id: RowID) -> Answer {
    guard let entry = entries[id] else { return .unavailable("the account is gone") }
    do {
      return .code(try session.perform(UseCounter(entry)).text, next: nil)
    } catch {
      return Answer(error)
    }
  }

  private func list(again: Bool) throws(LiveScreenNotice) -> [PublicAccount] {
    do {
      if again { try session.reload() }
      return try session.perform(ListAccounts()).accounts
    } catch {
      throw LiveScreenNotice(message: error.message)
    }
  }
}

extension Answer {
  fileprivate init(_ code: CodeAnswer) {
    switch code {
    case .code(let timed): self = .code(timed.code, next: timed.next)
    case .unavailable(let failure): self = .unavailable(failure.message)
    }
  }

  fileprivate init(_ error: any Error) { self = .unavailable(error.message) }
}

extension Error {
  fileprivate var message: String {
    (self as? Failure)?.message ?? "the vault cannot be read or written"
  }
}

extension PublicAccount {
  fileprivate var rowID: RowID { RowID(entry.bytes) }

  fileprivate var row: Row {
    Row(
      id: rowID, issuer: issuer, account: name, tags: tags,
      kind: type == .hotp ? .counter(counter) : .period(seconds: UInt32(clamping: period)))
  }
}
