internal import ArgumentParser
internal import Authenticator

/// `fob unlock`: starts the agent.
struct Unlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "unlock", abstract: "Open the vault for a while: start the agent that holds it.",
    discussion: """
      The agent keeps the opened vault in locked memory and answers this user's commands, which \
      then ask for no password. It gives out codes and takes edits, but never a secret or a key. It \
      ends when nobody has asked for the timeout, when the machine sleeps, with fob lock, and when \
      the vault is moved or gets new keys.

      Examples:
        fob unlock --timeout 30m
        fob unlock --status
        fob lock
      """)

  @OptionGroup var options: VaultOptions

  @Option(
    help: ArgumentHelp(
      "Lock after this time without a question: 90, 90s, 10m or 8h.", valueName: "time"),
    transform: Unlock.seconds)
  var timeout: UInt64?

  @Flag(help: "Tell what an agent holds, and for how long; exit status 4 where there is none.")
  var status = false

  @Flag(help: "With --status: one JSON object.")
  var json = false

  func validate() throws {
    guard status || !json else { throw ValidationError("--json belongs to --status") }
    guard timeout == nil || !status else {
      throw ValidationError("--status changes nothing; leave out --timeout")
    }
  }

  func run() throws {
    let store = VaultStore(location: try VaultLocation(option: options.vault))
    guard let place = AgentPlace(of: store.location.file) else { throw Failure.noRuntimeFolder }
    if status { return try tellStatus(at: place) }
    if try place.tell(.stay, timeout.value) != nil {
      return Standard.note("\(store.location.file) is open already; fob lock ends that")
    }
    let opened = try options.open()
    let timeout = timeout ?? opened.vault.settings.agentTimeout
    try place.start(holding: opened, timeout: timeout)
    Standard.note("open \(Duration.untilQuiet(timeout)); fob lock ends that")
  }

  private func tellStatus(at place: AgentPlace) throws {
    let status = try place.tell(.status).flatMap(AgentStatus.init)
    if json { try Standard.print((status?.json ?? .locked).text) }
    guard let status else {
      throw Failure("no agent holds \(place.vault)", hint: "fob unlock starts one", status: .locked)
    }
    guard !json else { return }
    try Standard.print(TextTable(rows: status.lines).text)
  }

  private static func seconds(_ text: String) throws -> UInt64 {
    guard let seconds = Duration.seconds(text), Settings.timeouts.contains(seconds) else {
      throw ValidationError("a time is 1 second to 24 hours: 90, 90s, 10m, 8h")
    }
    return seconds
  }
}

extension AgentStatus {
  fileprivate var lines: [[String]] {
    [
      ["vault", vault], ["agent", "process \(process), since \(Clock.localText(since))"],
      [
        "locks",
        "\(Duration.text(left)) from now, if nobody asks; \(Duration.text(timeout)) after a question",
      ],
    ]
  }

  fileprivate var json: JSON {
    .object([
      ("locked", .flag(false)), ("vault", .text(vault)), ("process", .number(UInt64(process))),
      ("since", .number(since)), ("timeout", .number(timeout)), ("seconds_left", .number(left)),
    ])
  }
}

extension JSON {
  fileprivate static let locked = JSON.object([("locked", .flag(true))])
}
