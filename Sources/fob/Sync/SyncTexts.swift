internal import Authenticator
internal import TerminalUI

// What sync says to people.

extension UnreadFile {
  /// `nil` for a finding that is about no file.
  init?(_ finding: SyncFinding) {
    guard case .unread(let name, let fault) = finding else { return nil }
    self.init(name: name, reason: fault.text, isOver: fault == .revoked)
  }

  var text: String { "not read: \(name): \(reason)" }
}

extension SyncFault {
  fileprivate var text: String {
    switch self {
    case .foreign: "it is no sync file"
    case .damaged: "it is damaged, or only half of it is there yet"
    case .newerVersion(let version): "a newer fob wrote it (format \(version)); upgrade this one"
    case .otherGroup: "it belongs to another sync group"
    case .unknownKey:
      "this device does not have its key: that comes with another file, or it was put out"
    case .notAuthentic: "it is not what a device of this group wrote"
    case .notAMember: "its writer does not belong to this group"
    case .revoked: "its writer was put out of this group"
    }
  }
}

extension SyncFinding {
  /// What to tell; `nil` for files that were not read, which `UnreadFile` tells.
  func text(in vault: Vault) -> String? {
    let name = { (device: DeviceID) in
      vault.syncName(of: device) ?? "device \(device.shortName)"
    }
    switch self {
    case .unread: return nil
    case .older(let device, let found, let known):
      return "the folder holds an older file of \(name(device)) (\(found)) than was read before "
        + "(\(known)); nothing was undone by it"
    case .behind(let device, let found, let told):
      return "\(name(device))'s file is at \(found), but another device saw \(told)"
    case .twoWriters(let device):
      return "two machines write as \(name(device)); run fob sync on both, which sets it right"
    case .becameNewDevice:
      return "a copy of this vault writes here too; this one goes on as a new device"
    case .clockAhead(let device, let seconds):
      return "\(name(device))'s clock is \(seconds / 86_400) days ahead of this machine's"
    case .joined(let device): return "\(name(device)) belongs to the group now"
    case .putOut(let device): return "\(name(device)) is out of the group"
    case .thisIsPutOut:
      return "this device is out of the group, and writes there no more; fob sync leave, then join"
    case .tooLarge: return "this vault is larger than a sync file can be; nothing was written"
    }
  }
}

extension DeviceID {
  /// As much of it as tells a device from others.
  var shortName: String { String(bytes.hexadecimal.prefix(8)) }
}

extension SyncDevice {
  /// The name, or the id where that is not known.
  var label: String { name.isEmpty ? "device \(id.shortName)" : name }
}

extension Failure {
  init(_ error: SyncError) {
    switch error {
    case .noGroup:
      self.init(
        "this vault does not sync",
        hint: "found a group with fob sync init FOLDER, or join one with fob sync join FOLDER")
    case .alreadyInGroup:
      self.init(
        "this vault syncs already",
        hint: "fob sync status shows with whom; fob sync leave ends it")
    case .putOut:
      self.init(
        "this device was put out of its sync group; the accounts are all here",
        hint: "fob sync leave, then fob sync join with a new pairing code")
    case .invitationEnded:
      self.init(
        "this pairing code was used already, or is older than a day",
        hint: "see that the clocks of both machines are right, and make another with fob sync pair",
        status: .unreadableInput)
    case .groupIsFull:
      self.init(
        "this sync group has taken in and put out as many devices as it ever can",
        hint: "begin another: fob sync leave, then fob sync init FOLDER")
    case .unknownDevice:
      self.init("there is no such device", hint: "see fob sync devices", status: .noMatch)
    }
  }

  init(_ error: PairingCodeError) {
    let hint = "a pairing code has twelve words of four letters; fob sync pair shows it"
    switch error {
    case .wrongLength:
      self.init("these are not twelve words", hint: hint, status: .unreadableInput)
    case .unknownWord(let number):
      self.init("word \(number) is none of a pairing code", hint: hint, status: .unreadableInput)
    case .mistyped:
      self.init("a word is wrong, or two are swapped", hint: hint, status: .unreadableInput)
    }
  }
}
