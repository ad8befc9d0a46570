internal import Authenticator
internal import Glibc
internal import SystemPackage

/// A connection to the agent, good for one question.
struct AgentLink: ~Copyable {
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

  /// Asks.
  ///
  /// - Throws: `Failure` where no answer comes that can be read.
  consuming func ask(_ request: AgentRequest) throws(Failure) -> AgentAnswer {
    do {
      try AgentMessage.write(request.value, to: descriptor)
      if let answer = try AgentMessage.read(from: descriptor).flatMap(AgentAnswer.init) {
        return answer
      }
    } catch {}
    throw .agentIsSilent
  }

  /// Waits until the agent has closed the connection, which it does once it has forgotten.
  func waitForEnd() -> Bool { (try? descriptor.nextByte()) == .some(nil) }
}

extension Failure {
  static let agentIsSilent = Failure(
    "the agent does not answer; whether it did what it was asked is not known",
    hint: "look with --no-agent, or end the agent: fob lock", status: .locked)
}
