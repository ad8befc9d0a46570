internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob passwd`: a new password for the vault.
struct ChangePassword: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "passwd", abstract: "Change the vault's password.",
    discussion: """
      Opened with the recovery key, this sets a new password in place of a forgotten one. Older \
      copies of the vault still open with the old password.

      Examples:
        fob passwd
        fob passwd --use-recovery-key
      """)

  @OptionGroup var options: VaultOptions

  @Option(
    name: .customLong("new-password-fd"),
    help: ArgumentHelp("Read the new password from this descriptor.", valueName: "n"))
  var newPasswordDescriptor: Int32?

  @Option(help: "interactive, moderate or sensitive; as before if not given.")
  var kdf: KeyDerivation?

  func run() throws {
    var opened = try options.open()
    let password = try NewPassword.read(
      from: newPasswordDescriptor.map(SecretSource.init), prompt: "New password",
      option: "--new-password-fd")
    let (opener, kdf) = (opened.slot, kdf)
    try opened.replaceSlot(now: Clock.milliseconds) { header, key in
      guard let old = ChangePassword.slot(in: header, openedBy: opener) else {
        throw Failure("the vault has no password to change")
      }
      let cost = try kdf?.cost ?? PassphraseKey.Cost(passes: old.passes, memoryKiB: old.memoryKiB)
      return try Slot(password: password, id: old.id, cost: cost, wrapping: key, of: header)
    }
    Standard.note("the password was changed")
    Standard.note(
      "older copies still open with the old one: backups, and " + opened.store.keptVersions)
  }

  /// The slot that opened, if that was a password; with the recovery key, the first password.
  private static func slot(in header: VaultHeader, openedBy opener: ID128) -> Slot? {
    let passwords = header.slots.filter { $0.kind == .password }
    return passwords.first { $0.id == opener } ?? passwords.first
  }
}
