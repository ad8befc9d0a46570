internal import Secrets
internal import SystemPackage

/// Secrets from descriptors: one line each, straight into locked memory.
enum SecretInput {
  /// The longest password, in bytes.
  static let longestLine = 4096

  /// Reads one line, without its end.
  ///
  /// - Parameters:
  ///   - descriptor: read byte by byte, so that what follows the line stays for the next reader.
  ///   - limit: the most bytes of a line.
  /// - Returns: the line.
  /// - Throws: `Errno`; `Errno.outOfRange` for a longer line.
  static func line(
    from descriptor: FileDescriptor, limit: Int = longestLine
  ) throws -> SecretBytes {
    try SecretBytes(capacity: limit) { (output) throws in
      while let byte = try descriptor.nextByte(), byte != UInt8(ascii: "\n") {
        guard output.freeCapacity > 0 else { throw Errno.outOfRange }
        output.append(byte)
      }
      if endsInReturn(output.span) { _ = output.removeLast() }
    }
  }

  private static func endsInReturn(_ line: Span<UInt8>) -> Bool {
    !line.isEmpty && line[line.count - 1] == UInt8(ascii: "\r")
  }

  /// Reads to the end.
  ///
  /// - Parameters:
  ///   - descriptor: a file or a pipe.
  ///   - limit: the most bytes there may be.
  /// - Returns: the bytes.
  /// - Throws: `Errno`; `Errno.fileTooLarge` beyond the limit.
  static func all(from descriptor: FileDescriptor, limit: Int) throws -> SecretBytes {
    var bytes = zeroed(65_536)
    var count = 0
    while true {
      let read = try descriptor.read(into: &bytes, from: count)
      count += read
      guard count <= limit else { throw Errno.fileTooLarge }
      if read == 0 { return bytes.withBytes { SecretBytes(copying: $0.extracting(0..<count)) } }
      if count == bytes.count { bytes = grown(bytes) }
    }
  }

  private static func zeroed(_ count: Int) -> SecretBytes {
    SecretBytes(capacity: count) { $0.append(repeating: 0, count: count) }
  }

  private static func grown(_ bytes: borrowing SecretBytes) -> SecretBytes {
    bytes.withBytes { old in
      SecretBytes(capacity: old.count * 4) { output in
        output.append(copying: old)
        output.append(repeating: 0, count: output.freeCapacity)
      }
    }
  }
}
