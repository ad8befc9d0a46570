import ChildProcesses
import Glibc
import VaultSupport

/// One system call of a run of `fob`: the n-th of its name, counted from 1 as strace does.
struct SystemCall: CustomStringConvertible {
  let name: String
  let number: Int
  /// As strace shows it.
  let text: String

  var description: String { "\(name) number \(number): \(text)" }

  /// Whether it is made to bring bytes or names to the disk.
  var writes: Bool {
    switch name {
    case "openat": text.contains("O_CREAT")
    case "write": !text.hasPrefix("write(2,")
    default: ["fsync", "rename", "renameat2", "mkdir", "close"].contains(name)
    }
  }

  /// Whether it may change what is on a disk, or ends what did.
  var changesDisk: Bool { writes || ["unlink", "exit_group"].contains(name) }

  /// Whether it can change what another process sees.
  var touchesFiles: Bool {
    !["mmap", "munmap", "mprotect", "madvise", "mlock", "munlock", "brk", "getrandom"]
      .contains(name)
  }
}

extension TestVault {
  /// Runs `fob` and lists its system calls.
  ///
  /// - Throws: where strace cannot run it.
  func calls(
    of arguments: [String], with key: Key = .recoveryKey
  ) async throws -> [SystemCall] {
    let trace = "\(folder)/trace"
    let result = try await fob(arguments, with: key, under: ["strace", "-o", trace])
    guard result.end == .exited(0) else { throw StraceFailure(text: result.error) }
    let lines = String(decoding: try read(trace), as: UTF8.self).split(separator: "\n")
    return TestVault.calls(in: lines.map(String.init))
  }

  /// Runs `fob` and lists its system calls, from the one that opens the lock to the end.
  ///
  /// - Throws: where strace cannot run it.
  func callsOfSave(
    _ arguments: [String], with key: Key = .recoveryKey
  ) async throws -> [SystemCall] {
    let calls = try await calls(of: arguments, with: key)
    guard let lock = calls.firstIndex(where: { $0.name == "flock" }), lock > 0 else {
      throw StraceFailure(text: "no lock is taken")
    }
    return Array(calls[(lock - 1)...])
  }

  /// Runs `fob` with something done to one of its system calls, in strace's words.
  func fob(
    _ arguments: [String], with key: Key = .recoveryKey, _ tampering: String,
    at call: SystemCall
  ) async throws -> Finished {
    try await fob(
      arguments, with: key,
      under: [
        "strace", "-o", "/dev/null", "-e", "trace=\(call.name)", "-e",
        "inject=\(call.name):\(tampering):when=\(call.number)",
      ])
  }

  private static func calls(in lines: [String]) -> [SystemCall] {
    var counts: [Substring: Int] = [:]
    return lines.compactMap { line in
      let name = line.prefix { $0 != "(" }
      guard name.count < line.count, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
      else { return nil }
      counts[name, default: 0] += 1
      return SystemCall(name: String(name), number: counts[name] ?? 0, text: line)
    }
  }
}

/// Whether there is time for every case: FOB_SOAK is set.
let isSoak = unsafe getenv("FOB_SOAK") != nil

/// strace did not do what a test needs.
struct StraceFailure: Error {
  let text: String
}

/// A vault before a save, to which it can be brought back as often as needed.
struct Snapshot {
  let vault: TestVault
  private var copy: String { vault.folder + "/snapshot" }

  init(of vault: TestVault) async throws {
    self.vault = vault
    try Folder.make(copy)
    try await cp(from: vault.folder, to: copy)
  }

  func restore() async throws {
    for name in ["data", "state"] { Folder.remove("\(vault.folder)/\(name)") }
    try await cp(from: copy, to: vault.folder)
  }

  private func cp(from source: String, to target: String) async throws {
    let result = try await run(
      "/bin/cp", ["-a", "\(source)/data", "\(source)/state", "\(target)/"])
    guard result.end == .exited(0) else { throw StraceFailure(text: result.error) }
  }
}
