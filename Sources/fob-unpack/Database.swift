internal import CSQLite

/// An SQLite database, opened in memory and only read.
@safe
final class Database {
  /// How a database begins.
  static let signature = Array("SQLite format 3\0".utf8)

  private static let mostTables = 1000
  private static let mostColumns: Int32 = 200
  private static let mostRows = 1_000_000
  /// Bytes of one value: 16 MiB.
  private static let longestValue: Int32 = 16 << 20

  private let database: OpaquePointer

  /// Lets SQLite open what it needs of the machine, which is its randomness.
  static func prepare() {
    var seed: UInt64 = 0
    unsafe sqlite3_randomness(Int32(MemoryLayout.size(ofValue: seed)), &seed)
  }

  init(_ file: ArraySlice<UInt8>, log: ArraySlice<UInt8>) throws(UnpackError) {
    var pages = Array(file)
    WriteAheadLog(log)?.apply(to: &pages)
    // A database that has a log says so here, and cannot be opened in memory then.
    guard pages.count >= 100 else { throw .damaged }
    (pages[18], pages[19]) = (1, 1)
    var database: OpaquePointer?
    guard unsafe sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
      let database = unsafe database
    else { throw .damaged }
    unsafe self.database = database
    try limit()
    try take(pages)
  }

  deinit { unsafe sqlite3_close_v2(database) }

  /// Reads every ordinary table. One that is damaged is named, as far as it goes.
  func unpack(into answer: inout Answer) throws(UnpackError) {
    let names = try rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
    guard names.count <= Self.mostTables else { throw .tooLarge }
    for name in names.compactMap(\.first) {
      guard case .text(let name) = name else { throw .damaged }
      try unpack(name, into: &answer)
    }
  }

  private func unpack(_ table: [UInt8], into answer: inout Answer) throws(UnpackError) {
    let name = String(decoding: table, as: UTF8.self).replacing("\"", with: "\"\"")
    guard let statement = unsafe try? Statement("SELECT * FROM \"\(name)\"", in: database) else {
      return try answer.unreadable(table)
    }
    try answer.table(table, columns: statement.columns)
    var rows = 0
    while true {
      guard let row = try? statement.next() else { return try answer.unreadable(table) }
      guard !row.isEmpty else { return }
      rows += 1
      guard rows <= Self.mostRows else { throw .tooLarge }
      try answer.line("row")
      for value in row { try value.write(to: &answer) }
    }
  }

  private func rows(_ query: String) throws(UnpackError) -> [[Value]] {
    let statement = unsafe try Statement(query, in: database)
    var rows: [[Value]] = []
    while true {
      let row = try statement.next()
      if row.isEmpty { return rows }
      rows.append(row)
    }
  }

  /// What a schema of strangers may do, and how large anything may be.
  private func limit() throws(UnpackError) {
    unsafe sqlite3_limit(database, SQLITE_LIMIT_LENGTH, Self.longestValue)
    unsafe sqlite3_limit(database, SQLITE_LIMIT_COLUMN, Self.mostColumns)
    unsafe sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, 1 << 20)
    for pragma in ["trusted_schema = off", "cell_size_check = on", "query_only = on"] {
      _ = try rows("PRAGMA \(pragma)")
    }
  }

  /// Gives the database its pages, which SQLite frees.
  private func take(_ pages: [UInt8]) throws(UnpackError) {
    let count = Int64(pages.count)
    guard let copy = unsafe sqlite3_malloc64(UInt64(pages.count)) else { throw .tooLarge }
    unsafe pages.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress {
        unsafe copy.copyMemory(from: start, byteCount: bytes.count)
      }
    }
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
    let taken = unsafe sqlite3_deserialize(
      database, "main", copy.assumingMemoryBound(to: UInt8.self), count, count, flags)
    guard taken == SQLITE_OK else { throw .damaged }
  }
}
