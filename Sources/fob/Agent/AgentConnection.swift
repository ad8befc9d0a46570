internal import Authenticator
internal import Glibc
internal import Secrets
internal import SystemPackage

/// A client of the agent: reads one request, writes one answer, never waits for either.
final class AgentConnection {
  /// The longest that a client may take to ask, and then to take the answer, in milliseconds.
  static let patience: UInt64 = 4000

  /// Asked for, answered, or given up.
  private(set) var isOver = false
  private(set) var deadline = Clock.monotonicMilliseconds + patience
  private let descriptor: FileDescriptor
  /// Lengths and metadata, then secrets.
  private var start = [UInt8](repeating: 0, count: AgentMessage.headLength)
  private var secrets = SecretBytes(capacity: 0) { _ in }
  private var (readOfStart, readOfSecrets) = (0, 0)
  private var hasLengths = false
  /// What is left to be written; `nil` before the request is whole.
  private var answer: ArraySlice<UInt8>?

  /// Greets the client, for which there is room in any new connection.
  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
    _ = try? descriptor.writeSome([AgentMessage.greeting].span)
  }

  deinit { try? descriptor.close() }

  /// Whether the request is whole, and the answer is on its way.
  var isWriting: Bool { answer != nil }

  var polled: pollfd {
    pollfd(
      fd: descriptor.rawValue, events: Int16(!isWriting ? POLLIN : POLLOUT), revents: 0)
  }

  /// Reads what is there.
  ///
  /// - Returns: the request once it is whole. Who sends something else is given up.
  func read() -> AgentRequest? {
    guard !isWriting, !isOver else { return nil }
    do {
      while readOfStart < start.count || readOfSecrets < secrets.count {
        try readOnce()
        if readOfStart == start.count, !hasLengths { try takeLengths() }
      }
    } catch {
      // Nothing more is there yet, or the client has gone, or asks for too much.
      isOver = error as? Errno != .wouldBlock
      return nil
    }
    let request = request()
    isOver = request == nil
    return request
  }

  /// Writes as much of an answer as the client takes.
  func write(_ value: Value) {
    answer = AgentMessage.start(Message(value))[...]
    deadline = Clock.monotonicMilliseconds + AgentConnection.patience
    write()
  }

  /// Goes on writing.
  func write() {
    while let left = answer, !left.isEmpty {
      do {
        answer = left.dropFirst(try descriptor.writeSome(left.span))
      } catch {
        isOver = error as? Errno != .wouldBlock
        return
      }
    }
    isOver = answer != nil
  }

  private func readOnce() throws {
    let isStart = readOfStart < start.count
    let count =
      try isStart
      ? descriptor.read(into: &start, from: readOfStart)
      : descriptor.read(into: &secrets, from: readOfSecrets)
    guard count > 0 else { throw Errno.connectionReset }
    if isStart { readOfStart += count } else { readOfSecrets += count }
  }

  /// Makes room for what the client says it sends.
  private func takeLengths() throws(Errno) {
    let length = AgentMessage.lengths(start.span)
    guard length.metadata <= AgentMessage.longestRequest,
      length.secrets <= AgentMessage.longestSecrets
    else { throw .fileTooLarge }
    hasLengths = true
    start += [UInt8](repeating: 0, count: length.metadata)
    guard length.secrets > 0 else { return }
    secrets = SecretBytes(capacity: length.secrets) {
      $0.append(repeating: 0, count: length.secrets)
    }
  }

  private func request() -> AgentRequest? {
    var taken = SecretBytes(capacity: 0) { _ in }
    swap(&taken, &secrets)
    let secrets = taken.count > 0 ? Secret(taken) : nil
    let start = start
    let value = Message.value(
      metadata: start.span.extracting(AgentMessage.headLength..<start.count), secrets: secrets)
    return value.flatMap(AgentRequest.init)
  }
}
