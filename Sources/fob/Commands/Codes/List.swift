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

  @Argument(help: AccountFilter.help) var query: String?

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
    guard !json, !codes else { throw ValidationError("--format goes with neither --json nor --codes") }
    _ = try CodeFormat(option: format)
  }

  func run() throws {
    let session = try options.session()
    let list = try session.perform(ListAccounts())
    let accounts = AccountFilter(query).all(of: trash ? list.trash : list.accounts)
    list.noteOpaqueRecords()
<<<<<<< HEAD
    let format = try format.map(CodeFormat.init(option:))
    let needsCodes = codes || format?.needsCode == true
    let table = try needsCodes ? CodeTable(accounts, in: session) : nil
=======
    let table = try codes ? CodeTable(accounts, in: session) : nil
    let backups = try session.perform(CountBackupCodes(accounts.map(\.entry)))
>>>>>>> main
    if json {
      let pairs = table?.pairs ?? accounts.map { $0.pairs() }
      try Standard.print(JSON.list(zip(pairs, backups).map { .object($0 + $1.pairs) }).text)
    }
    try AccountFilter(query).requireMatch(accounts, inTrash: trash)
    guard !json else { return }
    guard !accounts.isEmpty else {
      return trash ? Standard.note("the trash is empty") : list.noteEmptiness()
    }
<<<<<<< HEAD
    if let format {
      let lines = table?.lines(format) ?? accounts.map { format.text(of: $0) }
      return try Standard.print(lines.joined(separator: "\n"))
    }
    try Standard.print(table?.text ?? AccountTable(accounts).text)
=======
    try Standard.print(table?.text ?? AccountTable(accounts, backups).text)
>>>>>>> main
  }
}
