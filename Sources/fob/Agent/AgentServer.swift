internal import Authenticator
internal import Glibc
internal import SystemPackage

/// Serves an opened vault to commands until it is told to end, or has a reason to. No client can
/// make it wait: each has its own deadline, and the oldest goes where there are too many.
struct AgentServer: ~Copyable {
  private static let mostClients = 32
  /// How many are let in before the others are served again.
  private static let mostAtOnce = 8
  /// The longest time without a look at clocks and files, in milliseconds.
  private static let longestPause: UInt64 = 5000

  private let place: AgentPlace
  private let listener: FileDescriptor
  private let signals: FileDescriptor
  private var sleep = SleepWatch()
  private var vault: AgentVault
  private var idle: IdleTime
  private var clients: [AgentConnection] = []
  /// When clocks and files were last looked at, in milliseconds of the monotonic clock.
  private var lastLook: UInt64 = 0
  /// Why it ends; tells clients who come too late.
  private var ending: String?

  /// Begins to listen.
  ///
  /// - Throws: `Failure`.
  init(
    _ opened: consuming OpenVault, at place: AgentPlace, timeout: UInt64
  ) throws(Failure) {
    (signals, listener) = try AgentServer.listen(at: place)
    self.place = place
    vault = AgentVault(opened)
    idle = IdleTime(timeout: timeout)
  }

  private static func listen(
    at place: AgentPlace
  ) throws(Failure) -> (signals: FileDescriptor, socket: FileDescriptor) {
    do throws(Errno) {
      // The agent that left it there is gone: this one holds the lock.
      try? SystemCall.remove(place.socket)
      return (try SystemCall.watchEnds(), try LocalSocket.listen(at: place.socket))
    } catch {
      throw Failure("cannot listen at \(place.socket): \(error.description.lowercasedFirst)")
    }
  }

  /// Serves; at the end the vault is forgotten.
  ///
  /// - Returns: the clients that are still connected: they learn from their end that it is done.
  consuming func serve() -> [AgentConnection] {
    while ending == nil { step() }
    try? SystemCall.remove(place.socket)
    admit()
    for client in clients { serve(client) }
    return clients
  }

  private mutating func step() {
    let fixed = [listener.rawValue, signals.rawValue, sleep.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    var polled = fixed + clients.map(\.polled)
    guard SystemCall.poll(&polled, milliseconds: Int32(clamping: pause)) else { return }
    let isReady = polled.map { $0.revents != 0 }
    ending = reasonToEnd(hasSignal: isReady[1], hasWordOfSleep: isReady[2])
    guard ending == nil else { return }
    for (client, isReady) in zip(clients, isReady.dropFirst(fixed.count)) where isReady {
      serve(client)
    }
    if isReady[0] { admit() }
    let now = Clock.monotonicMilliseconds
    clients.removeAll { $0.isOver || $0.deadline <= now }
  }

  private var pause: UInt64 {
    let now = Clock.monotonicMilliseconds
    let deadlines = clients.map { $0.deadline - min($0.deadline, now) }
    return min(idle.left, deadlines.min() ?? .max, AgentServer.longestPause) + 1
  }

  private mutating func reasonToEnd(hasSignal: Bool, hasWordOfSleep: Bool) -> String? {
    if hasSignal { return "it was ended" }
    if sleep.hasSlept { return "the machine was asleep" }
    if hasWordOfSleep, sleep.reads() { return "the machine goes to sleep" }
    if idle.left == 0 { return "its time was over" }
    let now = Clock.monotonicMilliseconds
    guard now - lastLook >= AgentServer.longestPause else { return nil }
    lastLook = now
    if !vault.isInPlace { return "the vault is no longer where it was" }
    vault.syncIfDue()
    return FileState(of: place.socket) == nil ? "its socket was removed" : nil
  }

  private mutating func admit() {
    for _ in 0..<AgentServer.mostAtOnce {
      guard let descriptor = LocalSocket.accept(from: listener) else { return }
      if clients.count >= AgentServer.mostClients { clients.removeFirst() }
      let client = AgentConnection(descriptor)
      clients.append(client)
      serve(client)
    }
  }

  private mutating func serve(_ client: AgentConnection) {
    guard client.isWriting else {
      guard let request = client.read() else { return }
      return client.write(answer(to: request).value)
    }
    client.write()
  }

  private mutating func answer(to request: AgentRequest) -> AgentAnswer {
    if let ending { return .locked(ending) }
    let order = AgentOrder(rawValue: request.name)
    guard request.vault == place.vault.string || (request.vault.isEmpty && order != nil) else {
      return .locked("it holds another vault")
    }
    if let order { return carryOut(order, request.content) }
    guard request.version == AgentRequest.version,
      let type = VaultRequests.all.first(where: { $0.name == request.name })
    else { return .locked("it is of another version than this fob; fob lock ends it") }
    do {
      let answer = try vault.answer(type, request.content)
      if type.isUse { idle.startAgain() }
      return .answer(answer)
    } catch let gone as AgentVault.Gone {
      ending = gone.reason
      return .locked(gone.reason)
    } catch is AgentVault.TooMuch {
      return .tooMuch
    } catch {
      return .failure(error as? Failure ?? Failure("the agent could not do it: \(error)"))
    }
  }

  private mutating func carryOut(_ order: AgentOrder, _ content: Value) -> AgentAnswer {
    switch order {
    case .status:
      if let gone = vault.reasonToLock {
        ending = gone
        return .locked(gone)
      }
      let left = (idle.left + 999) / 1000
      return .answer(
        AgentStatus(
          process: Int(getpid()), vault: place.vault.string, since: idle.since,
          timeout: idle.timeout, left: left
        ).value)
    case .stay:
      if let timeout = UInt64(content), Settings.timeouts.contains(timeout) {
        idle.timeout = timeout
      }
      idle.startAgain()
    case .lock: ending = "it was told to lock"
    }
    return .answer(.null)
  }
}
