public import Authenticator
public import Secrets

/// A format that accounts can be written in: one line of the catalogue.
public struct ExportFormat: Sendable {
  /// What an account has beside what computes its codes.
  public enum Part: String, Sendable, CaseIterable {
    case notes, tags, pins
    /// What some types compute their codes with beside the secret.
    case codePINs
    /// The first tag alone: the app knows groups, and an account is in one of them.
    case firstTag
  }

  /// What is written.
  public enum Content: Sendable {
    /// A page that lacks its QR codes.
    case sheet(ExportSheet)
    /// What stands on pages to print, which are not drawn here.
    case pages([ExportPageEntry])
    /// One file.
    case file(Secret)
    /// What a series of QR codes is to say.
    case codes(MigrationCodes)
  }

  /// What the command line calls it: "aegis-encrypted".
  public let name: String
  /// What it is, and who reads it.
  public let abstract: String
  /// Whether a password protects it.
  public let isEncrypted: Bool
  /// Whether it is written as QR codes.
  public let isCodes: Bool
  /// What comes along.
  public let parts: Set<Part>
  let refusal: @Sendable (Account) -> String?
  let content: @Sendable ([Account], ExportContext) throws(ExportError) -> Content

  init(
    name: String, abstract: String, isEncrypted: Bool = false, isCodes: Bool = false,
    parts: Set<Part> = [],
    refusal: @escaping @Sendable (Account) -> String? = { _ in nil },
    content:
      @escaping @Sendable ([Account], ExportContext) throws(ExportError) -> Content
  ) {
    (self.name, self.abstract, self.isEncrypted) = (name, abstract, isEncrypted)
    (self.isCodes, self.parts) = (isCodes, parts)
    (self.refusal, self.content) = (refusal, content)
  }

  /// Why an account cannot be written.
  ///
  /// - Parameter account: any account.
  /// - Returns: a reason that follows "it", or `nil` where it can be written.
  public func reasonAgainst(_ account: Account) -> String? { refusal(account) }

  /// Writes accounts.
  ///
  /// - Parameters:
  ///   - accounts: with no `reasonAgainst` them.
  ///   - password: for what is encrypted.
  ///   - seconds: the time, as Unix counts it.
  /// - Returns: what is written.
  /// - Throws: `ExportError`.
  public func write(
    _ accounts: [Account], password: Secret? = nil, at seconds: UInt64
  ) throws(ExportError) -> Content {
    try content(accounts, ExportContext(password: password, seconds: seconds))
  }
}

/// What a format gets beside the accounts.
struct ExportContext {
  private let password: Secret?
  /// The time, as Unix counts it.
  let seconds: UInt64

  init(password: Secret?, seconds: UInt64) {
    (self.password, self.seconds) = (password, seconds)
  }

  func requirePassword() throws(ExportError) -> Secret {
    guard let password else { throw .needsPassword }
    return password
  }
}

/// Why accounts cannot be written.
public enum ExportError: Error, Equatable, Sendable {
  /// The format is encrypted, and no password was given.
  case needsPassword
  /// A cipher is not available, or there is too little memory.
  case cipherUnavailable

  /// What happened.
  public var message: String {
    switch self {
    case .needsPassword: "this format has a password of its own"
    case .cipherUnavailable: "the cipher of this format is not available on this machine"
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .needsPassword: "it is asked for at a terminal; else give --export-password-fd"
    case .cipherUnavailable: "libgcrypt 1.10 or newer is needed, and some memory"
    }
  }
}

// Reasons against an account; they follow "it".
extension Account {
  /// A reason against all types but some.
  func reasonUnless(_ types: Set<CodeType>) -> String? {
    types.contains(credential.type) ? nil : "has codes of a type that the format does not know"
  }

  /// A reason against codes with another number of digits.
  func reasonUnless(_ digits: ClosedRange<Int>) -> String? {
    let count = credential.digits
    return digits.contains(count) ? nil : "has codes of \(count) digit\(count == 1 ? "" : "s")"
  }

  /// A reason against codes with another period, in seconds.
  func reasonUnless(period isTaken: (Int) -> Bool) -> String? {
    let period = credential.period
    return isTaken(period)
      ? nil : "has codes that hold for \(period) second\(period == 1 ? "" : "s")"
  }
}
