internal import Authenticator
public import Secrets

extension ImportDocument {
  /// Reads what `fob-unpack` prints, as its `--help` tells. The files stay where they are, in the
  /// memory of `answer`.
  ///
  /// - Parameter answer: all that it printed.
  /// - Returns: the archive or database; `nil` where it printed anything else.
  public static func unpacked(_ answer: Secret) -> ImportDocument? {
    var reader = UnpackedReader(answer)
    return reader.read() ? reader.document : nil
  }
}

/// Reads one line after the other, and the bytes behind it.
private struct UnpackedReader {
  private static let longestLine = 64
  private static let mostValues = 1 << 22

  private let answer: Secret
  private var position = 0
  private var members: [ImportMember] = []
  private var unreadable: [String] = []
  private var tables: [ImportTable] = []
  private var values = 0

  init(_ answer: Secret) { self.answer = answer }

  var document: ImportDocument {
    ImportDocument(members: members, tables: tables, unreadable: unreadable)
  }

  mutating func read() -> Bool {
    while let line = line() {
      switch (line.first, line.count) {
      case ("member", 3): guard member(line) else { return false }
      case ("unreadable", 2):
        guard let name = text(line[1]) else { return false }
        unreadable.append(name)
      case ("table", 3): guard table(line) else { return false }
      case ("row", 1): guard row() else { return false }
      case ("end", 1): return position == answer.count
      default: return false
      }
    }
    return false
  }

  private mutating func member(_ line: [String]) -> Bool {
    guard let name = text(line[1]), let content = bytes(line[2]) else { return false }
    members.append(ImportMember(name: name, content: content))
    return true
  }

  private mutating func table(_ line: [String]) -> Bool {
    guard let name = text(line[1]), let count = Int(line[2]), count >= 0 else { return false }
    var columns: [String] = []
    while columns.count < count {
      guard let line = self.line(), line.first == "column", line.count == 2,
        let column = text(line[1])
      else { return false }
      columns.append(column)
    }
    tables.append(ImportTable(name: name, columns: columns, rows: []))
    return true
  }

  private mutating func row() -> Bool {
    guard let table = tables.last else { return false }
    values += table.columns.count
    guard values <= Self.mostValues else { return false }
    var row: [ImportTable.Cell] = []
    while row.count < table.columns.count {
      guard let cell = cell() else { return false }
      row.append(cell)
    }
    tables[tables.count - 1].rows.append(row)
    return true
  }

  private mutating func cell() -> ImportTable.Cell? {
    guard let line = line(), line.count <= 2 else { return nil }
    switch (line.first, line.last) {
    case ("null", "null"): return .null
    case ("integer", let number?): return Int(number).map { .integer($0) }
    case ("real", let number?): return Double(number).map { .real($0) }
    case ("text", let count?): return text(count).map { .text($0) }
    case ("blob", let count?): return bytes(count).map { .blob($0.foreignBytes) }
    default: return nil
    }
  }

  /// The words of the next line.
  private mutating func line() -> [String]? {
    let rest = position..<min(position + Self.longestLine, answer.count)
    let line = answer.withBytes { bytes in
      bytes.firstIndex(of: UInt8(ascii: "\n"), in: rest).map { end in
        (end, bytes.extracting(rest.lowerBound..<end).copied)
      }
    }
    guard let (end, bytes) = line else { return nil }
    position = end + 1
    return String(decoding: bytes, as: UTF8.self).split(
      separator: " ", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// As many bytes as a number says, and the newline behind them.
  private mutating func bytes(_ count: String) -> Secret? {
    guard let count = Int(count), (0..<answer.count - position).contains(count),
      let bytes = answer.slice(position..<position + count),
      answer.withBytes({ $0[position + count] }) == UInt8(ascii: "\n")
    else { return nil }
    position += count + 1
    return bytes
  }

  private mutating func text(_ count: String) -> String? {
    bytes(count).map { String(decoding: $0.foreignBytes, as: UTF8.self) }
  }
}
