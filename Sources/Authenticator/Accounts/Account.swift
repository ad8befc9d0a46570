public import Secrets

/// One account at a service: its names, what computes its codes, and what the user added.
public struct Account: Sendable, Equatable {
  /// Who issued the secret ("GitHub"); may be empty.
  public var issuer: String
  /// The account's name there ("alice@example.com"); may be empty.
  public var name: String
  /// What computes the codes.
  public let credential: Credential
  /// The PIN of a Yandex or mOTP account, where it is known.
  public var pin: Secret?
  /// The counter of the next HOTP code; 0 for all other types.
  public var counter: UInt64
  /// The label's own prefix where it differs from `issuer`
  /// (`MyOrg:alice` with `issuer=Microsoft`).
  public var labelPrefix: String?
  /// A free text.
  public var note: String
  /// The user's own words to find it by.
  public var tags: [String]
  /// Whether it is shown before the others.
  public var isPinned: Bool
  /// Other parameters of the otpauth URI that it came from, by name, kept for the way back.
  public var parameters: [String: String]

  /// An account; what is not given is empty.
  public init(
    issuer: String, name: String, credential: Credential, pin: Secret? = nil, counter: UInt64 = 0,
    labelPrefix: String? = nil, note: String = "", tags: [String] = [], isPinned: Bool = false,
    parameters: [String: String] = [:]
  ) {
    self.issuer = issuer
    self.name = name
    self.credential = credential
    self.pin = pin
    self.counter = counter
    self.labelPrefix = labelPrefix
    self.note = note
    self.tags = tags
    self.isPinned = isPinned
    self.parameters = parameters
  }
}
