internal import ArgumentParser
internal import Authenticator

/// `fob sync status`: how this machine stands to the others.
struct SyncStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the devices, how far they are, and what was not read.",
    discussion: """
      The last column tells what the folder lacks of a device: its file, a whole one, or the newest \
      that others have seen. Nothing is changed. The status is 1 where something is wrong.
      """)

  @OptionGroup var options: VaultOptions

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let picture = try options.session().perform(ReadSyncStatus())
    guard !json else {
      try Standard.print(picture.json.text)
      return try picture.end()
    }
    try Standard.print(picture.table)
    for note in picture.notes { Standard.note(note) }
    if picture.failure == nil { Standard.note(picture.closing) }
    try picture.end()
  }
}

/// `fob sync devices`: who belongs to the group.
struct Devices: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "List the devices that sync with this vault.")

  @OptionGroup var options: VaultOptions

  func run() throws {
    let picture = try options.session().perform(ReadSyncStatus())
    let rows = picture.devices.map { device in
      [device.id.shortName, device.label.escaped, device.isThis ? "this one" : ""]
    }
    try Standard.print(TextTable(rows: [["ID", "DEVICE", ""]] + rows).text)
    for end in picture.invitationEnds {
      Standard.note(
        "words of fob sync pair let a machine in until \(Clock.localText(end)); "
          + "fob sync pair --withdraw takes them back")
    }
    if let failure = picture.failure, !picture.isMember { throw failure }
  }
}

extension SyncPicture {
  /// Ends the command as the group stands.
  fileprivate func end() throws {
    if let failure { throw failure }
    guard isWell else { throw ExitCode(ExitStatus.failed.rawValue) }
  }

  fileprivate var table: String {
    let rows = devices.map { device in
      [device.label.escaped, device.seenText, String(device.sequence), device.fileText]
    }
    return TextTable(rows: [["DEVICE", "LAST SEEN", "FILE", ""]] + rows).text
  }

  /// The documented shape of `fob sync status --json`.
  fileprivate var json: JSON {
    .object([
      ("folder", .text(folder)), ("group", .text(group)), ("epoch", .number(epoch)),
      ("member", .flag(isMember)), ("in_step", .flag(isInStep)),
      ("devices", .list(devices.map(\.json))),
      (
        "unread", .list(unread.map { .object([("file", .text($0[0])), ("reason", .text($0[1]))]) })
      ),
      ("notes", .list(notes.map(JSON.text))),
    ])
  }
}

extension PublicDevice {
  fileprivate var seenText: String {
    isThis ? "this one" : lastSeen.map(Clock.localText) ?? "never"
  }

  fileprivate var fileText: String {
    switch file {
    case "awaited": "not here yet"
    case "missing": "its file is missing"
    case "unread": "its file was not read"
    case "older": "its file is an older one"
    default: behind > 0 ? "\(behind) behind" : ""
    }
  }

  fileprivate var json: JSON {
    .object([
      ("id", .text(id.bytes.hexadecimal)), ("name", .text(name)), ("this", .flag(isThis)),
      ("last_seen", lastSeen.map(JSON.number) ?? .null), ("sequence", .number(sequence)),
      ("behind", .number(behind)), ("file", file.map(JSON.text) ?? .null),
    ])
  }
}
