internal import Authenticator
internal import Secrets
internal import TerminalUI

// What leaves the screen: codes for the clipboard, QR codes for a phone.

extension VaultSource {
  /// Brings a code to the clipboard.
  ///
  /// - Parameters:
  ///   - id: the account.
  ///   - counted: the code of a counter; else the code of this moment is copied.
  /// - Returns: when it is cleared, in milliseconds since the epoch; `nil` where nothing clears it.
  /// - Throws: `Failure`.
  mutating func copy(_ id: RowID, counted: String?) throws -> Int64? {
    let (session, account) = try account(id)
    let now = Clock.milliseconds
    var (code, left) = (counted ?? "", Clipboard.countedCodeMilliseconds)
    if counted == nil {
      let timed = try VaultSource.code(of: account, from: session, at: now)
      code = timed.code
      left = timed.validity.upperBound * 1000 - min(now, timed.validity.upperBound * 1000)
    }
    let copied = try copy(Secret(SecretBytes(copying: code.utf8.span)), milliseconds: left)
    noteUse(of: account)
    let end = now + min(left, (copied.seconds ?? 0) * 1000)
    return copied.seconds == nil ? nil : Int64(clamping: end)
  }

  private func copy(_ code: Secret, milliseconds: UInt64) throws(Failure) -> Clipboard.Copied {
    try copiesByTerminal
      ? Clipboard.copyByTerminal(code) : Clipboard.copy(code, milliseconds: milliseconds)
  }

  private static func code(
    of account: PublicAccount, from session: any VaultSession, at now: UInt64
  ) throws -> TimedCode {
    let answers = try session.perform(ComputeCodes([account.entry], at: now / 1000))
    switch answers.first.flatMap(\.self) {
    case .code(let timed): return timed
    case .unavailable(let failure): throw failure
    case nil: throw Failure.accountGone
    }
  }

  /// Draws an account with its secret.
  ///
  /// - Returns: `nil` where whoever holds the vault gives no secret.
  /// - Throws: `Failure`.
  func draw(_ id: RowID) throws -> (QRMatrix, name: String)? {
    let (session, account) = try account(id)
    guard let local = session as? LocalSession else { return nil }
    guard let uri = local.uri(of: account.entry) else { throw Failure.accountGone }
    guard let matrix = try QRDrawing(level: .low).matrices(of: [uri]).first else {
      throw Failure.notDrawn
    }
    return (matrix, account.label)
  }
}
