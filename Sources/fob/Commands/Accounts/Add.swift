internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob add`: one account, typed, or as an otpauth URI on standard input.
struct Add: ParsableCommand {
  static let commandLineWarning =
    "warning: other users of this machine can see what stands on a command line; "
    + "give the URI on standard input"

  static let configuration = CommandConfiguration(
    command: "add",
    abstract: "Add one account: asks for it, or reads an otpauth URI from standard input.",
    discussion: """
      The secret is typed unseen, and never given on the command line.

      Examples:
        fob add --issuer GitHub --name alice@example.com
        pass show totp/github | fob add
      """)

  @Argument(
    help: ArgumentHelp(
      "An otpauth URI. Others on this machine can see it here.", visibility: .hidden))
  var uri: String?

  @Option(help: "Who issued the secret.")
  var issuer: String?

  @Option(help: "The account's name there.")
  var name: String?

  @Option(help: "totp (if not given), hotp, steam, yandex or motp.", transform: Add.type)
  var type: CodeType?

  @Option(help: "SHA1, SHA256 or SHA512.", transform: Add.algorithm)
  var algorithm: HashAlgorithm?

  @Option(help: "Characters of a code.")
  var digits: Int?

  @Option(help: "Seconds for which a code holds.")
  var period: Int?

  @Option(help: "The first HOTP counter.")
  var counter: Int?

  @Option(help: "Tags, with commas between them.")
  var tags: String?

  @Option(help: "A note.")
  var note: String?

  @OptionGroup var options: VaultOptions

  private static func type(_ text: String) throws -> CodeType {
    guard let type = CodeType(rawValue: text.lowercased()) else {
      throw ValidationError("the types are totp, hotp, steam, yandex and motp")
    }
    return type
  }

  private static func algorithm(_ text: String) throws -> HashAlgorithm {
    guard let algorithm = HashAlgorithm(name: text) else {
      throw ValidationError("the algorithms are SHA1, SHA256 and SHA512")
    }
    return algorithm
  }

  func validate() throws {
    guard (1...10).contains(digits ?? 6) else {
      throw ValidationError("a code has 1 to 10 digits")
    }
    guard period ?? 30 >= 1 else { throw ValidationError("a period is at least 1 second") }
    guard counter ?? 0 >= 0 else { throw ValidationError("a counter is at least 0") }
  }

  func run() throws {
    let session = try options.session()
    var read = try account(in: SecretArena())
    for warning in read.warnings { Standard.note("note: \(warning.message)") }
    if let tags { read.account.tags = Edit.list(tags) }
    if let note { read.account.note = note }
    let additions = try session.perform(AddAccounts([read.account]))
    guard let addition = additions.first else { return }
    Standard.note(addition.sentence)
    guard addition.isKnownAs(read.account) else {
      throw Failure(
        "\(read.account.label) was not added: it has the secret of \(addition.account.label)",
        hint: "check that the secret is the right one; fob edit changes an account's names")
    }
  }

  private func account(in arena: SecretArena) throws(Failure) -> ReadAccount {
    if let uri {
      Standard.note(Add.commandLineWarning)
      return try account(of: Array(uri.utf8).span, in: arena)
    }
    guard SystemCall.isTerminal(.standardInput) else {
      return try pipedText().withBytes { (text) throws(Failure) in
        try account(of: text, in: arena)
      }
    }
    return try typedAccount()
  }
}

extension PublicAddition {
  /// Whether the account stands in the vault under the names that were given.
  func isKnownAs(_ given: Account) -> Bool {
    account.issuer == given.issuer && account.name == given.name
  }

  /// What to tell the user.
  var sentence: String {
    switch outcome {
    case .added: "added \(account.label)"
    case .addedToTrash: "added \(account.label) to the trash"
    case .restored: "\(account.label) was in the trash and is back"
    case .completed: "\(account.label) was there already; what was missing was filled in"
    case .alreadyThere: "\(account.label) is there already"
    }
  }
}
