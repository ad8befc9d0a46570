internal import ArgumentParser
internal import Authenticator
internal import Secrets

/// `fob passwd`: a new password for the vault.
struct ChangePassword: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "passwd", abstract: "Change a password of the vault.",
    discussion: """
      The password that opened the vault is the one that changes. Opened with the recovery key, this \
      sets a new password in place of a forgotten one; of several, --slot tells which. Older copies \
      of the vault still open with the old password.

      Examples:
        fob passwd
        fob passwd --use-recovery-key
        fob passwd --kdf sensitive
      """)

  @OptionGroup var options: VaultOptions

  @Option(
    name: .customLong("new-password-fd"),
    help: ArgumentHelp("Read the new password from this descriptor.", valueName: "n"))
  var newPasswordDescriptor: Int32?

  @Option(help: "interactive, moderate or sensitive; as before if not given.")
  var kdf: KeyDerivation?

  @Option(help: SlotChoice.help)
  var slot: String?

  func run() throws {
    var opening = try options.openKeepingSecrets()
    let old = try chosen(from: opening.opened)
    let password = try NewPassword.read(
      from: newPasswordDescriptor.map(SecretSource.init), prompt: "New password",
      option: "--new-password-fd")
    let new = try opening.wrapped(password, insteadOf: old, cost: kdf?.cost)
    let now = Clock.milliseconds
    try opening.opened.updateSlots(as: .password, now: now) { vault, slots in
      guard let index = slots.firstIndex(of: old) else { throw Failure.slotsChanged }
      slots[index] = new
      vault.settings.passwordTyped = now / 1000
    }
    Standard.note("the password was changed")
    opening.opened.store.noteOlderCopies(openWith: "the old one")
  }

  /// The slot that opened, if it has a password, or the one that is named, or the only one.
  private func chosen(from opened: borrowing OpenVault) throws(Failure) -> Slot {
    let (slots, opener) = (opened.header.slots, opened.openingSlot)
    let chosen =
      if let slot {
        try SlotChoice(slot).one(of: slots)
      } else if let opener, opener.kind?.hasPassword == true {
        opener
      } else {
        try ChangePassword.only(of: slots)
      }
    guard chosen.kind?.hasPassword == true else {
      throw Failure("this slot has no password to change", hint: "fob slots lists them")
    }
    guard chosen.kind == .password || chosen == opener else {
      throw Failure(
        "this password opens the vault with a key file only",
        hint: "give both to change it: --key-file, and the old password")
    }
    return chosen
  }

  private static func only(of slots: [Slot]) throws(Failure) -> Slot {
    let passwords = slots.filter { $0.kind?.hasPassword == true }
    guard let only = passwords.first else {
      throw Failure("the vault has no password to change", hint: "fob slots add password makes one")
    }
    guard passwords.count == 1 else {
      throw Failure(
        "the vault has \(passwords.count) passwords",
        hint: "say which with --slot; fob slots lists them", status: .usage)
    }
    return only
  }
}

extension Opening {
  /// A slot like an old one, with another password.
  fileprivate func wrapped(
    _ password: borrowing SecretBytes, insteadOf old: Slot, cost: PassphraseKey.Cost?
  ) throws(Failure) -> Slot {
    guard let cost = cost ?? old.cost else { throw .slotsChanged }
    do {
      return try opened.wrapped { (key, header) throws(VaultError) in
        guard old.kind == .passwordAndKeyFile else {
          return try Slot(password: password, id: old.id, cost: cost, wrapping: key, of: header)
        }
        return try Slot(
          password: password, with: keyFile, id: old.id, cost: cost, wrapping: key, of: header)
      }
    } catch {
      throw opened.store.failure(error)
    }
  }
}
