internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob add`: one account, typed, or as an otpauth URI on standard input.
struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
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

  @Option(help: "totp, hotp, steam, yandex or motp.", transform: Add.type)
  var type = CodeType.totp

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

  static let commandLineWarning =
    "warning: other users of this machine can see what stands on a command line; "
    + "give the URI on standard input"

  func run() throws {
    var opened = try options.open()
    let arena = SecretArena()
    var read = try account(arena)
    for warning in read.warnings { Standard.note("note: \(warning.message)") }
    if let tags { read.account.tags = Edit.list(tags) }
    if let note { read.account.note = note }
    let (account, now) = (read.account, Clock.milliseconds)
    let additions = try opened.update { vault in vault.add([account], now: now) }
    guard let addition = additions.first else { return }
    Standard.note(addition.sentence)
  }

  private func account(_ arena: SecretArena) throws -> ReadAccount {
    if let uri {
      Standard.note(Add.commandLineWarning)
      return try Add.read(Array(uri.utf8).span, arena)
    }
    if !SystemCall.isTerminal(.standardInput) {
      return try SecretInput.line(from: .standardInput, limit: OTPAuthURI.longest)
        .withBytes { try Add.read($0, arena) }
    }
    return try typed()
  }

  private static func read(_ uri: Span<UInt8>, _ arena: SecretArena) throws(Failure) -> ReadAccount
  {
    guard OTPAuthURI.isAccount(uri) else {
      throw Failure(
        "this is no otpauth URI", hint: "it starts with otpauth://; fob import reads other things",
        status: .unreadableInput)
    }
    do {
      return try OTPAuthURI.read(uri, into: arena)
    } catch {
      throw Failure(error.message, hint: error.hint, status: .unreadableInput)
    }
  }

  private func typed() throws -> ReadAccount {
    guard let terminal = Terminal() else { throw Failure.noAnswer }
    let issuer = try issuer ?? terminal.ask("Issuer (GitHub): ")
    let name = try name ?? terminal.ask("Account (alice@example.com): ")
    let secret = try terminal.askHidden("Secret (is not shown): ")
    var draft = AccountDraft(type: type, secret: try decoded(secret))
    (draft.issuer, draft.name) = (issuer, name)
    (draft.algorithm, draft.digits) = (algorithm, digits)
    (draft.period, draft.counter) = (period, counter)
    if type.needsPIN { draft.pin = Secret(try terminal.askHidden("PIN (is not shown): ")) }
    do {
      return try draft.account()
    } catch {
      throw Failure(error.message, hint: error.hint, status: .unreadableInput)
    }
  }

  /// Base32 for all types but mOTP, whose secret is hexadecimal text.
  private func decoded(_ typed: consuming SecretBytes) throws(Failure) -> Secret {
    guard type != .motp else { return Secret(typed) }
    do {
      return Secret(
        try typed.withBytes { (text) throws(Base32.InvalidCharacter) in
          try SecretBytes(capacity: Base32.decodedCapacity(text.count)) {
            (output) throws(Base32.InvalidCharacter) in
            try Base32.decode(text, into: &output)
          }
        })
    } catch {
      throw Failure(
        "character \(error.position + 1) of the secret is none that base32 has",
        hint: "a secret has the letters A to Z and the digits 2 to 7", status: .unreadableInput)
    }
  }
}

extension Addition {
  /// What to tell the user.
  var sentence: String {
    switch outcome {
    case .added: "added \(stored.label)"
    case .restored: "\(stored.label) was in the trash and is back"
    case .completed: "\(stored.label) was there already; what was missing was filled in"
    case .alreadyThere: "\(stored.label) is there already"
    }
  }
}
