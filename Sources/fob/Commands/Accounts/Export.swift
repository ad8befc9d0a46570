internal import ArgumentParser
internal import Authenticator
internal import Exporters
internal import Secrets
internal import TerminalUI

/// `fob export`: accounts for another app.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "export",
    abstract: "Write accounts, with their secrets, for another app.",
    discussion: """
      Whoever reads a file that is not encrypted has your accounts, so fob asks first.

      Formats:
      \(ExportFormat.catalogue.map { "  \($0.name): \($0.abstract)" }.joined(separator: "\n"))

      Apps: \(ExportApp.catalogue.map(\.name).joined(separator: ", "))

      Examples:
        fob export --for google
        fob export --for 2fas --output accounts.json
        fob export --for aegis --encrypt --output aegis.json
        fob export --to pdf --output paper.pdf
        fob export --to otpauth --output - --plaintext github
      """)

  @Option(help: ArgumentHelp("The format.", valueName: "format"), completion: formats)
  var to: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The app: picks the format, and leaves out what the app does not take.", valueName: "app"),
    completion: apps)
  var app: String?

  @Option(
    help: ArgumentHelp(
      "A new file, or - for standard output; for google a PNG picture, or several with numbers.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Argument(help: AccountFilter.help, completion: AccountCompletion.accounts)
  var query: [String] = []

  @Flag(help: "Put a password on it, where the format has one: aegis, ente and stratum.")
  var encrypt = false

  @Flag(help: "Write secrets in plain text without asking.")
  var plaintext = false

  @Flag(help: "Write over a file that is there.")
  var force = false

  @Option(help: ArgumentHelp("Read the password of an encrypted format there.", valueName: "n"))
  var exportPasswordFd: Int32?

  @OptionGroup var options: VaultOptions

  private static let formats = CompletionKind.list(ExportFormat.catalogue.map(\.name))
  private static let apps = CompletionKind.list(ExportApp.catalogue.map(\.name))

  func validate() throws {
    let target = try target()
    guard target.format.isCodes || output != nil else {
      throw ValidationError("give --output FILE, or --output -")
    }
    guard target.format.isEncrypted || exportPasswordFd == nil else {
      throw ValidationError("--export-password-fd is for encrypted formats")
    }
  }

  func run() throws {
    let target = try target()
    if output == nil { try ExportedCodes.requireScreen() }
    let opened = try options.open()
    let chosen = try chosen(of: opened.vault.accounts)
    let (taken, refused) = target.divided(chosen)
    for (account, reason) in refused { Standard.note("left out: \(account.label): it \(reason)") }
    guard !taken.isEmpty else {
      throw Failure("there is no account to export", status: .noMatch)
    }
    let password = try password(for: target.format)
    if password == nil && !plaintext { try ask(count: taken.count, in: target.format) }
    let content: ExportFormat.Content
    do {
      content = try target.format.write(
        taken.map(\.account), password: password, at: Clock.seconds)
    } catch {
      throw Failure(error.message, hint: error.hint)
    }
    try write(content)
    Standard.note("exported \(taken.count) of \(counted(opened.vault.accounts.count, "account"))")
    for loss in target.losses(in: taken, of: opened.vault) { Standard.note(loss) }
  }

  private static func quoted(_ name: String) -> String {
    "\"\(DisplayText.escaped(name, columns: DisplayText.listColumns))\""
  }

  private func target() throws -> ExportTarget {
    switch (to, app) {
    case (let to?, nil):
      guard let format = ExportFormat.named(to) else {
        throw ValidationError("there is no format \(Export.quoted(to))")
      }
      return try ExportTarget(format: variant(of: format), app: nil)
    case (nil, let name?):
      guard let app = ExportApp.named(name) else {
        throw ValidationError("there is no app \(Export.quoted(name))")
      }
      return try ExportTarget(format: variant(of: app.format), app: app)
    default: throw ValidationError("choose --to FORMAT or --for APP")
    }
  }

  /// The format with a password, where that is wanted.
  private func variant(of format: ExportFormat) throws -> ExportFormat {
    guard encrypt, !format.isEncrypted else { return format }
    guard let encrypted = format.encrypted else {
      throw ValidationError("\(format.name) has no form with a password")
    }
    return encrypted
  }

  /// What any of the queries matches, in the vault's order.
  private func chosen(of accounts: [StoredAccount]) throws(Failure) -> [StoredAccount] {
    guard !query.isEmpty else { return accounts }
    var ids: Set<String> = []
    for query in query {
      let matches = AccountFilter(query).all(of: accounts)
      try AccountFilter(query).requireMatch(matches)
      ids.formUnion(matches.map { "\($0.id)" })
    }
    return accounts.filter { ids.contains("\($0.id)") }
  }

  private func password(for format: ExportFormat) throws(Failure) -> Secret? {
    guard format.isEncrypted else { return nil }
    return Secret(
      try NewPassword.read(
        from: exportPasswordFd.map { SecretSource($0) }, prompt: "Password of the new file",
        option: "--export-password-fd"))
  }

  private func ask(count: Int, in format: ExportFormat) throws(Failure) {
    guard let terminal = Terminal() else {
      throw Failure(
        "an export holds secrets in plain text, and there is no terminal to ask at",
        hint: "give --plaintext", status: .usage)
    }
    if format.encrypted != nil {
      terminal.write("--encrypt puts a password on it\n")
    }
    guard try terminal.confirm("Write the secrets of \(counted(count, "account")) in plain text?")
    else {
      throw .givenUp
    }
  }

  private func write(_ content: ExportFormat.Content) throws {
    switch content {
    case .codes(let codes): try ExportedCodes(codes).write(to: output, replaces: force)
    case .sheet(let sheet):
      let pictures = try QRDrawing().pictures(of: sheet.payloads, module: 4)
      try write(sheet.document(pictures: pictures))
    case .pages(let entries): try write(ExportedPages(entries).file())
    case .file(let file): try write(file)
    }
  }

  private func write(_ file: Secret) throws {
    try file.withBytes { (bytes) throws in
      guard let output, output != "-" else { return try Standard.print(secret: bytes) }
      try OutputFile(output, replaces: force).write(bytes)
    }
  }
}
