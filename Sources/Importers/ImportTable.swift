extension ImportFormat {
  /// The catalogue as a table in Markdown, by name: for people, and for the README.
  public static var table: String {
    let formats = catalogue.sorted { $0.name.lowercased() < $1.name.lowercased() }
    let rows = formats.map { "| \($0.name) | \($0.forms) |" }
    return (["| from | what is read |", "|---|---|"] + rows).joined(separator: "\n")
  }
}
