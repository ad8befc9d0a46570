/// A question for one code.
struct CodeRequest: Equatable {
  var query: String
  var access: VaultAccess
  /// Whether the next period's code is meant.
  var next = false
  /// Unix time in seconds; `nil` for now.
  var time: UInt64?
  /// Whether the answer shall be a JSON object.
  var json = false

  func run() throws {
    let code = try access.session().perform(FindCode(query, next: next, time: time))
    try Standard.print(json ? code.json.text : code.text)
  }
}
