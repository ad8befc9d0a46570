internal import ArgumentParser
internal import Authenticator

/// `fob list`: all accounts, never a secret.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "list",
    abstract: "List the accounts.",
    discussion: """
      Examples:
        fob list
        fob list --codes mail
        fob list --json
      """)

  @OptionGroup var options: VaultOptions

  @Argument(help: AccountFilter.help) var query: String?

  @Flag(help: "With each code, the seconds it has left, and the next one.")
  var codes = false

  @Flag(help: "What lies in the trash instead.")
  var trash = false

  @Flag(help: "One JSON array.")
  var json = false

  func run() throws {
    let session = try options.session()
    let list = try session.perform(ListAccounts())
    let accounts = AccountFilter(query).all(of: trash ? list.trash : list.accounts)
    list.noteOpaqueRecords()
    let table = try codes ? CodeTable(accounts, in: session) : nil
    let backups = try session.perform(CountBackupCodes(accounts.map(\.entry)))
    if json {
      let pairs = table?.pairs ?? accounts.map { $0.pairs() }
      try Standard.print(JSON.list(zip(pairs, backups).map { .object($0 + $1.pairs) }).text)
    }
    try AccountFilter(query).requireMatch(accounts, inTrash: trash)
    guard !json else { return }
    guard !accounts.isEmpty else {
      return trash ? Standard.note("the trash is empty") : list.noteEmptiness()
    }
    try Standard.print(table?.text ?? AccountTable(accounts, backups).text)
  }
}
