internal import Authenticator
internal import Secrets

extension RecoveryKey {
  /// Shows the key, once, on standard output. It is told before the slot is there that it opens: one
  /// whose key nobody saw would be no way in.
  ///
  /// - Parameter condition: when the key begins to be good; `nil` where that is at once.
  /// - Throws: `Failure` where nobody could see it.
  borrowing func tell(from condition: String?) throws(Failure) {
    let start = condition.map { "\($0), this recovery key opens" } ?? "This recovery key opens"
    Standard.note("\(start) the vault when the password is forgotten:")
    let text = text
    try text.withBytes { (text) throws(Failure) in try Standard.print(secret: text) }
    try Standard.print("")
    Standard.note("Write it on paper and keep it where nobody else looks: it is shown only now.")
  }
}
