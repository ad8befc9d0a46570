internal import Glibc

// The only things that a confined process still has.

/// Why standard input could not be taken.
enum InputError: Error {
  case tooLong
  case unreadable
}

/// Reads standard input to its end.
///
/// - Parameter limit: the most bytes that are taken.
/// - Returns: all of it.
/// - Throws: where there is more than that, or where reading fails.
func readStandardInput(limit: Int) throws(InputError) -> [UInt8] {
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
func readStandardInput(atMost count: Int) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
    var result = unsafe read(STDIN_FILENO, bytes.baseAddress, count)
    while result < 0, errno == EINTR {
      result = unsafe read(STDIN_FILENO, bytes.baseAddress, count)
    }
    initialized = max(result, 0)
  }
}

/// Writes all of a text, or tells that the other side no longer reads.
func write(_ text: String, to descriptor: Int32) -> Bool {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { bytes in
      unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// The processor time that this process has used, in milliseconds.
func cpuMilliseconds() -> Int {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
