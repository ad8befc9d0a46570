internal import Authenticator

/// The opened vault in the agent. It follows the file: what another process saved is seen before the
/// next answer, and what is no longer there, or no longer opens, is not served.
struct AgentVault: ~Copyable {
  /// Why the agent locks, as a command tells it.
  struct Gone: Error {
    let reason: String
  }

  /// The answer is longer than any may be; nothing was changed.
  struct TooMuch: Error {}

  private var opened: OpenVault
  /// Of the file that was read last; `nil` where that has to be read again.
  private var seen: FileState?
  private var sync = SyncWatch()

  init(_ opened: consuming OpenVault) { self.opened = opened }

  /// Carries out a request.
  ///
  /// - Throws: `Failure`, or `Gone` where the agent must lock.
  mutating func answer(_ type: any VaultRequest.Type, _ content: Value) throws -> Value {
    do {
      try follow()
      return try carryOut(type, content)
    } catch let failure as Failure where failure == .keyChanged {
      throw Gone(reason: "its keys were changed")
    }
  }

  /// Goes through a round of sync where one is due. A vault that cannot be read any more is found out
  /// by the next request.
  mutating func syncIfDue() {
    guard (try? follow()) != nil else { return }
    sync.follow(&opened)
    if state != seen { seen = nil }
  }

  /// Why it cannot be served any more; `nil` where it can.
  var reasonToLock: String? {
    mutating get {
      do {
        try follow()
      } catch let gone as Gone {
        return gone.reason
      } catch {
        guard error as? Failure == .keyChanged else { return nil }
        return "its keys were changed"
      }
      return nil
    }
  }

  /// Whether there is a file where the vault was.
  var isInPlace: Bool { state != nil }

  private var state: FileState? { FileState(of: opened.store.location.file) }

  private mutating func follow() throws {
    guard let state else { throw Gone(reason: "the vault is no longer where it was") }
    guard state != seen else { return }
    try opened.reload()
    seen = state
  }

  private mutating func carryOut<Request: VaultRequest>(
    _ type: Request.Type, _ content: Value
  ) throws -> Value {
    guard let request = Request(content) else {
      throw Failure("the agent does not understand the request", hint: "fob lock ends it")
    }
    // It may save; what it saved then is read back before the next answer.
    let before = seen
    seen = nil
    let answer = try request.answer(from: &opened).value
    if state == before { seen = before }
    let message = Message(answer)
    guard message.metadata.count <= AgentMessage.longestMetadata else {
      throw seen == nil ? Failure.agentIsSilent : TooMuch()
    }
    guard message.secrets.isEmpty else {
      throw Failure("this answer holds a secret, which an agent does not give out")
    }
    return answer
  }
}
