internal import ArgumentParser
internal import TerminalUI

extension Failure {
  /// Where a command was named that fob does not have.
  static func unknownCommand(_ word: String) -> Failure {
    let shown = DisplayText.escaped(word, columns: 32)
    let nearest = Fob.commandNames.nearest(to: word)
    return Failure(
      "there is no command \"\(shown)\"",
      hint: (nearest.map { "did you mean fob \($0)? " } ?? "") + "fob --help lists all commands",
      status: .usage)
  }
}

extension [String] {
  /// The one that was most likely meant: one that begins with what was typed, or is at most two
  /// slips of the finger away from it.
  ///
  /// - Parameter typed: the first 32 characters count.
  /// - Returns: `nil` where none is near.
  func nearest(to typed: String) -> String? {
    let typed = [Character](typed.lowercased().prefix(32))
    if typed.count > 1, let longer = first(where: { $0.starts(with: typed) }) { return longer }
    var nearest: (name: String, slips: Int)?
    for name in self {
      let slips = [Character](name).slips(to: typed)
      let most = Swift.min(2, name.count / 2, typed.count / 2)
      if slips <= most, slips < nearest?.slips ?? .max { nearest = (name, slips) }
    }
    return nearest?.name
  }
}

extension [Character] {
  /// How many characters are to be put in, left out, replaced or swapped with the next one (optimal
  /// string alignment).
  fileprivate func slips(to other: [Character]) -> Int {
    var rows = [[Int](0...other.count)]
    for (row, character) in enumerated() {
      var next = [row + 1]
      for (column, wanted) in other.enumerated() {
        let replaced = rows[row][column] + (character == wanted ? 0 : 1)
        var least = Swift.min(replaced, rows[row][column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, character == other[column - 1], self[row - 1] == wanted {
          least = Swift.min(least, rows[row - 1][column - 1] + 1)
        }
        next.append(least)
      }
      rows.append(next)
    }
    return rows[count][other.count]
  }
}
