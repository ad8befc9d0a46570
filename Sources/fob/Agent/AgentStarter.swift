internal import Authenticator
internal import Glibc
internal import SystemPackage

extension AgentPlace {
  /// The longest that an agent may take to start, in milliseconds.
  private static let longestStart: Int32 = 10_000

  /// Starts an agent and waits until it serves; where there is one already, that stays.
  ///
  /// - Parameters:
  ///   - opened: what it is to hold.
  ///   - timeout: seconds without a question after which it locks.
  /// - Throws: `Failure`; there is no new agent then.
  func start(holding opened: borrowing OpenVault, timeout: UInt64) throws(Failure) {
    try prepare()
    guard let executable = SystemCall.ownExecutable() else {
      throw .cannotStart("fob is not there")
    }
    let agent = DetachedProcess(
      executable: executable, arguments: [AgentProcess.command],
      environment: AgentProcess.variables.reduce(into: [:]) { $0[$1] = SystemCall.environment($1) })
    let answer: AgentAnswer?
    do {
      answer = try AgentPlace.handOver(Handover(of: opened, timeout: timeout), to: agent)
    } catch {
      throw .cannotStart((error as? ChildProcess.Fault)?.text ?? FileFault(error).text)
    }
    switch answer {
    case .answer: return
    case .failure(let failure): throw failure
    case .locked, .tooMuch, nil: throw .cannotStart("it did not answer")
    }
  }

  private static func handOver(
    _ handover: Handover, to agent: DetachedProcess
  ) throws -> AgentAnswer? {
    var pipe = try Pipe()
    guard let reader = pipe.takeReader() else { return nil }
    let output: FileDescriptor
    do {
      defer { try? reader.close() }
      output = try agent.start(input: reader)
    }
    defer { try? output.close() }
    try AgentMessage.write(handover.value, to: pipe.writer)
    var polled = [pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)]
    guard SystemCall.poll(&polled, milliseconds: longestStart), polled[0].revents != 0 else {
      return nil
    }
    return try AgentMessage.read(from: output).flatMap(AgentAnswer.init)
  }
}

extension Failure {
  fileprivate static func cannotStart(_ reason: String) -> Failure {
    Failure("cannot start the agent: \(reason)")
  }
}
