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
    let opened = try options.open()
    let all = trash ? opened.vault.trash : opened.vault.accounts
    let accounts = AccountFilter(query).all(of: all)
    opened.vault.noteOpaqueRecords()
    if json {
      try Standard.print(JSON.list(accounts.map { .object($0.pairs(codes: codes)) }).text)
    }
    try AccountFilter(query).requireMatch(accounts, inTrash: trash)
    guard !json else { return }
    guard !accounts.isEmpty else {
      return trash ? Standard.note("the trash is empty") : opened.vault.noteEmptiness()
    }
    try Standard.print((codes ? CodeTable(accounts).text : AccountTable(accounts).text))
  }
}

extension Vault {
  /// Says what to do where there is no account to show.
  func noteEmptiness() {
    Standard.note(
      trash.isEmpty
        ? "no accounts yet; fob add asks for one, fob import reads pictures"
        : "no accounts; \(trash.count) in the trash (fob list --trash)")
  }

  /// Names what this version keeps but does not understand.
  func noteOpaqueRecords() {
    for record in opaqueRecords {
      Standard.note(
        "one entry is kept but not understood: \(record.label ?? "no name") (\(record.reason))")
    }
  }
}

extension OpaqueRecord {
  fileprivate var reason: String {
    switch fault {
    case .malformed: "it is malformed"
    case .unknownCore: "a newer fob made it"
    case .stampTooLate: "it is dated after the year 2199"
    }
  }
}
