internal import ArgumentParser
internal import Authenticator

/// `fob sync status`: how this machine stands to the others.
struct SyncStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the devices, how far they are, and what was not read.",
    discussion: """
      The last column tells how many files of a device others have seen that are not here yet. \
      Nothing is changed.
      """)

  @OptionGroup var options: VaultOptions

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let opened = try options.open()
    guard let known = opened.vault.syncStanding else { throw Failure(.noGroup) }
    let run: SyncRun
    do {
      run = try SyncRun.trial(opened)
    } catch {
      // What was known last is better than nothing, where somebody looks at it.
      if !json { try Standard.print(known.table) }
      throw error
    }
    guard let standing = run.round.vault.syncStanding else { throw Failure(.noGroup) }
    guard !json else { return try Standard.print(standing.json(run).text) }
    try Standard.print(standing.table)
    for file in run.unread where file.isOver { Standard.note(file.text) }
    run.tell()
    Standard.note(
      run.changes.isEmpty && run.round.file == nil
        ? "in step with \(standing.folder)"
        : "fob sync has something to do: \(run.changes.summary)")
  }
}

/// `fob sync devices`: who belongs to the group.
struct Devices: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "List the devices that sync with this vault.")

  @OptionGroup var options: VaultOptions

  func run() throws {
    let opened = try options.open()
    guard let standing = opened.vault.syncStanding else { throw Failure(.noGroup) }
    let rows = standing.devices.map { device in
      [device.id.shortName, device.label.escaped, device.isThis ? "this one" : ""]
    }
    try Standard.print(TextTable(rows: [["ID", "DEVICE", ""]] + rows).text)
  }
}

extension SyncStanding {
  fileprivate var table: String {
    let rows = devices.map { device in
      [
        device.label.escaped, device.seenText, String(device.sequence),
        device.behind > 0 ? "\(device.behind) behind" : "",
      ]
    }
    return TextTable(rows: [["DEVICE", "LAST SEEN", "FILE", ""]] + rows).text
  }

  /// The documented shape of `fob sync status --json`.
  fileprivate func json(_ run: SyncRun) -> JSON {
    .object([
      ("folder", .text(folder)), ("group", .text(groupName)), ("epoch", .number(epoch)),
      ("member", .flag(isMember)), ("in_step", .flag(run.changes.isEmpty && run.round.file == nil)),
      ("devices", .list(devices.map(\.json))),
      (
        "unread",
        .list(
          run.unread.map { .object([("file", .text($0.name)), ("reason", .text($0.reason))]) })
      ),
      (
        "notes",
        .list(run.round.findings.compactMap { $0.text(in: run.round.vault).map(JSON.text) })
      ),
    ])
  }
}

extension SyncDevice {
  fileprivate var seenText: String {
    isThis ? "this one" : lastSeen.map(Clock.localText) ?? "never"
  }

  fileprivate var json: JSON {
    .object([
      ("id", .text(id.bytes.hexadecimal)), ("name", .text(name)), ("this", .flag(isThis)),
      ("last_seen", lastSeen.map(JSON.number) ?? .null), ("sequence", .number(sequence)),
      ("behind", .number(behind)),
    ])
  }
}
