internal import Secrets
internal import SystemPackage

/// Collects what a descriptor gives, up to a limit, in locked memory that grows with it.
struct SecretCollector: ~Copyable {
  enum Step { case more, end, tooMuch }

  /// The most bytes that there may be.
  private let limit: Int
  private var buffer: SecretBytes
  private var count = 0

  init(limit: Int) {
    self.limit = limit
    buffer = SecretCollector.zeroed(min(limit, 4096) + 1)
  }

  /// A copy of what was collected so far.
  var bytes: SecretBytes { buffer.withBytes { SecretBytes(copying: $0.extracting(0..<count)) } }

  /// Reads once.
  ///
  /// - Throws: `Errno`; `Errno.wouldBlock` where nothing is there yet.
  mutating func take(from descriptor: FileDescriptor) throws -> Step {
    if count == buffer.count { grow() }
    let read = try descriptor.read(into: &buffer, from: count)
    count += read
    if read == 0 { return .end }
    return count > limit ? .tooMuch : .more
  }

  /// One byte more than the limit has room, to tell that there was more.
  private mutating func grow() {
    let size = min(buffer.count * 4, limit + 1)
    buffer = buffer.withBytes { old in
      SecretBytes(capacity: size) { output in
        output.append(copying: old)
        output.append(repeating: 0, count: output.freeCapacity)
      }
    }
  }

  private static func zeroed(_ count: Int) -> SecretBytes {
    SecretBytes(capacity: count) { $0.append(repeating: 0, count: count) }
  }
}
