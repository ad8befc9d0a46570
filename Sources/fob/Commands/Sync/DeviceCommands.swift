internal import ArgumentParser
internal import Authenticator
internal import TerminalUI

/// `fob sync rename`: what this machine is called among the others.
struct RenameDevice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Call this machine something else.")

  @Argument(help: "The new name.")
  var name: String

  @OptionGroup var options: VaultOptions

  func run() throws {
    try DeviceNaming.check(name)
    let report = try options.session().perform(RenameSyncDevice(name))
    for note in report.notes { Standard.note(note) }
    Standard.note("this machine is \(name) now")
  }
}

/// `fob sync revoke`: a machine that was lost gets nothing any more.
struct RevokeDevice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Put a device out: it gets nothing new any more.",
    discussion: """
      The others get a new key, which that device never sees. It still knows what it saw until now: \
      where it was stolen, have the services give you new secrets.

      Example:
        fob sync revoke laptop
      """)

  @Argument(help: "The device's name, or the start of its id (fob sync devices).")
  var device: String

  @OptionGroup var options: VaultOptions
  @OptionGroup var confirmation: Confirmation

  func run() throws {
    var opened = try options.open()
    let chosen = try opened.vault.syncDevice(named: device)
    guard !chosen.isThis else {
      throw Failure("this is this machine", hint: "fob sync leave ends it", status: .usage)
    }
    try confirmation.require("Put \(chosen.label.escaped) out of the group?")
    let run = try SyncRun.save(&opened, needsMember: true) { vault in
      do throws(SyncError) {
        try vault.revokeDevice(chosen.id)
      } catch {
        throw Failure(error)
      }
    }
    run.tell()
    Standard.note("\(chosen.label) is out of the group; the others take the new key with a round")
    Standard.note("it still knows the secrets that it saw: change those that matter")
    for other in opened.vault.syncDevices(letInBy: chosen.id) where !other.isThis {
      Standard.note(
        "it let in \(other.label), which stays; if you do not know that one: "
          + "fob sync revoke \(other.id.shortName)")
    }
  }
}

/// `fob sync leave`: this machine keeps its accounts and syncs no more.
struct LeaveGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave", abstract: "Stop syncing on this machine; the accounts stay.",
    discussion: """
      The keys are forgotten here. Until another device revokes this one, the others still write for it.
      """)

  @OptionGroup var options: VaultOptions
  @OptionGroup var confirmation: Confirmation

  func run() throws {
    var opened = try options.open()
    guard let standing = opened.vault.syncStanding else { throw Failure(.noGroup) }
    let isOut = ((try? SyncRun.trial(opened))?.putOut ?? .putOut(opened.vault)) != nil
    try confirmation.require("Stop syncing with \(standing.folder) on this machine?")
    try opened.update { vault in vault.leaveGroup() }
    Standard.note("this machine syncs no more; its accounts are all here")
    if !isOut, let mine = standing.devices.first(where: \.isThis), standing.devices.count > 1 {
      Standard.note("on another device, run: fob sync revoke \(mine.id.shortName)")
    }
  }
}

extension Vault {
  /// The device that a user means.
  ///
  /// - Throws: `Failure`.
  fileprivate func syncDevice(named query: String) throws(Failure) -> SyncDevice {
    guard let devices = syncStanding?.devices else { throw Failure(.noGroup) }
    let exact = devices.filter { $0.name.lowercased() == query.lowercased() }
    let found =
      exact.isEmpty && query.utf8.count >= 4
      ? devices.filter { $0.id.bytes.hexadecimal.hasPrefix(query.lowercased()) } : exact
    guard let device = found.first else { throw Failure(.unknownDevice) }
    guard found.count == 1 else {
      throw Failure(
        "several devices are called \(query)", hint: "give the start of an id: fob sync devices",
        status: .severalMatch)
    }
    return device
  }
}

extension String {
  /// Foreign text as a terminal may show it.
  var escaped: String { DisplayText.escaped(self) }
}
