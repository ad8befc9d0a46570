/// What a filter looks into: the issuer, the account's name and the tags, without their case. A tag
/// has its mark, so that `#work` finds no issuer of that name.
struct SearchText: Sendable, Equatable {
  /// The fields, kept apart by a character that cannot be typed.
  private let text: String

  init(of row: Row) {
    let fields = [row.issuer, row.account] + row.tags.map { "#" + $0 }
    text = fields.joined(separator: "\n").lowercased()
  }

  /// Whether a filter, in lower case, is part of a field.
  func contains(_ lowercasedFilter: String) -> Bool {
    lowercasedFilter.isEmpty || text.contains(lowercasedFilter)
  }
}

/// The widest names of all rows, in columns.
struct NaturalWidths: Sendable, Equatable {
  var title = 0
  var detail = 0
  var tags = 0

  init() {}

  init(of rows: [Row]) {
    for row in rows {
      title = max(title, Self.columns(of: row.title))
      detail = max(detail, Self.columns(of: row.detail))
      tags = max(tags, Self.columns(of: row.tagText))
    }
  }

  private static func columns(of name: String) -> Int {
    let limit = DisplayText.listColumns
    return DisplayText.columns(of: DisplayText.escaped(name, columns: limit))
  }
}
