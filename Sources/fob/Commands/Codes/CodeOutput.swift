internal import Secrets

/// Where a code goes, and in what form.
enum CodeOutput: Equatable {
  case digits, json
  case format(CodeFormat)
  case clipboard(CopyWish)

  /// Tells a code.
  ///
  /// - Parameters:
  ///   - code: what to tell.
  ///   - isOfNow: whether it expires by this machine's clock.
  /// - Throws: `Failure`.
  func tell(_ code: ReportedCode, isOfNow: Bool) throws(Failure) {
    switch self {
    case .digits: try Standard.print(code.text)
    case .json: try Standard.print(code.json.text)
    case .format(let format): try Standard.print(format.text(of: code, at: Clock.seconds))
    case .clipboard(let wish):
      let copied = try wish.copy(code, isOfNow: isOfNow)
      Standard.note("\(code.account.label): \(copied.text)")
    }
  }
}

/// How a code is to be copied.
struct CopyWish: Equatable {
  /// Whether the terminal does it.
  var byTerminal = false
  /// Seconds; `nil` for as long as the code holds.
  var clearAfter: UInt64?

  /// - Throws: `Failure`.
  func copy(_ code: ReportedCode, isOfNow: Bool) throws(Failure) -> Clipboard.Copied {
    let value = Secret(SecretBytes(copying: Array(code.text.utf8).span))
    guard !byTerminal else { return try Clipboard.copyByTerminal(value) }
    return try Clipboard.copy(value, milliseconds: milliseconds(code, isOfNow: isOfNow))
  }

  private func milliseconds(_ code: ReportedCode, isOfNow: Bool) -> UInt64 {
    if let clearAfter { return min(clearAfter, ClipboardKeeper.longest / 1000) * 1000 }
    guard isOfNow, case .timed(_, let timed) = code else {
      return Clipboard.countedCodeMilliseconds
    }
    let end = min(timed.validity.upperBound, .max / 1000) * 1000
    return end - min(Clock.milliseconds, end)
  }
}
