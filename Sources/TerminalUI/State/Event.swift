/// What an account answered when its code was asked for.
public enum Answer: Sendable, Equatable {
  /// The code of the time that was asked for, and the one after it where that can be known.
  case code(String, next: String?)
  /// There is no code, and why: lower case, no full stop.
  case unavailable(String)
}

/// All that can happen to the screen.
public enum Event: Sendable, Equatable {
  /// The accounts, at the start and whenever the vault has changed.
  case rows([Row])
  /// The wall clock: milliseconds since the Unix epoch.
  case time(Int64)
  /// The terminal's size, at the start and whenever it changes.
  case resize(Size)
  /// A key.
  case key(Key)
  /// Codes that `Effect.computeCodes` asked for, valid in the periods that hold `at`.
  case codes([RowID: Answer], at: Int64)
  /// The code of the counter that `Effect.advanceCounter` has moved past.
  case counterAdvanced(RowID, Answer)
  /// Something to tell in the status line: lower case, no full stop.
  case notice(String)
}

/// What the driver is to do.
public enum Effect: Sendable, Equatable {
  /// Compute the codes of these rows at this time, and answer with `Event.codes`.
  case computeCodes([RowID], at: Int64)
  /// Move this row's counter on, keep that, and only then answer with `Event.counterAdvanced`.
  case advanceCounter(RowID)
  /// Draw everything again, whatever the terminal shows.
  case redraw
  /// End.
  case quit
}
