internal import SystemPackage

/// What this machine is called.
enum HostName {
  /// The name without its domain; empty where the kernel does not tell.
  static var text: String {
    guard
      let file = try? FileDescriptor.open(
        FilePath("/proc/sys/kernel/hostname"), .readOnly, options: .closeOnExec)
    else { return "" }
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = (try? file.read(into: &bytes, from: 0)) ?? 0
    let line = bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: ".") }
    return String(decoding: line, as: UTF8.self)
  }
}
