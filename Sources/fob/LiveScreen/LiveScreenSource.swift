internal import TerminalUI

/// What the live screen shows, and what its keys change. No secret passes through here.
protocol LiveScreenSource: ~Copyable {
  /// What the title line calls the vault.
  var vaultName: String { get }

  /// The accounts, if they are new. Asked for about once a second, so it must be cheap where nothing
  /// has changed.
  ///
  /// - Returns: all accounts at the first call and whenever the vault has changed, else nil.
  /// - Throws: what the status line is to say; what is on the screen stays.
  mutating func changedRows() throws(LiveScreenNotice) -> [Row]?

  /// The codes of these accounts at a time.
  ///
  /// - Parameters:
  ///   - ids: time-based accounts that are on the screen.
  ///   - time: milliseconds since the Unix epoch.
  /// - Returns: an answer for each of them that still exists.
  mutating func codes(of ids: [RowID], at time: Int64) -> [RowID: Answer]

  /// Moves a counter on, and has that on disk before it returns.
  ///
  /// - Parameter id: a counted account.
  /// - Returns: the code of the counter that was moved past, or why there is none.
  mutating func advanceCounter(of id: RowID) -> Answer
}

/// Something for the status line: lower case, no full stop.
struct LiveScreenNotice: Error, Equatable {
  let message: String
}
