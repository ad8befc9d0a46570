internal import Authenticator

/// A vault that the agent holds.
final class AgentSession: VaultSession {
  let store: VaultStore
  private let place: AgentPlace
  /// The connection that showed that there is an agent, for the first question.
  private var link: AgentLink?
  /// Opens the vault here where the agent has locked meanwhile; without it that is a failure.
  private let reopen: (() throws(Failure) -> OpenVault)?
  private var local: LocalSession?

  /// `nil` where no agent holds the vault.
  init?(_ store: VaultStore, reopen: (() throws(Failure) -> OpenVault)? = nil) {
    guard let place = AgentPlace(of: store.location.file) else { return nil }
    (self.store, self.place, self.reopen) = (store, place, reopen)
    link = place.connect()
    if link == nil { return nil }
  }

  func perform<Request: VaultRequest>(_ request: Request) throws -> Request.Answer {
    if let local { return try local.perform(request) }
    switch try ask(Request.name, request.value) {
    case .answer(let value):
      guard let answer = Request.Answer(value) else { throw Failure.agentIsSilent }
      return answer
    case .failure(let failure): throw failure
    case .locked(let reason):
      guard let reopen else { throw Failure("the agent has locked: \(reason)", status: .locked) }
      Standard.note("the agent has locked: \(reason)")
      let local = LocalSession(try reopen())
      self.local = local
      return try local.perform(request)
    }
  }

  /// The agent looks at the vault before every answer.
  func reload() throws(Failure) { try local?.reload() }

  func noteUse() {
    if local == nil { _ = try? ask(AgentOrder.stay.rawValue, .null) }
  }

  private func ask(_ name: String, _ content: Value) throws(Failure) -> AgentAnswer {
    let request = AgentRequest(name, of: place.vault, content)
    if let link = link.take(), link.isFresh { return try link.ask(request) }
    guard let link = place.connect() else { return .locked("its time was over") }
    return try link.ask(request)
  }
}
