/// The question for the password. What is typed is the driver's; only its length is known here.
struct PasswordPrompt: Sendable, Equatable {
  enum Purpose: Sendable, Equatable {
    /// The screen is locked, and why, where there is more to say than that.
    case unlock(String?)
    /// It was not typed for long, and could be forgotten; the vault is open.
    case reminder
  }

  let purpose: Purpose
  /// Characters.
  var typed = 0
  /// What was wrong with the last answer.
  var problem: String?
  /// The driver is at work; a key derivation takes its time.
  var isChecking = false

  init(_ purpose: Purpose) { self.purpose = purpose }

  var isReminder: Bool { purpose == .reminder }
}
