/// The question for the password. What is typed is the driver's; only its length is known here.
struct PasswordPrompt: Sendable, Equatable {
  enum Purpose: Sendable, Equatable {
    /// The screen is locked, and why, where there is more to say than that.
    case unlock(String?)
    /// It was not typed for long, and could be forgotten; the vault is open.
    case reminder
    /// This account is to be drawn, and whoever holds the vault gives no secret.
    case drawing(RowID)
    /// A file of another app, by its name, which has a password of its own.
    case source(String)
  }

  let purpose: Purpose
  /// Characters.
  var typed = 0
  /// What was wrong with the last answer.
  var problem: String?
  /// The driver is at work; a key derivation takes its time.
  var isChecking = false
  /// How far that is.
  var progress: String?

  init(_ purpose: Purpose) { self.purpose = purpose }

  /// Whether accounts may not be shown; else the question can be left.
  var isLock: Bool {
    if case .unlock = purpose { true } else { false }
  }

  /// Whether it is not the vault's password.
  var isForSource: Bool {
    if case .source = purpose { true } else { false }
  }
}
