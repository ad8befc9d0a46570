internal import Authenticator
internal import Secrets

// What is typed where a secret is asked for.

extension ReadAccount {
  /// Reads a URI, or the base32 secret of a TOTP account.
  ///
  /// - Parameters:
  ///   - typed: what was typed.
  ///   - issuer: in place of the URI's, where it is not empty.
  ///   - name: likewise.
  /// - Throws: `Failure`.
  init(typed: consuming SecretBytes, issuer: String, name: String) throws(Failure) {
    let text = Secret(typed)
    do throws(AccountError) {
      self = try text.withBytes { (text) throws(AccountError) in
        try OTPAuthURI.read(text.extracting(text.trimmed(text.indices)), into: SecretArena())
      }
      if !issuer.isEmpty { account.issuer = issuer }
      if !name.isEmpty { account.name = name }
      return
    } catch {
      guard error == .notAnAccount else { throw Failure(error) }
    }
    var draft = AccountDraft(type: .totp, secret: try Secret(typed: text, for: .totp))
    (draft.issuer, draft.name) = (issuer, name)
    do {
      self = try draft.account()
    } catch {
      throw Failure(error)
    }
  }
}

extension Secret {
  /// Decodes base32, which is what all types have but mOTP, whose secret is hexadecimal text.
  ///
  /// - Throws: `Failure`.
  init(typed: Secret, for type: CodeType) throws(Failure) {
    guard type != .motp else {
      self = typed
      return
    }
    do {
      self.init(
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

extension Failure {
  init(_ error: AccountError) {
    self.init(error.message, hint: error.hint, status: .unreadableInput)
  }
}
