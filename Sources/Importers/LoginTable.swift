/// Which columns of a password manager's table hold what. Of several names the first counts whose
/// cell is not empty; names are in lower case.
struct LoginTable {
  /// The login's title.
  var title: [String]
  /// The user's name.
  var username: [String]
  /// A URI, or a secret alone.
  var code: [String]
  /// A free text.
  var note: [String] = []
  /// A folder, a category or tags.
  var tags: [String] = []
  /// What separates tags; empty where the cell is one tag.
  var tagSeparators = ""
  /// Whether it is a favourite.
  var pinned: [String] = []

  /// Reads every row.
  ///
  /// - Parameters:
  ///   - document: a table.
  ///   - context: takes the secrets.
  ///   - adjust: changes what was read of a row, where an app has its own ways.
  /// - Returns: what was read.
  func read(
    _ document: ImportDocument, _ context: ImportContext,
    adjust: (inout CodeEntry, CSVTable.Row) -> Void = { _, _ in }
  ) -> ImportResult {
    var result = ImportResult()
    for row in document.csv?.rows ?? [] {
      var entry = entry(row)
      adjust(&entry, row)
      result.add(entry, entry: row.number, into: context.arena)
    }
    return result
  }

  private func entry(_ row: CSVTable.Row) -> CodeEntry {
    let cell = { (names: [String]) in names.lazy.compactMap { row[$0] }.first }
    var entry = CodeEntry(
      title: cell(title), username: cell(username), code: cell(code), note: cell(note))
    entry.tags = (cell(tags) ?? "").split { tagSeparators.contains($0) }.map { String($0) }
    entry.isPinned = ["1", "true", "yes"].contains(cell(pinned)?.lowercased())
    return entry
  }
}
