internal import Glibc

/// The few system calls of this program, each with a safe face.
enum System {
  /// The folder that this program is in.
  static var ownFolder: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let room = path.count
    let count = unsafe path.withUnsafeMutableBufferPointer { path in
      guard let start = path.baseAddress else { return 0 }
      return unsafe readlink("/proc/self/exe", start, room)
    }
    let own = path.prefix(max(count, 0)).map(UInt8.init(bitPattern:))
    let end = own.lastIndex(of: UInt8(ascii: "/")) ?? 0
    return String(decoding: own.prefix(end), as: UTF8.self)
  }

  static func isThere(_ path: String) -> Bool {
    unsafe access(path, R_OK) == 0
  }

  /// Up to 32 bytes from the beginning, which stay where they are; none of a pipe.
  static func firstBytes(of descriptor: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(count, 0)))
  }

  /// A pipe. Neither program that gets an end keeps the other one: both close all but standard ones.
  static func pipe() -> (reader: Int32, writer: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { return nil }
    return (ends[0], ends[1])
  }

  /// What a program prints, up to 64 KiB.
  static func text(from descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    while count < bytes.count {
      let (start, room) = (count, bytes.count - count)
      let read = unsafe bytes.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress?.advanced(by: start), room)
      }
      if read < 0 && errno == EINTR { continue }
      guard read > 0 else { break }
      count += read
    }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
  }

  /// Lends arguments as C wants them.
  static func withArguments<Result>(
    _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var arguments = unsafe words.map { word in unsafe strdup(word) } + [nil]
    defer { unsafe arguments.forEach { word in unsafe free(word) } }
    return unsafe arguments.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else {
        fatalError("an array with a last element is empty")
      }
      return unsafe body(UnsafePointer(start))
    }
  }

  /// Starts this program again with another standard output and nothing on standard error.
  static func spawnSelf(_ arguments: [String], output: Int32) -> Bool {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    return unsafe withArguments(["fob-convert"] + arguments) { words in
      unsafe posix_spawn(&process, "/proc/self/exe", &actions, nil, words, nil) == 0
    }
  }

  /// Becomes another program; comes back only where that fails.
  static func become(_ program: String, _ arguments: [String]) {
    unsafe withArguments([program] + arguments) { words in _ = unsafe execv(program, words) }
  }
}
