internal import Authenticator
public import Secrets

/// What one source holds. Each way of reading it is tried at most once, by whoever asks first, and
/// kept for the others.
public final class ImportDocument {
  /// The bytes; none where it is an archive or a database that was opened already.
  public let content: Secret
  /// The files of an archive or a folder.
  public let members: [ImportMember]
  /// The tables of a database.
  public let tables: [ImportTable]
  /// What the bytes are, as far as their beginning tells.
  let kind: Content
  /// Whether it is what a QR code says, and so nothing beside that.
  let isCode: Bool
  /// The names of files and tables that are damaged.
  let unreadable: [String]

  /// A file, or what a QR code says, as `Secret.readable` has it; the caller bounds its size.
  ///
  /// - Parameters:
  ///   - content: the bytes.
  ///   - isCode: whether they are what a QR code says.
  public init(_ content: Secret, isCode: Bool = false) {
    let content = content.readable
    self.isCode = isCode
    (self.content, members, tables, unreadable) = (content, [], [], [])
    kind = content.withBytes {
      Content(of: $0.extracting(droppingFirst: $0.begins(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0))
    }
  }

  /// An archive, a folder or a database.
  ///
  /// - Parameters:
  ///   - members: the files of an archive or a folder.
  ///   - tables: the tables of a database.
  ///   - unreadable: the names of those that are damaged.
  public init(
    members: [ImportMember] = [], tables: [ImportTable] = [], unreadable: [String] = []
  ) {
    (content, isCode) = (Secret(copying: []), false)
    (self.members, self.tables, self.unreadable) = (members, tables, unreadable)
    kind = tables.isEmpty ? .zip : .sqlite
  }

  /// The bytes in ordinary memory, for what parses them byte by byte.
  private(set) lazy var bytes: [UInt8] = content.foreignBytes

  /// The bytes as text; `nil` where they are none.
  private(set) lazy var text: String? = isText ? content.withBytes { String(text: $0) } : nil

  /// The bytes as JSON; `nil` where they are none.
  private(set) lazy var json: JSONValue? = try? jsonOutcome?.get()

  /// The bytes as a table whose first row names its columns; `nil` where they are none.
  private(set) lazy var csv: CSVTable? = kind == .text ? text.flatMap { CSVTable($0) } : nil

  /// The root of the bytes as XML; `nil` where they are none.
  private(set) lazy var xml: XMLElement? = try? xmlOutcome?.get()

  /// The file of an archive that has a name, whatever folders it lies in.
  func member(_ name: String) -> ImportMember? {
    members.first { $0.name == name } ?? members.first { $0.name.hasSuffix("/" + name) }
  }

  /// The JSON of a file of the archive; where this is none, the file itself may have been taken out
  /// of its archive.
  func json(of name: String) -> JSONValue? {
    guard let member = member(name) else { return json }
    return ImportDocument(member.content).json
  }

  /// The table of a database that has a name.
  func table(_ name: String) -> ImportTable? { tables.first { $0.name == name } }

  /// Where bytes that begin like JSON or XML cease to be it.
  var fault: ImportError? {
    if case .failure(let error) = jsonOutcome { return .damaged(.json(line: error.line)) }
    if case .failure(let error) = xmlOutcome, text?.trimmed.hasPrefix("<?xml") ?? false {
      return .damaged(.xml(line: error.line))
    }
    return nil
  }

  private var isText: Bool { [.text, .webAddress, .json].contains(kind) }

  private lazy var jsonOutcome: Result<JSONValue, JSONError>? =
    kind == .json
    ? content.withBytes { bytes in
      Result { () throws(JSONError) in try JSONValue(parsing: bytes) }
    } : nil

  private lazy var xmlOutcome: Result<XMLElement, XMLError>? =
    content.withBytes { bytes in
      let start = bytes.trimmed(0..<bytes.count).lowerBound
      let mark = bytes.begins(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      guard bytes.holds("<", at: max(start, mark)) else { return nil }
      return Result { () throws(XMLError) in try XMLElement.root(of: bytes) }
    }
}

/// A file of an archive or a folder.
public struct ImportMember: Sendable {
  /// Its path there, with slashes.
  public let name: String
  /// Its bytes.
  public let content: Secret

  /// A file.
  public init(name: String, content: Secret) {
    (self.name, self.content) = (name, content)
  }
}

/// A table of a database.
public struct ImportTable: Sendable {
  /// A value in a row.
  public enum Cell: Sendable, Equatable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// A text, or a number as text; `nil` for null and bytes.
    var text: String? {
      switch self {
      case .text(let text): text
      case .integer(let number): String(number)
      case .real(let number): String(number)
      case .null, .blob: nil
      }
    }

    /// A whole number, as apps store it.
    var number: LooseNumber {
      switch self {
      case .null: .missing
      case .integer(let number): .number(number)
      case .blob: .unreadable
      case .real, .text: LooseNumber(text)
      }
    }
  }

  /// Its name.
  public let name: String
  /// The names of its columns.
  public let columns: [String]
  /// Its rows; each has a value for each column.
  public internal(set) var rows: [[Cell]]

  /// The value of a column in a row; `nil` where there is no such column, or null in it.
  ///
  /// - Parameters:
  ///   - column: its name in any case.
  ///   - row: one of `rows`.
  subscript(_ column: String, row: [Cell]) -> Cell? {
    let position = columns.firstIndex { $0.lowercased() == column.lowercased() }
    return position.flatMap { row.indices ~= $0 && row[$0] != .null ? row[$0] : nil }
  }

  /// A table.
  public init(name: String, columns: [String], rows: [[Cell]]) {
    (self.name, self.columns, self.rows) = (name, columns, rows)
  }
}
