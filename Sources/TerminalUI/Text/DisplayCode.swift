/// Codes as people read them.
public enum DisplayCode {
  /// A code in groups: `123 456`, `1234 5678`, `123 456 789`; up to five characters stay together.
  ///
  /// - Parameter code: the code as it is typed in.
  /// - Returns: the code with spaces between its groups.
  public static func grouped(_ code: String) -> String {
    let lengths = groupLengths[code.count] ?? [code.count]
    var rest = code[...]
    return lengths.map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }.joined(separator: " ")
  }

  private static let groupLengths: [Int: [Int]] = [
    6: [3, 3], 7: [3, 4], 8: [4, 4], 9: [3, 3, 3], 10: [5, 5],
  ]
}
