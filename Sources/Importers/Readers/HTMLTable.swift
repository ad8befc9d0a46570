/// The tables of a page, as simple as programs write them: no tables within tables.
enum HTMLTable {
  /// What stands in a cell.
  struct Cell: Equatable {
    /// Its text, decoded and without white space around it.
    let text: String
    /// The source of its picture.
    let picture: String?
  }

  /// The rows of all tables of a page.
  ///
  /// - Parameter html: a page.
  /// - Returns: the cells of each row, those of its header among them.
  static func rows(of html: String) -> [[Cell]] {
    parts(of: html[...], tags: ["tr"]).map { row in
      parts(of: row, tags: ["td", "th"]).map { rest in
        let cell = rest[..<(rest.firstRange(of: "</t")?.lowerBound ?? rest.endIndex)]
        let text = HTMLText.pieces(of: String(cell)).joined(separator: " ")
        return Cell(text: text, picture: picture(in: cell))
      }
    }
  }

  /// What follows each start of one of the tags, up to the next.
  private static func parts(of html: Substring, tags: [String]) -> [Substring] {
    var parts: [Substring] = []
    var start: Substring.Index?
    for tag in html.utf8.indices where html.utf8[tag] == UInt8(ascii: "<") {
      let name = html.utf8[html.utf8.index(after: tag)...].prefix { ($0 | 0x20).isASCIILetter }
      guard tags.contains(where: { name.elementsEqual($0.utf8) { $0 | 0x20 == $1 } }) else {
        continue
      }
      if let start {
        // A tag within a tag is none.
        guard start <= tag else { continue }
        parts.append(html[start..<tag])
      }
      // Where no tag ends any more, looking for that end again and again would take forever.
      guard let end = html.utf8[tag...].firstIndex(of: UInt8(ascii: ">")) else { return parts }
      start = html.utf8.index(after: end)
    }
    return start.map { parts + [html[$0...]] } ?? parts
  }

  private static func picture(in cell: Substring) -> String? {
    guard let tag = cell.firstRange(of: "<img"),
      let start = cell[tag.upperBound...].firstRange(of: "src=")
    else { return nil }
    let value = cell[start.upperBound...]
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return value.dropFirst().split(separator: quote, maxSplits: 1).first.map(String.init)
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}
