/// What an account answered when its code was asked for.
public enum Answer: Sendable, Equatable {
  /// The code of the time that was asked for, and the one after it where that can be known.
  case code(String, next: String?)
  /// There is no code, and why: lower case, no full stop.
  case unavailable(String)
}

/// All that can happen to the screen. Texts are raw; messages are lower case, without a full stop.
public enum Event: Sendable, Equatable {
  /// The accounts with those in the trash, after the vault was opened and whenever it has changed.
  case rows([Row])
  /// What was remembered from the last time, after the vault was opened.
  case preferences(Preferences)
  /// The wall clock: milliseconds since the Unix epoch.
  case time(Int64)
  /// The terminal's size, at the start and whenever it changes.
  case resize(Size)
  /// A key; none of those that make up a password or a secret.
  case key(Key)
  /// How many characters of a password or a secret there are by now.
  case secretTyped(Int)
  /// Codes that `Effect.computeCodes` asked for, valid in the periods that hold `at`.
  case codes([RowID: Answer], at: Int64)
  /// The code of the counter that `Effect.advanceCounter` has moved past.
  case counterAdvanced(RowID, Answer)
  /// A code is on the clipboard, up to a time where something clears it.
  case copied(until: Int64?)
  /// What `Effect.look` has found; the driver keeps it until `addFound` or `dropFound`.
  case found(Findings)
  /// What `Effect.drawQR` asked for, and what it is called.
  case qr(QRMatrix, of: String)
  /// The screen is to be locked, and why, where the user did not ask for it.
  case lock(String?)
  /// When a backup was last proven to restore, in words, and whether that is too long ago.
  case backup(String, isOld: Bool)
  /// The password should be typed once, so that it is not forgotten.
  case remindOfPassword
  /// Drawing this account takes the password: whoever holds the vault gives no secret.
  case passwordNeeded(toDraw: RowID)
  /// The file that was looked at has a password of its own; what it is called.
  case sourceLocked(String)
  /// How far the trial of a password is.
  case progress(String)
  /// The password was right. The accounts follow.
  case passwordAccepted
  /// It was not, or the vault cannot be opened, and why.
  case passwordRefused(String)
  /// Something to tell in the status line: what was done, or why it was not.
  case notice(String)
}
