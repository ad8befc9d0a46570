internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob export`: accounts for another app, in plain text.
struct Export: ParsableCommand {
  /// What can be written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// One otpauth URI a line.
    case otpauth
  }

  static let configuration = CommandConfiguration(
    command: "export",
    abstract: "Write accounts, with their secrets, for another app.",
    discussion: """
      Whoever reads the file has your accounts, so fob asks first.

      Examples:
        fob export --to otpauth --output accounts.txt
        fob export --to otpauth --output - --plaintext github
      """)

  @Option(help: "The format: otpauth (one URI a line).")
  var to: Format

  @Option(
    help: ArgumentHelp("A new file, or - for standard output.", valueName: "file"),
    completion: .file())
  var output: String

  @Argument(help: AccountFilter.help, completion: AccountCompletion.accounts) var query: String?

  @Flag(help: "Write secrets in plain text without asking.")
  var plaintext = false

  @OptionGroup var options: VaultOptions

  func run() throws {
    let opened = try options.open()
    let accounts = AccountFilter(query).all(of: opened.vault.accounts)
    try AccountFilter(query).requireMatch(accounts)
    guard !accounts.isEmpty else {
      throw Failure("there is no account to export", status: .noMatch)
    }
    if !plaintext { try ask(count: accounts.count) }
    let text = Export.uris(of: accounts.map(\.account))
    try text.withBytes { text in
      if output == "-" { try Standard.print(secret: text) } else { try write(text) }
    }
    Standard.note(
      "exported \(accounts.count) of \(counted(opened.vault.accounts.count, "account"))")
    for loss in Export.losses(in: accounts, of: opened.vault) { Standard.note(loss) }
  }

  /// What an otpauth URI has no place for.
  private static func losses(in accounts: [StoredAccount], of vault: Vault) -> [String] {
    let parts = [
      ("notes", accounts.contains { !$0.account.note.isEmpty }),
      ("tags", accounts.contains { !$0.account.tags.isEmpty }),
      ("pins", accounts.contains { $0.account.isPinned }),
    ].filter { $0.1 }.map { $0.0 }
    let trash = vault.trash.count
    return
      (parts.isEmpty
      ? [] : ["left out, as URIs have no place for them: " + parts.joined(separator: ", ")])
      + (trash == 0 ? [] : ["left out: \(counted(trash, "account")) in the trash"])
  }

  private func ask(count: Int) throws(Failure) {
    guard let terminal = Terminal() else {
      throw Failure(
        "an export holds secrets in plain text, and there is no terminal to ask at",
        hint: "give --plaintext", status: .usage)
    }
    guard try terminal.confirm("Write the secrets of \(counted(count, "account")) in plain text?")
    else {
      throw .givenUp
    }
  }

  private func write(_ text: Span<UInt8>) throws(Failure) {
    do {
      try Files.writeNewSecret(text, to: FilePath(output))
    } catch {
      throw Failure(
        "cannot write \(output): \(error.text)",
        hint: "fob never writes over a file; name a new one")
    }
  }

  private static func uris(of accounts: [Account]) -> SecretBytes {
    let length = accounts.reduce(0) { $0 + OTPAuthURI.length(of: $1) + 1 }
    return SecretBytes(capacity: length) { output in
      for account in accounts {
        OTPAuthURI.write(account, into: &output)
        output.append(UInt8(ascii: "\n"))
      }
    }
  }
}
