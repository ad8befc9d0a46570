internal import Authenticator
internal import Glibc
internal import SystemPackage

/// Where the agent of one vault listens: a folder of this user's alone, below `XDG_RUNTIME_DIR`.
struct AgentPlace {
  /// Empty where it is whatever the agent holds.
  let vault: FilePath
  private let runtime: FilePath
  private let name: String

  /// `nil` where there is no `XDG_RUNTIME_DIR`.
  init?(of vault: FilePath) {
    guard let runtime = SystemCall.environment("XDG_RUNTIME_DIR"), runtime.hasPrefix("/") else {
      return nil
    }
    self.init(
      vault: vault, runtime: FilePath(runtime),
      name: String(AgentPlace.hash(vault.string), radix: 16))
  }

  private init(vault: FilePath, runtime: FilePath, name: String) {
    (self.vault, self.runtime, self.name) = (vault, runtime, name)
  }

  /// Where any agent of this user may listen, whatever it holds.
  static var all: [AgentPlace] {
    guard let usual = AgentPlace(of: "") else { return [] }
    return SystemCall.names(in: usual.folder).sorted().compactMap { name in
      name.hasSuffix(suffix)
        ? AgentPlace(
          vault: "", runtime: usual.runtime, name: String(name.dropLast(suffix.count)))
        : nil
    }
  }

  private var folder: FilePath { runtime.appending("fob") }
  private static let suffix = ".socket"
  var socket: FilePath { folder.appending(name + AgentPlace.suffix) }
  /// Whoever holds its lock is the agent.
  var lock: FilePath { folder.appending(name + ".lock") }

  /// Connects to the agent; `nil` where none listens.
  func connect() -> AgentLink? {
    (try? LocalSocket.connect(to: socket, seconds: AgentLink.greetingSeconds)).map {
      descriptor, process in
      AgentLink(descriptor, to: process)
    }
  }

  /// Gives the agent an order.
  ///
  /// - Returns: what it tells; `nil` where there is none.
  /// - Throws: `Failure` where it does not answer.
  func tell(_ order: AgentOrder, _ content: Value = .null) throws(Failure) -> Value? {
    guard let link = connect() else { return nil }
    switch try link.ask(AgentRequest(order.rawValue, of: vault, content).message) {
    case .answer(let value): return value
    case .failure(let failure): throw failure
    case .locked: return nil
    case .tooMuch: throw .tooMuchForAgent
    }
  }

  /// Makes the folder, and makes sure that nobody else can look into it.
  ///
  /// - Throws: `Failure`.
  func prepare() throws(Failure) {
    guard AgentPlace.isPrivate(runtime) else { throw .noPrivateFolder(runtime) }
    try? SystemCall.makeFolder(folder)
    guard AgentPlace.isPrivate(folder) else { throw .noPrivateFolder(folder) }
  }

  private static func isPrivate(_ folder: FilePath) -> Bool {
    guard let stat = try? Stat(folder, followTargetSymlink: false) else { return false }
    return stat.type == .directory && stat.userID.rawValue == getuid()
      && stat.permissions.isDisjoint(with: .init(rawValue: 0o077))
  }

  /// FNV-1a of 64 bits. It only keeps names short: a request names its vault, so that two of one
  /// name are told apart.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension Failure {
  static let noRuntimeFolder = Failure(
    "there is no private folder for an agent: XDG_RUNTIME_DIR is not set",
    hint: "a login through systemd sets it; any folder of yours with the mode 0700 in memory does")

  fileprivate static func noPrivateFolder(_ folder: FilePath) -> Failure {
    Failure(
      "there is no private folder for an agent: \(folder) is not yours alone",
      hint: "XDG_RUNTIME_DIR must name a folder of yours with the mode 0700")
  }
}
