/// A question for codes.
struct CodeRequest: Equatable {
  /// Each means one account; a line for each.
  var queries: [String]
  var access: VaultAccess
  var timing = CodeTiming()
  var output = CodeOutput.digits

  func run() throws {
    let session = try access.session()
    for query in queries { try answer(query, in: session) }
  }

  /// Tells one code, once it is there.
  func answer(_ query: String, in session: any VaultSession) throws {
    if output == .digits, timing == CodeTiming() {
      return try Standard.print(session.perform(FindDigits(query)))
    }
    try output.tell(timing.code(of: query, in: session), isOfNow: timing.time == nil)
  }
}
