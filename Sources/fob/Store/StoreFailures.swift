internal import Authenticator
internal import SystemPackage

extension Failure {
  static func cannotWrite(_ path: FilePath, _ fault: FileFault) -> Failure {
    Failure(
      "cannot write \(path): \(fault.text)",
      hint: "nothing was changed; check the folder's permissions and the free space")
  }

  /// The new file has the name already, so the change is made unless the power fails now.
  static func notConfirmed(_ path: FilePath, _ fault: FileFault) -> Failure {
    Failure(
      "the change was written to \(path), but the disk does not confirm it: \(fault.text)",
      hint: "look whether it is there; copy the vault to another disk if this comes again")
  }

  static func alreadyThere(_ path: FilePath) -> Failure {
    Failure(
      "there is something at \(path) already, and it stays as it is",
      hint: "name another place with --vault, or use the vault that is there")
  }

  static let keyChanged = Failure(
    "the vault's keys were changed by another fob; this change was not made",
    hint: "run the command again, and open the vault anew", status: .locked)

  static let slotsChanged = Failure(
    "the ways to open the vault were changed by another fob; nothing was written",
    hint: "look at them with fob slots, and run the command again")
}

extension VaultStore {
  func failure(reading fault: FileFault) -> Failure {
    if fault.isMissing {
      return Failure(
        "there is no vault at \(location.file)", hint: newestHint ?? "make one with: fob init")
    }
    if case .tooLarge = fault { return failure(.tooLarge) }
    return Failure("cannot read \(location.file): \(fault.text)")
  }

  func failure(_ error: VaultError) -> Failure {
    switch error {
    case .notAVault:
      damaged("\(location.file) is not a fob vault")
    case .newerVersion(let version):
      Failure(
        "\(location.file) was made by a newer fob (format \(version)); it was left as it is",
        hint: "upgrade fob on this machine", status: .damaged)
    case .damaged:
      damaged("the vault \(location.file) is damaged; nothing was written to it")
    case .tooLarge:
      damaged("\(location.file) is not a fob vault: it is larger than a vault can be")
    case .wrongKey:
      Failure(
        "wrong password",
        hint: "check keyboard and Caps Lock; forgotten? fob passwd --use-recovery-key",
        status: .locked)
    case .tooCostly:
      Failure(
        "the vault asks for more than 16 GiB of key derivation, which fob does not do unasked",
        hint: "if it is yours, open it with --allow-costly-slots", status: .locked)
    case .outOfMemory:
      Failure("this machine has too little free memory to derive the vault's key")
    case .slotCount:
      Failure("a vault has 1 to 32 ways to open it")
    }
  }

  private func damaged(_ message: String) -> Failure {
    Failure(message, hint: newestHint ?? "restore the file from a backup", status: .damaged)
  }

  private var newestHint: String? {
    Generations(of: location)?.newestIntact.map {
      "the newest version that is whole, from before the last change: \($0); look at it with "
        + "--vault, then copy it back"
    }
  }
}
