internal import CMachine
internal import Glibc
internal import SystemPackage

/// The calls that swift-system does not have, as typed functions. Errors are `Errno`.
enum SystemCall {
  /// Brings a file's content, or a folder's names, to the disk.
  static func synchronize(_ descriptor: FileDescriptor) throws(Errno) {
    try check(fsync(descriptor.rawValue))
  }

  static func rename(_ old: FilePath, to new: FilePath) throws(Errno) {
    try check(unsafe Glibc.rename(old.string, new.string))
  }

  /// Gives a file a name that nothing has yet; `Errno.fileExists` where it is taken.
  static func rename(_ old: FilePath, toNew new: FilePath) throws(Errno) {
    try check(unsafe fob_rename_new(old.string, new.string))
  }

  static func remove(_ path: FilePath) throws(Errno) {
    try check(unsafe unlink(path.string))
  }

  static func removeFolder(_ path: FilePath) throws(Errno) {
    try check(unsafe rmdir(path.string))
  }

  /// Whether a path leads to a file that may be run; folders can be "executed" too.
  static func isProgram(_ path: FilePath) -> Bool {
    guard let type = try? Stat(path).type, type == .regular else { return false }
    return unsafe access(path.string, X_OK) == 0
  }

  static func isWritable(_ path: FilePath) -> Bool {
    unsafe access(path.string, W_OK) == 0
  }

  static func makeFolder(_ path: FilePath) throws(Errno) {
    try check(unsafe mkdir(path.string, 0o700))
  }

  /// Takes an exclusive lock without waiting.
  ///
  /// - Returns: false where somebody else has it.
  static func lock(_ descriptor: FileDescriptor) throws(Errno) -> Bool {
    do {
      try check(flock(descriptor.rawValue, LOCK_EX | LOCK_NB))
      return true
    } catch Errno.wouldBlock {
      return false
    }
  }

  /// The path without symbolic links; `nil` where nothing is there.
  static func resolve(_ path: FilePath) -> FilePath? {
    guard let resolved = unsafe realpath(path.string, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe FilePath(String(cString: resolved))
  }

  /// The names in a folder, in no order; none where it cannot be read.
  static func names(in folder: FilePath) -> [String] {
    ((try? entries(of: folder)) ?? []).map(\.string)
  }

  /// What a folder holds, in no order, or so much of it.
  static func entries(
    of folder: FilePath, atMost most: Int = .max
  ) throws(Errno) -> [FilePath.Component] {
    guard let handle = unsafe opendir(folder.string) else { throw Errno(rawValue: errno) }
    defer { unsafe closedir(handle) }
    var entries: [FilePath.Component] = []
    while entries.count < most, let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe FilePath.Component(
          platformString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      }
      if let name, name.kind == .regular { entries.append(name) }
    }
    return entries
  }

  /// The executable that this process runs.
  static func ownExecutable() -> FilePath? {
    resolve("/proc/self/exe")
  }

  /// An anonymous file in memory, which never has a name.
  static func anonymousFile() throws(Errno) -> FileDescriptor {
    let descriptor = fob_anonymous_file()
    try check(descriptor)
    return FileDescriptor(rawValue: descriptor)
  }

  /// Lets reads fail with `Errno.wouldBlock` where nothing is there yet.
  static func makeNonBlocking(_ descriptor: FileDescriptor) {
    _ = fcntl(descriptor.rawValue, F_SETFL, O_NONBLOCK)
  }

  /// Keeps files that are opened later from getting the number of a closed standard descriptor.
  static func guardStandardDescriptors() {
    fob_guard_standard_descriptors()
  }

  static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  /// The columns of a terminal; `nil` where the descriptor is none.
  static func columns(of descriptor: FileDescriptor) -> Int? { size(of: descriptor)?.columns }

  /// How many characters a terminal shows; `nil` where it is none, or does not tell.
  static func size(of descriptor: FileDescriptor) -> (columns: Int, rows: Int)? {
    let size = fob_terminal_size(descriptor.rawValue)
    return size.columns > 0 && size.rows > 0 ? (Int(size.columns), Int(size.rows)) : nil
  }

  /// Readable when SIGTERM, SIGINT or SIGHUP has come, none of which ends the process any more.
  static func watchEnds() throws(Errno) -> FileDescriptor {
    let descriptor = fob_watch_ends()
    try check(descriptor)
    return FileDescriptor(rawValue: descriptor)
  }

  /// Goes to a folder, so that no other is kept in use.
  static func enter(_ folder: FilePath) throws(Errno) {
    try check(unsafe chdir(folder.string))
  }

  /// Waits until a descriptor is ready; one of -1 is passed over.
  ///
  /// - Returns: false where nothing can be said of any of them.
  static func poll(_ descriptors: inout [pollfd], milliseconds: Int32) -> Bool {
    unsafe Glibc.poll(&descriptors, nfds_t(descriptors.count), milliseconds) >= 0
  }

  /// Opens a terminal, which does not become this process's own; `nil` where there is none.
  static func openTerminal(_ path: FilePath) -> FileDescriptor? {
    let options = FileDescriptor.OpenOptions(rawValue: O_NOCTTY)
    let file = try? FileDescriptor.open(
      path, .readOnly, options: [options, .nonBlocking, .closeOnExec])
    guard let file, !isTerminal(file) else { return file }
    try? file.close()
    return nil
  }

  /// Whether a terminal is gone: its window was closed, or its connection lost.
  static func hasHungUp(_ terminal: FileDescriptor) -> Bool {
    var polled = [pollfd(fd: terminal.rawValue, events: 0, revents: 0)]
    return poll(&polled, milliseconds: 0) && polled[0].revents != 0
  }

  /// Processors that can be used at one time.
  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Who runs this process.
  static var userID: UInt32 { geteuid() }

  static func sleep(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
  }

  /// Ends this process by a signal, so that a shell sees which.
  static func end(by number: Int32) {
    _ = signal(number, SIG_DFL)
    raise(number)
  }

  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The machine's name; empty where it has none.
  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func check(_ result: Int32) throws(Errno) {
    guard result >= 0 else { throw Errno(rawValue: errno) }
  }
}
