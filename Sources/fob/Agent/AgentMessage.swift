internal import Authenticator
internal import Secrets
internal import SystemPackage

/// What goes between a command and the agent, written and read whole (AgentProtocol, *Messages*).
enum AgentMessage {
  /// Bytes of the two lengths that stand first.
  static let headLength = 8
  /// What the agent writes to a client before all else.
  static let greeting = UInt8(ascii: "!")
  /// The most bytes of metadata: more than the list of 50,000 accounts.
  static let longestMetadata = 32 << 20
  /// The most bytes of metadata, and of secrets, that an agent takes.
  static let longestRequest = 4 << 20
  static let longestSecrets = 1 << 20

  /// The bytes before the secrets.
  static func start(_ message: Message) -> [UInt8] {
    let secrets = message.secrets.reduce(0) { $0 + $1.count }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headLength + message.metadata.count)
    for length in [message.metadata.count, secrets] {
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }
    return bytes + message.metadata
  }

  /// The lengths of metadata and secrets.
  static func lengths(_ head: Span<UInt8>) -> (metadata: Int, secrets: Int) {
    func number(_ start: Int) -> Int {
      (start..<start + 4).reduce(0) { $0 << 8 | Int(head[$1]) }
    }
    return (number(0), number(4))
  }

  /// Writes a message; secrets go from where they are.
  ///
  /// - Throws: `Errno`.
  static func write(_ value: Value, to descriptor: FileDescriptor) throws {
    try write(Message(value), to: descriptor)
  }

  static func write(_ message: Message, to descriptor: FileDescriptor) throws {
    try descriptor.writeAll(start(message).span)
    for secret in message.secrets { try secret.withBytes { try descriptor.writeAll($0) } }
  }

  /// Reads a message.
  ///
  /// - Returns: the value; `nil` where what comes is none, or ends early.
  /// - Throws: `Errno`.
  static func read(from descriptor: FileDescriptor) throws -> Value? {
    guard let head = try read(headLength, from: descriptor) else { return nil }
    let length = lengths(head.span)
    guard length.metadata <= longestMetadata, length.secrets <= longestSecrets,
      let metadata = try read(length.metadata, from: descriptor)
    else { return nil }
    guard length.secrets > 0 else { return Message.value(metadata: metadata.span, secrets: nil) }
    var secrets = SecretBytes(capacity: length.secrets) {
      $0.append(repeating: 0, count: length.secrets)
    }
    var count = 0
    while count < length.secrets {
      let read = try descriptor.read(into: &secrets, from: count)
      guard read > 0 else { return nil }
      count += read
    }
    return Message.value(metadata: metadata.span, secrets: Secret(secrets))
  }

  private static func read(_ count: Int, from descriptor: FileDescriptor) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var read = 0
    while read < count {
      let step = try descriptor.read(into: &bytes, from: read)
      guard step > 0 else { return nil }
      read += step
    }
    return bytes
  }
}

extension Message {
  /// Whether an agent takes so much.
  var isForAgent: Bool {
    metadata.count <= AgentMessage.longestRequest
      && secrets.reduce(0) { $0 + $1.count } <= AgentMessage.longestSecrets
  }
}

/// What is asked of the agent. One connection carries one request and one answer.
struct AgentRequest: Transferable {
  /// Both sides must have the same, but for orders.
  static let version: UInt64 = 1

  let version: UInt64
  /// The resolved path of the vault that is meant.
  let vault: String
  /// A request's, or an order's.
  let name: String
  let content: Value

  var value: Value { .list([version.value, vault.value, name.value, content]) }
  var message: Message { Message(value) }

  init(_ name: String, of vault: FilePath, _ content: Value) {
    version = AgentRequest.version
    (self.vault, self.name, self.content) = (vault.string, name, content)
  }

  init?(_ value: Value) {
    guard let list = value.list, list.count == 4, let version = UInt64(list[0]),
      let vault = String(list[1]), let name = String(list[2])
    else { return nil }
    (self.version, self.vault, self.name, content) = (version, vault, name, list[3])
  }
}

/// What the agent is told, apart from requests to the vault.
enum AgentOrder: String {
  /// Tell what is held, and for how long.
  case status
  /// Forget everything and end.
  case lock
  /// Somebody is there: the time starts again, with another timeout if one is given.
  case stay
}

/// What comes back.
enum AgentAnswer: Transferable {
  case answer(Value)
  /// The request failed, as it would have in the command's own process.
  case failure(Failure)
  /// The agent has locked instead of answering; nothing was done.
  case locked(String)
  /// The answer would be too long to be sent; nothing was changed.
  case tooMuch

  var value: Value {
    switch self {
    case .answer(let value): .list([.unsigned(0), value])
    case .failure(let failure): .list([.unsigned(1), failure.value])
    case .locked(let reason): .list([.unsigned(2), reason.value])
    case .tooMuch: .list([.unsigned(3), .null])
    }
  }

  init?(_ value: Value) {
    guard let list = value.list, list.count == 2 else { return nil }
    switch list[0].unsigned {
    case 0: self = .answer(list[1])
    case 1:
      guard let failure = Failure(list[1]) else { return nil }
      self = .failure(failure)
    case 2:
      guard let reason = String(list[1]) else { return nil }
      self = .locked(reason)
    case 3: self = .tooMuch
    default: return nil
    }
  }
}
