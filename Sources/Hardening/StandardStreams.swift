internal import Glibc

// The only things that a confined process still has.

/// Why standard input could not be taken.
public enum InputError: Error {
  /// There is more than was allowed for.
  case tooLong
  /// Reading fails.
  case unreadable
}

/// Reads standard input to its end.
///
/// - Parameter limit: the most bytes that are taken.
/// - Returns: all of it.
/// - Throws: where there is more than that, or where reading fails.
public func readStandardInput(limit: Int) throws(InputError) -> [UInt8] {
  var input: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe read(STDIN_FILENO, &chunk, chunk.count)
    if count == 0 { return input }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { throw .unreadable }
    guard input.count + count <= limit else { throw .tooLong }
    input += chunk.prefix(count)
  }
}

/// Reads what standard input has next.
///
/// - Parameter count: the most bytes that are wanted.
/// - Returns: at least one; none at the end, or where reading fails.
public func readStandardInput(atMost count: Int) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
    var result = unsafe read(STDIN_FILENO, bytes.baseAddress, count)
    while result < 0, errno == EINTR {
      result = unsafe read(STDIN_FILENO, bytes.baseAddress, count)
    }
    initialized = max(result, 0)
  }
}

/// Writes all of a text.
///
/// - Parameters:
///   - text: what is written, as UTF-8.
///   - descriptor: standard output or error.
/// - Returns: false where the other side no longer reads.
public func write(_ text: String, to descriptor: Int32) -> Bool {
  write(text.utf8.span, to: descriptor)
}

/// Writes all bytes, from where they are.
///
/// - Parameters:
///   - bytes: what is written.
///   - descriptor: standard output or error.
/// - Returns: false where the other side no longer reads.
public func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Bool {
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.extracting(written..<bytes.count).withUnsafeBytes { rest in
      unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    written += count
  }
  return true
}

/// The processor time that this process has used, in milliseconds.
///
/// - Returns: that of all its threads.
public func cpuMilliseconds() -> Int {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
