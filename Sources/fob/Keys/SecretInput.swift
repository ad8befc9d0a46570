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
    var collector = SecretCollector(limit: limit)
    while true {
      switch try collector.take(from: descriptor) {
      case .more: continue
      case .end: return collector.bytes
      case .tooMuch: throw Errno.fileTooLarge
      }
    }
  }
}
