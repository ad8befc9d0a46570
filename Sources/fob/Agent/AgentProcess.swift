internal import Authenticator
internal import Glibc
internal import Secrets
internal import SystemPackage

/// What a new agent is given through its standard input, and nowhere else.
struct Handover: Transferable {
  /// The resolved path of the vault.
  let vault: String
  /// Its master key.
  let key: Secret
  /// The slot that opened it.
  let slot: ID128
  /// Seconds without a question after which it locks.
  let timeout: UInt64

  var value: Value { .parts(vault, key, slot, timeout) }

  init(of opened: borrowing OpenVault, timeout: UInt64) {
    (vault, key, slot) = (opened.store.location.file.string, opened.key, opened.slot)
    self.timeout = timeout
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 4), let vault: String = parts.next(),
      let key: Secret = parts.next(), let slot: ID128 = parts.next(),
      let timeout: UInt64 = parts.next()
    else { return nil }
    (self.vault, self.key, self.slot, self.timeout) = (vault, key, slot, timeout)
  }
}

/// The agent: a process of its own that holds one opened vault.
enum AgentProcess {
  /// The command that it is started with.
  static let command = "hold-vault"
  /// What it needs to find the vault's generations, its own socket, and word of sleep.
  static let variables = [
    "HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "PATH", "DBUS_SYSTEM_BUS_ADDRESS",
  ]

  /// Takes the key from standard input, tells on standard output how that went, and serves.
  ///
  /// - Throws: `Failure` where it was not started by fob.
  static func run() throws {
    guard let value = try AgentMessage.read(from: .standardInput),
      let handover = Handover(value)
    else { throw Failure("fob starts this by itself; see fob unlock", status: .usage) }
    var server: AgentServer?
    var lock: AgentLock?
    do {
      let place = try place(of: handover)
      lock = try AgentLock.elected(at: place)
      if lock != nil {
        server = try AgentServer(open(handover), at: place, timeout: handover.timeout)
      }
      try AgentMessage.write(AgentAnswer.answer(.null).value, to: .standardOutput)
    } catch let failure as Failure {
      try AgentMessage.write(AgentAnswer.failure(failure).value, to: .standardOutput)
    }
    try leaveStarter()
    guard let server = server.take() else { return }
    let last = server.serve()
    withExtendedLifetime((lock, last)) {}
  }

  private static func place(of handover: Handover) throws(Failure) -> AgentPlace {
    guard let place = AgentPlace(of: FilePath(handover.vault)) else { throw .noRuntimeFolder }
    return place
  }

  private static func open(_ handover: Handover) throws(Failure) -> OpenVault {
    let store = VaultStore(location: try VaultLocation(option: handover.vault))
    guard let unlocked = UnlockedKey(key: handover.key, slot: handover.slot) else {
      throw Failure("the key has the wrong length")
    }
    return try OpenVault(store.read(), in: store, unlockedBy: unlocked)
  }

  /// Keeps neither the starter's pipes nor its folder.
  private static func leaveStarter() throws {
    let nowhere = try ChildProcess.nowhere(.readWrite)
    _ = try nowhere.duplicate(as: .standardInput)
    _ = try nowhere.duplicate(as: .standardOutput)
    try nowhere.close()
    try SystemCall.enter("/")
  }
}

/// Held by the agent of a vault as long as it is there.
final class AgentLock {
  private let descriptor: FileDescriptor

  private init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  deinit { try? descriptor.close() }

  /// Waits until this process is the agent, or another one answers.
  ///
  /// - Returns: `nil` where another is the agent.
  /// - Throws: `Failure`.
  static func elected(at place: AgentPlace) throws -> AgentLock? {
    let lock = AgentLock(
      try FileDescriptor.open(
        place.lock, .readWrite, options: [.create, .noFollow, .closeOnExec],
        permissions: [.ownerRead, .ownerWrite]))
    for _ in 0..<250 {
      if try SystemCall.lock(lock.descriptor) { return lock }
      if let link = place.connect() {
        try link.awaitGreeting()
        return nil
      }
      SystemCall.sleep(milliseconds: 20)
    }
    throw Failure("another agent has the vault, and does not answer", hint: "fob lock ends it")
  }
}
