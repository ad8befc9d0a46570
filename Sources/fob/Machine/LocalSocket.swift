internal import CMachine
internal import Glibc
internal import SystemPackage

/// Sockets of this machine (AF_UNIX), which no other machine reaches.
enum LocalSocket {
  /// Listens at a path where nothing is; who connects must have this user's rights.
  static func listen(at path: FilePath) throws(Errno) -> FileDescriptor {
    let descriptor = unsafe fob_listen(path.string)
    try SystemCall.check(descriptor)
    return FileDescriptor(rawValue: descriptor)
  }

  /// Connects to a process of the same user.
  ///
  /// - Parameters:
  ///   - path: of the socket.
  ///   - seconds: the longest that this, or any later read or write, may take.
  /// - Returns: the connection, and the id of the process.
  /// - Throws: `Errno`; `.permissionDenied` where another user listens there.
  static func connect(
    to path: FilePath, seconds: Int32
  ) throws(Errno) -> (FileDescriptor, process: pid_t) {
    var peer = fob_peer()
    let descriptor = unsafe fob_connect(path.string, seconds, &peer)
    try SystemCall.check(descriptor)
    guard peer.user == getuid() else {
      close(descriptor)
      throw .permissionDenied
    }
    return (FileDescriptor(rawValue: descriptor), peer.process)
  }

  /// Bounds every later read and write anew.
  ///
  /// - Throws: `Errno`.
  static func bound(_ connection: FileDescriptor, seconds: Int32) throws(Errno) {
    try SystemCall.check(fob_bound_waiting(connection.rawValue, seconds))
  }

  /// Takes the next client that has this user's rights; others are turned away.
  ///
  /// - Returns: `nil` where nobody waits.
  static func accept(from listener: FileDescriptor) -> FileDescriptor? {
    var peer = fob_peer()
    while true {
      let descriptor = unsafe fob_accept(listener.rawValue, &peer)
      guard descriptor >= 0 else { return nil }
      if peer.user == getuid() { return FileDescriptor(rawValue: descriptor) }
      close(descriptor)
    }
  }
}
