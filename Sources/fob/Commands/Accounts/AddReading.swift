internal import Authenticator
internal import Secrets
internal import SystemPackage

// Where the account of `fob add` comes from: a URI, or the keyboard.

extension Add {
  /// What stands on standard input.
  func pipedText() throws(Failure) -> SecretBytes {
    do {
      return try SecretInput.all(from: .standardInput, limit: OTPAuthURI.longest)
    } catch {
      throw Failure(
        "cannot read standard input: \(FileFault(error).text)", status: .unreadableInput)
    }
  }

  /// Reads a URI. Options may rename its account, not change its codes.
  func account(of text: Span<UInt8>, in arena: SecretArena) throws(Failure) -> ReadAccount {
    guard type == nil, algorithm == nil, digits == nil, period == nil, counter == nil else {
      throw Failure(
        "the URI itself tells how its codes are computed",
        hint: "leave out --type, --algorithm, --digits, --period and --counter", status: .usage)
    }
    let uri = text.extracting(text.trimmed(text.indices))
    try requireOne(uri)
    do {
      var read = try OTPAuthURI.read(uri, into: arena)
      if let issuer = trimmedIssuer { read.account.issuer = issuer }
      if let name = trimmedName { read.account.name = name }
      return read
    } catch {
      throw Failure(error)
    }
  }

  private func requireOne(_ uri: Span<UInt8>) throws(Failure) {
    guard !uri.indices.contains(where: { uri[$0] == UInt8(ascii: "\n") }) else {
      throw Failure(
        "there is more than one line; nothing was added", hint: "fob import - reads lists",
        status: .unreadableInput)
    }
    guard OTPAuthURI.isAccount(uri) else {
      throw Failure(
        "this is no otpauth URI", hint: "it starts with otpauth://; fob import reads other things",
        status: .unreadableInput)
    }
  }

  /// Asks for the account at the terminal.
  func typedAccount() throws(Failure) -> ReadAccount {
    guard let terminal = Terminal() else { throw Failure.noAnswer }
    let issuer = try trimmedIssuer.orAsked("Issuer (GitHub): ", at: terminal)
    if OTPAuthURI.isAccount(Array(issuer.utf8).span) {
      Standard.note("this is an otpauth URI, and it was shown; the secret's question hides it")
      return try account(of: Array(issuer.utf8).span, in: SecretArena())
    }
    let name = try trimmedName.orAsked("Account (alice@example.com): ", at: terminal)
    let type = type ?? .totp
    let secret = try terminal.askHidden("Secret, or otpauth URI (is not shown): ")
    if secret.withBytes(OTPAuthURI.isAccount) {
      return try account(ofTyped: secret, issuer: issuer, name: name)
    }
    var draft = AccountDraft(type: type, secret: try Secret(typed: Secret(secret), for: type))
    (draft.issuer, draft.name) = (issuer, name)
    (draft.algorithm, draft.digits) = (algorithm, digits)
    (draft.period, draft.counter) = (period, counter)
    if type.needsPIN { draft.pin = Secret(try terminal.askHidden("PIN (is not shown): ")) }
    do {
      return try draft.account()
    } catch {
      throw Failure(error)
    }
  }

  /// Reads a URI that was typed in the secret's place; names that were typed before it count.
  private func account(
    ofTyped uri: borrowing SecretBytes, issuer: String, name: String
  ) throws(Failure) -> ReadAccount {
    var read = try uri.withBytes { (uri) throws(Failure) in
      try account(of: uri, in: SecretArena())
    }
    if !issuer.isEmpty { read.account.issuer = issuer }
    if !name.isEmpty { read.account.name = name }
    return read
  }

  private var trimmedIssuer: String? { issuer?[...].trimmingSpaces }
  private var trimmedName: String? { name?[...].trimmingSpaces }
}

extension String? {
  /// What was given as an option, or else is typed.
  fileprivate func orAsked(
    _ prompt: String, at terminal: borrowing Terminal
  ) throws(Failure) -> String {
    if let self { return self }
    return try terminal.ask(prompt)[...].trimmingSpaces
  }
}
