internal import CSQLite

/// A value in a row.
enum Value {
  case null
  case integer(Int64)
  case real(Double)
  case text([UInt8])
  case blob([UInt8])

  /// Prints it.
  func write(to answer: inout Answer) throws(UnpackError) {
    switch self {
    case .null: try answer.line("null")
    case .integer(let number): try answer.line("integer \(number)")
    case .real(let number): try answer.line("real \(number)")
    case .text(let bytes): try answer.value("text", bytes)
    case .blob(let bytes): try answer.value("blob", bytes)
    }
  }
}

/// A query that is being answered.
@safe
final class Statement {
  private let statement: OpaquePointer
  /// The names of the columns.
  let columns: [[UInt8]]

  init(_ query: String, in database: OpaquePointer) throws(UnpackError) {
    var statement: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK,
      let statement = unsafe statement
    else { throw .damaged }
    unsafe self.statement = statement
    columns = unsafe (0..<sqlite3_column_count(statement)).map { column in
      unsafe sqlite3_column_name(statement, column).map { unsafe Array(String(cString: $0).utf8) }
        ?? []
    }
  }

  deinit { unsafe sqlite3_finalize(statement) }

  /// The next row; no value after the last one.
  func next() throws(UnpackError) -> [Value] {
    switch unsafe sqlite3_step(statement) {
    case SQLITE_ROW: return columns.indices.map { value(Int32($0)) }
    case SQLITE_DONE: return []
    default: throw .damaged
    }
  }

  private func value(_ column: Int32) -> Value {
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(statement, column))
    case SQLITE_TEXT: return unsafe .text(bytes(sqlite3_column_text(statement, column), column))
    case SQLITE_BLOB: return unsafe .blob(bytes(sqlite3_column_blob(statement, column), column))
    default: return .null
    }
  }

  private func bytes(_ start: UnsafeRawPointer?, _ column: Int32) -> [UInt8] {
    let count = unsafe Int(sqlite3_column_bytes(statement, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }
}
