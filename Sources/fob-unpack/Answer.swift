internal import Glibc
internal import Hardening

/// What is printed, while it is unpacked. `FobUnpack.usage` has the form of it.
struct Answer {
  /// Where this many bytes wait, they are written.
  private static let patience = 1 << 20
  /// The most bytes of an answer.
  private static let longest = 320 << 20

  private var waiting: [UInt8] = []
  private var count = 0
  /// Whether all could be written so far.
  private(set) var isWritten = true

  /// A file of an archive.
  mutating func member(_ name: [UInt8], _ content: [UInt8]) throws(UnpackError) {
    try print("member \(name.count) \(content.count)", name, content)
  }

  /// A file of an archive that is damaged.
  mutating func unreadable(_ name: [UInt8]) throws(UnpackError) {
    try print("unreadable \(name.count)", name)
  }

  /// A table of a database.
  mutating func table(_ name: [UInt8], columns: [[UInt8]]) throws(UnpackError) {
    try print("table \(name.count) \(columns.count)", name)
    for column in columns { try print("column \(column.count)", column) }
  }

  /// A row, or a value in it that needs no bytes.
  mutating func line(_ text: String) throws(UnpackError) { try print(text) }

  /// A value of a row.
  mutating func value(_ kind: String, _ bytes: [UInt8]) throws(UnpackError) {
    try print("\(kind) \(bytes.count)", bytes)
  }

  /// The last line.
  mutating func end() {
    waiting += Array("end\n".utf8)
    flush()
  }

  private mutating func print(_ line: String, _ parts: [UInt8]...) throws(UnpackError) {
    let start = waiting.count
    waiting += Array(line.utf8) + [UInt8(ascii: "\n")]
    for part in parts {
      waiting += part
      waiting.append(UInt8(ascii: "\n"))
    }
    count += waiting.count - start
    guard count <= Self.longest else { throw .tooLarge }
    if waiting.count >= Self.patience { flush() }
  }

  private mutating func flush() {
    isWritten = isWritten && write(waiting.span, to: STDOUT_FILENO)
    waiting.removeAll(keepingCapacity: true)
  }
}
