internal import Authenticator

/// A vault that the agent holds.
final class AgentSession: VaultSession {
  let store: VaultStore
  private let place: AgentPlace
  /// The connection that showed that there is an agent, for the first question.
  private var link: AgentLink?
  /// Opens the vault here, for when the agent has locked meanwhile.
  private let reopen: () throws(Failure) -> OpenVault
  private var local: LocalSession?

  /// `nil` where no agent holds the vault.
  init?(_ store: VaultStore, reopen: @escaping () throws(Failure) -> OpenVault) {
    guard let place = AgentPlace(of: store.location.file), let link = place.connect() else {
      return nil
    }
    (self.store, self.place, self.link, self.reopen) = (store, place, consume link, reopen)
  }

  func perform<Request: VaultRequest>(_ request: Request) throws -> Request.Answer {
    if let local { return try local.perform(request) }
    switch try ask(Request.name, request.value) {
    case .answer(let value):
      guard let answer = Request.Answer(value) else { throw Failure.agentIsSilent }
      return answer
    case .failure(let failure): throw failure
    case .locked(let reason):
      Standard.note("the agent has locked the vault: \(reason)")
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
