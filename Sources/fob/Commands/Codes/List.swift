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
        fob list --format '{id} {label} {code}'
      """)

  @OptionGroup var options: VaultOptions

  @Argument(help: AccountFilter.help, completion: AccountCompletion.accounts) var query: String?

  @Flag(help: "With each code, the seconds it has left, and the next one.")
  var codes = false

  @Flag(help: "What lies in the trash instead.")
  var trash = false

  @Flag(help: "One JSON array.")
  var json = false

  @Option(help: CodeFormat.help)
  var format: String?

  func validate() throws {
    guard let format else { return }
    guard !json, !codes else {
      throw ValidationError("--format goes with neither --json nor --codes")
    }
    _ = try CodeFormat(option: format)
  }

  func run() throws {
    let session = try options.session()
    let list = try session.perform(ListAccounts())
    let accounts = AccountFilter(query).all(of: trash ? list.trash : list.accounts)
    list.noteOpaqueRecords()
    if json { try Standard.print(try jsonText(of: accounts, in: session)) }
    try AccountFilter(query).requireMatch(accounts, inTrash: trash)
    guard !json else { return }
    guard !accounts.isEmpty else {
      return trash ? Standard.note("the trash is empty") : list.noteEmptiness()
    }
    try Standard.print(try text(of: accounts, in: session))
  }

  private func jsonText(
    of accounts: [PublicAccount], in session: any VaultSession
  ) throws -> String {
    let pairs = try codes ? CodeTable(accounts, in: session).pairs : accounts.map { $0.pairs() }
    let backups = try session.perform(CountBackupCodes(accounts.map(\.entry)))
    return JSON.list(zip(pairs, backups).map { .object($0 + $1.pairs) }).text
  }

  private func text(of accounts: [PublicAccount], in session: any VaultSession) throws -> String {
    if let format = try format.map(CodeFormat.init(option:)) {
      let lines =
        try format.needsCode
        ? CodeTable(accounts, in: session).lines(format) : accounts.map { format.text(of: $0) }
      return lines.joined(separator: "\n")
    }
    if codes { return try CodeTable(accounts, in: session).text }
    let backups = try session.perform(CountBackupCodes(accounts.map(\.entry)))
    return AccountTable(accounts, backups).text
  }
}
