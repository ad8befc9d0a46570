internal import Authenticator
internal import TerminalUI

// What sync says to people.

extension SyncFinding {
  /// What to tell; `nil` for what `SyncRun` tells itself.
  func text(in vault: Vault) -> String? {
    let name = vault.syncLabel(of:)
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
    case .renewed(let device): return "\(name(device)) has new keys"
    case .thisIsPutOut: return nil
    case .tooLarge: return "this vault is larger than a sync file can be; nothing was written"
    }
  }
}

extension DeviceID {
  /// As much of it as tells a device from others.
  var shortName: String { String(bytes.hexadecimal.prefix(8)) }
}

extension Vault {
  /// What to call a device of the group: by its id where its name is not known.
  func syncLabel(of device: DeviceID) -> String {
    syncName(of: device) ?? "device \(device.shortName)"
  }
}

extension SyncDevice {
  /// The name, or the id where that is not known.
  var label: String { name.isEmpty ? "device \(id.shortName)" : name }
}

extension Failure {
  /// This machine is out of the group that it synced with.
  ///
  /// - Parameter vault: of this machine.
  /// - Returns: who put it out, as far as is known; `nil` where it belongs to the group, or to none.
  static func putOut(_ vault: Vault) -> Failure? {
    guard let standing = vault.syncStanding, !standing.isMember else { return nil }
    let reason =
      if let signer = standing.putOutBy {
        " by \(vault.syncLabel(of: signer))"
      } else if let writer = standing.cutOffBy {
        ": \(vault.syncLabel(of: writer))'s file is not for it any more"
      } else {
        ""
      }
    return Failure(
      "this machine was put out of the group\(reason); its accounts are all here",
      hint: "fob sync leave, then join anew with words of fob sync pair")
  }

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
        "this machine was put out of the group; its accounts are all here",
        hint: "fob sync leave, then join anew with words of fob sync pair")
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
