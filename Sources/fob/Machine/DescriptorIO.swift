internal import Secrets
internal import SystemPackage

// Reading and writing descriptors through spans, without copies.

extension FileDescriptor {
  /// Reads into `bytes` from a position on; 0 at the end.
  func read(into bytes: inout [UInt8], from position: Int) throws -> Int {
    try unsafe bytes.withUnsafeMutableBytes { buffer in
      try unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[position...]))
    }
  }

  /// Reads into locked memory from a position on; 0 at the end.
  func read(into bytes: inout SecretBytes, from position: Int) throws -> Int {
    try bytes.withMutableBytes { (span) throws in
      try unsafe span.withUnsafeMutableBytes { buffer in
        try unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[position...]))
      }
    }
  }

  /// Reads one byte; `nil` at the end.
  func nextByte() throws -> UInt8? {
    var byte: UInt8 = 0
    let count = try unsafe withUnsafeMutableBytes(of: &byte) { buffer in
      try unsafe read(into: buffer)
    }
    return count == 1 ? byte : nil
  }

  /// Writes as many bytes as it takes without waiting.
  ///
  /// - Returns: how many.
  func writeSome(_ bytes: Span<UInt8>) throws -> Int {
    try unsafe bytes.withUnsafeBytes { try unsafe write($0) }
  }

  /// Writes all bytes from where they are.
  func writeAll(_ bytes: Span<UInt8>) throws {
    try unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        written += try unsafe write(UnsafeRawBufferPointer(rebasing: buffer[written...]))
      }
    }
  }
}

extension Secret {
  /// Puts the bytes into a file in memory that never has a name.
  ///
  /// - Returns: the file, at its first byte; the caller closes it.
  /// - Throws: `Errno`.
  func anonymousFile() throws -> FileDescriptor {
    let file = try SystemCall.anonymousFile()
    do {
      try withBytes { try file.writeAll($0) }
      try file.seek(offset: 0, from: .start)
    } catch {
      try? file.close()
      throw error
    }
    return file
  }
}
