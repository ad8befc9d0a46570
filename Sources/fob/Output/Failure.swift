/// How a run of fob ends, for scripts.
enum ExitStatus: Int32 {
  case done = 0
  /// Anything that has no status of its own.
  case failed = 1
  case noMatch = 2
  case severalMatch = 3
  /// Wrong password, or no way to ask for it.
  case locked = 4
  /// The vault is damaged, or newer than this program.
  case damaged = 5
  /// The input cannot be read, or holds nothing to import.
  case unreadableInput = 6
  case usage = 64
}

/// What went wrong, in plain words, and what to do about it.
struct Failure: Error, Equatable {
  let message: String
  let hint: String?
  let status: ExitStatus

  init(_ message: String, hint: String? = nil, status: ExitStatus = .failed) {
    self.message = message
    self.hint = hint
    self.status = status
  }
}
