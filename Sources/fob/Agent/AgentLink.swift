internal import Authenticator
internal import Glibc
internal import SystemPackage

/// A connection to the agent, good for one question.
struct AgentLink: ~Copyable {
  /// An agent greets at once; one that is stopped, or waits for a disk that never answers, does not.
  static let greetingSeconds: Int32 = 2
  /// Agents need an answer for no longer than another fob may take to save.
  private static let answerSeconds: Int32 = 15

  /// The agent's.
  let process: pid_t
  /// In milliseconds of the monotonic clock.
  private let start = Clock.monotonicMilliseconds
  private let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor, to process: pid_t) {
    (self.descriptor, self.process) = (descriptor, process)
  }

  deinit { try? descriptor.close() }

  /// Whether the agent still waits for the question, by far.
  var isFresh: Bool { Clock.monotonicMilliseconds - start < AgentConnection.patience / 4 }

  /// Waits until the agent shows that it serves. Before that nothing is asked of it: who gives up
  /// then knows that nothing will be done. Where nobody could be asked in its place, it may be busy
  /// for longer.
  ///
  /// - Throws: `Failure`.
  func awaitGreeting() throws(Failure) {
    do {
      if try isGreeted(within: AgentLink.greetingSeconds) { return }
      if Terminal() == nil, try isGreeted(within: AgentLink.answerSeconds) { return }
    } catch {}
    throw .agentIsStuck(process)
  }

  private func isGreeted(within seconds: Int32) throws -> Bool {
    try LocalSocket.bound(descriptor, seconds: seconds)
    do {
      guard try descriptor.nextByte() == AgentMessage.greeting else { throw Errno.connectionReset }
      try LocalSocket.bound(descriptor, seconds: AgentLink.answerSeconds)
      return true
    } catch Errno.wouldBlock {
      return false
    }
  }

  /// Asks.
  ///
  /// - Throws: `Failure`: `.agentIsStuck` where it was not asked, `.agentIsSilent` where no answer
  ///   comes that can be read.
  consuming func ask(_ request: Message) throws(Failure) -> AgentAnswer {
    try awaitGreeting()
    do {
      try AgentMessage.write(request, to: descriptor)
      if let answer = try AgentMessage.read(from: descriptor).flatMap(AgentAnswer.init) {
        return answer
      }
    } catch {}
    throw .agentIsSilent
  }

  /// Has the agent lock.
  ///
  /// - Returns: whether it has forgotten the vault: only then it closes the connection.
  consuming func locks(_ vault: FilePath) -> Bool {
    do {
      guard try descriptor.nextByte() != nil else { return true }
      try LocalSocket.bound(descriptor, seconds: AgentLink.answerSeconds)
      try AgentMessage.write(
        AgentRequest(AgentOrder.lock.rawValue, of: vault, .null).value, to: descriptor)
      _ = try AgentMessage.read(from: descriptor)
      return try descriptor.nextByte() == nil
    } catch {
      return error as? Errno == .connectionReset
    }
  }
}

extension Failure {
  static let tooMuchForAgent = Failure(
    "this is more than the agent takes at once (--no-agent: do without it)")

  static func agentIsStuck(_ process: pid_t) -> Failure {
    Failure(
      "the agent (process \(process)) does not answer", hint: "fob lock ends it", status: .locked)
  }

  static let agentIsSilent = Failure(
    "the agent does not answer; whether it did what it was asked is not known",
    hint: "look with --no-agent, or end the agent: fob lock", status: .locked)
}
