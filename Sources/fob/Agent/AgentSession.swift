internal import Authenticator

/// A vault that the agent holds.
final class AgentSession: VaultSession {
  let store: VaultStore
  private let place: AgentPlace
  /// The connection that showed that there is an agent, for the first question.
  private var link: AgentLink?
  /// Opens the vault here where the agent has locked meanwhile, or cannot take what is asked; without
  /// it that is a failure.
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
    let message = message(Request.name, request.value)
    guard message.isForAgent else { return try openHere(.tooMuchForAgent).perform(request) }
    let answer: AgentAnswer
    do {
      answer = try ask(message)
    } catch {
      guard error != .agentIsSilent else { throw error }
      return try openHere(error).perform(request)
    }
    switch answer {
    case .answer(let value):
      guard let answer = Request.Answer(value) else { throw Failure.agentIsSilent }
      return answer
    case .failure(let failure): throw failure
    case .tooMuch: return try openHere(.tooMuchForAgent).perform(request)
    case .locked(let reason):
      let reason = Failure("the agent has locked: \(reason)", status: .locked)
      return try openHere(reason).perform(request)
    }
  }

  /// Does without the agent from now on, where that is possible.
  private func openHere(_ reason: Failure) throws(Failure) -> LocalSession {
    guard let reopen else { throw reason }
    Standard.note(reason.message)
    let opened = LocalSession(try reopen())
    local = opened
    return opened
  }

  /// The agent looks at the vault before every answer.
  func reload() throws(Failure) { try local?.reload() }

  func noteUse() {
    if local == nil { _ = try? ask(message(AgentOrder.stay.rawValue, .null)) }
  }

  private func message(_ name: String, _ content: Value) -> Message {
    AgentRequest(name, of: place.vault, content).message
  }

  private func ask(_ request: Message) throws(Failure) -> AgentAnswer {
    if let link = link.take(), link.isFresh { return try link.ask(request) }
    guard let link = place.connect() else { return .locked("its time was over") }
    return try link.ask(request)
  }
}
