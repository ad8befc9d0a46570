internal import Authenticator

/// A table of comma-separated values (RFC 4180) whose first row names its columns.
struct CSVTable: Sendable {
  /// A row below the header.
  struct Row: Sendable {
    /// Where it stands in the table, from 1, the header not counted.
    let number: Int
    /// Its cells; there may be fewer or more than columns.
    let cells: [String]
    fileprivate let positions: [String: Int]
    /// Whether it has more cells than there are columns.
    let isLonger: Bool

    /// The cell of a column, without white space around it; `nil` where there is no such column, no
    /// such cell, or nothing in it.
    ///
    /// - Parameter column: its name in any case.
    subscript(_ column: String) -> String? {
      guard let position = positions[column.lowercased()], position < cells.count else {
        return nil
      }
      return cells[position].trimmed.nonEmpty
    }
  }

  /// Cells in one table: a hostile one of 64 MiB would have 64 million.
  static let mostCells = 1 << 22

  /// The names of the columns, in lower case.
  let columns: [String]
  /// The rows; empty lines are none.
  let rows: [Row]

  /// Reads a table whose cells are separated by commas, semicolons or tabs, whichever the header
  /// has most of. It is none where the header has less than two columns, or a quote is never
  /// closed.
  ///
  /// - Parameters:
  ///   - text: the whole table.
  ///   - mostCells: how many cells it may have.
  init?(_ text: String, mostCells: Int = mostCells) {
    guard let records = CSVTable.records(of: text, mostCells), let header = records.first else {
      return nil
    }
    columns = header.map { $0.trimmed.lowercased() }
    guard columns.count > 1 else { return nil }
    let positions = Dictionary(
      zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
    rows = zip(1..., records.dropFirst()).map {
      Row(number: $0, cells: $1, positions: positions, isLonger: $1.count > header.count)
    }
  }

  /// Whether there are columns of these names.
  ///
  /// - Parameter names: in lower case.
  /// - Returns: whether there is one for each.
  func has(_ names: String...) -> Bool { names.allSatisfy(columns.contains) }

  private static func records(of text: String, _ mostCells: Int) -> [[String]]? {
    var reader = CSVReader(Array(text.utf8))
    var records: [[String]] = []
    var cells = 0
    while let record = reader.record() {
      cells += record.count
      guard cells <= mostCells else { return nil }
      if record != [""] { records.append(record) }
    }
    return reader.isWhole ? records : nil
  }
}

/// Reads a record after the other.
private struct CSVReader {
  private static let quote = UInt8(ascii: "\"")
  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  /// Whether every quote that was opened is closed.
  private(set) var isWhole = true

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let counts = ",;\t".utf8.map { separator in (separator, line.count { $0 == separator }) }
    separator = counts.max { $0.1 < $1.1 }?.0 ?? UInt8(ascii: ",")
  }

  mutating func record() -> [String]? {
    guard position < bytes.count, isWhole else { return nil }
    var cells = [cell()]
    while position < bytes.count, bytes[position] == separator {
      position += 1
      cells.append(cell())
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    return cells
  }

  /// A cell up to its separator or the line's end; what follows a closing quote belongs to it.
  private mutating func cell() -> String {
    var cell: [UInt8] = []
    if position < bytes.count, bytes[position] == Self.quote { takeQuoted(into: &cell) }
    while position < bytes.count, bytes[position] != separator, bytes[position] != 10,
      bytes[position] != 13
    {
      cell.append(bytes[position])
      position += 1
    }
    return String(decoding: cell, as: UTF8.self)
  }

  private mutating func takeQuoted(into cell: inout [UInt8]) {
    position += 1
    while position < bytes.count {
      if bytes[position] == Self.quote {
        position += 1
        guard position < bytes.count, bytes[position] == Self.quote else { return }
      }
      cell.append(bytes[position])
      position += 1
    }
    isWhole = false
  }
}
