internal import Authenticator
internal import TerminalUI

/// An opened vault as what the live screen shows. Codes go to the screen, secrets stay here.
struct VaultSource: LiveScreenSource, ~Copyable {
  private var opened: OpenVault
  private var accounts: [RowID: StoredAccount] = [:]
  private var shown: FileState?

  init(_ opened: consuming OpenVault) {
    self.opened = opened
  }

  var vaultName: String { opened.store.location.name }

  mutating func changedRows() throws(LiveScreenNotice) -> [Row]? {
    let state = FileState(of: opened.store.location.file)
    guard shown == nil || state != shown else { return nil }
    defer { shown = state }
    if shown != nil { try reload() }
    let stored = opened.vault.accounts
    accounts = Dictionary(
      stored.map { ($0.rowID, $0) }, uniquingKeysWith: { first, _ in first })
    return stored.map(\.row)
  }

  mutating func codes(of ids: [RowID], at time: Int64) -> [RowID: Answer] {
    var answers: [RowID: Answer] = [:]
    for id in ids {
      guard let stored = accounts[id] else { continue }
      answers[id] = VaultSource.answer(for: stored.account, at: UInt64(max(time, 0)) / 1000)
    }
    return answers
  }

  mutating func advanceCounter(of id: RowID) -> Answer {
    guard let stored = accounts[id] else { return .unavailable("the account is gone") }
    do {
      let used = try opened.update { vault in vault.useCounter(of: stored.entry) }
      guard let counter = used else { return .unavailable("the counter is used up") }
      let code = try coded { () throws(CodeError) in
        try stored.account.credential.code(counter: counter)
      }
      return .code(code.text, next: nil)
    } catch {
      return .unavailable((error as? Failure)?.message ?? "the counter could not be saved")
    }
  }

  private mutating func reload() throws(LiveScreenNotice) {
    do {
      try opened.reload()
    } catch {
      throw LiveScreenNotice(message: error.message)
    }
  }

  private static func answer(for account: Account, at time: UInt64) -> Answer {
    do {
      let timed = try TimedCode(of: account, at: time)
      return .code(timed.code.text, next: timed.next.text)
    } catch {
      return .unavailable(error.message)
    }
  }
}

extension StoredAccount {
  fileprivate var rowID: RowID { RowID(entry.bytes) }

  fileprivate var row: Row {
    let credential = account.credential
    return Row(
      id: rowID, issuer: account.issuer, account: account.name, tags: account.tags,
      kind: credential.type == .hotp
        ? .counter(account.counter) : .period(seconds: UInt32(clamping: credential.period)))
  }
}
