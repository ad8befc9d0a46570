internal import CMachine

/// Keeps Ctrl-C and the other signals that end a process from leaving something behind: they are
/// noted, whoever waits for a child gives up, and the process ends when this goes.
struct Interruption: ~Copyable {
  init() { fob_hold_ending() }

  deinit { fob_release_ending() }

  /// Whether the process is to end.
  static var hasCome: Bool { fob_ending_came() != 0 }
}
