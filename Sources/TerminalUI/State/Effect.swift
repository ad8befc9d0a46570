/// Where accounts to add are looked for.
public enum Place: Sendable, Equatable {
  /// Under the user's fingers: names, and the secret or URI that the driver holds.
  case typed(issuer: String, account: String)
  /// A file, as its path was typed.
  case file(String)
  /// What was copied.
  case clipboard
  /// What is seen on the screen.
  case screen
}

/// What is remembered from one screen to the next.
public struct Preferences: Sendable, Equatable {
  /// How the accounts are sorted.
  public var order: Order
  /// Whether codes are hidden until they are asked for.
  public var hidesCodes: Bool

  /// Preferences; what is not given is as it is at first.
  public init(order: Order = .name, hidesCodes: Bool = false) {
    self.order = order
    self.hidesCodes = hidesCodes
  }
}

/// What the driver is to do. Where no other answer is named, it is a notice.
public enum Effect: Sendable, Equatable {
  /// Compute the codes of these rows at this time, and answer with `Event.codes`.
  case computeCodes([RowID], at: Int64)
  /// Move this row's counter on, keep that, and only then answer with `Event.counterAdvanced`.
  case advanceCounter(RowID)
  /// Bring a code to the clipboard: this one of a counter, else that of this moment; answer with
  /// `Event.copied`.
  case copy(RowID, counted: String?)
  /// Change an account.
  case edit(RowID, RowEdit)
  /// Put an account into the trash.
  case trash(RowID)
  /// Take an account out of the trash.
  case restore(RowID)
  /// Take the last change back.
  case undo
  /// Look for accounts, keep them, and answer with `Event.found`, or with
  /// `Event.sourceLocked`.
  case look(Place)
  /// Add what was found.
  case addFound
  /// Forget what was found.
  case dropFound
  /// Draw an account's URI, and answer with `Event.qr`.
  case drawQR(RowID)
  /// Try what was typed as the password, and answer with `Event.passwordAccepted` or
  /// `Event.passwordRefused`; it is forgotten then.
  case checkPassword
  /// Try what was typed as the password of the file that was looked at, tell of it with
  /// `Event.progress`, and answer with `Event.found` or `Event.passwordRefused`.
  case openSource
  /// Forget the file that was looked at.
  case dropSource
  /// Forget what was typed as a password or a secret.
  case forgetTyped
  /// Drop the opened vault, and what was typed or found; where the user asked for it, everywhere.
  case lock(isAsked: Bool)
  /// Keep these for the next time.
  case remember(Preferences)
  /// Draw everything again, whatever the terminal shows.
  case redraw
  /// End.
  case quit
}
