internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob slots add`: another way to open the vault.
struct AddSlot: ParsableCommand {
  /// What can be added.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case password
    case recoveryKey = "recovery-key"
    case keyFile = "key-file"
  }

  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a way to open the vault.",
    discussion: """
      A recovery key is printed once. A key file is made by fob, and opens the vault alone, or, with \
      --with-password, together with a password of its own.

      Examples:
        fob slots add password
        fob slots add recovery-key
        fob slots add key-file --output fob.key --with-password
      """)

  @Argument(help: "password, recovery-key or key-file.")
  var kind: Kind

  @Option(help: ArgumentHelp("Where to write the new key file.", valueName: "path"))
  var output: String?

  @Flag(help: "The key file opens the vault only together with a password.")
  var withPassword = false

  @Option(
    name: .customLong("new-password-fd"),
    help: ArgumentHelp("Read the new password from this descriptor.", valueName: "n"))
  var newPasswordDescriptor: Int32?

  @Option(help: "What a guess of the password takes: interactive, moderate or sensitive.")
  var kdf = KeyDerivation.moderate

  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard (kind == .keyFile) == (output != nil) else {
      throw ValidationError("a key file, and nothing else, needs --output")
    }
    guard kind == .keyFile || !withPassword else {
      throw ValidationError("--with-password is for key files")
    }
  }

  func run() throws {
    var opened = try options.open()
    guard VaultHeader.slotCounts.contains(opened.header.slots.count + 1) else {
      throw opened.store.failure(.slotCount)
    }
    switch kind {
    case .password: try addPassword(to: &opened)
    case .recoveryKey: try addRecoveryKey(to: &opened)
    case .keyFile: try addKeyFile(to: &opened)
    }
    let count = opened.header.slots.count
    Standard.note(
      "any one of \(counted(count, "slot")) opens the vault: it is as safe as the weakest")
  }

  private func addPassword(to opened: inout OpenVault) throws {
    let password = try newPassword()
    let slot = try opened.wrapped { (key, header) throws(VaultError) in
      try Slot(password: password, cost: kdf.cost, wrapping: key, of: header)
    }
    try opened.add(slot)
    Standard.note("added \(opened.header.slots.name(of: slot))")
  }

  private func addRecoveryKey(to opened: inout OpenVault) throws {
    let recoveryKey = RecoveryKey()
    let slot = opened.wrapped { key, header in
      Slot(recoveryKey: recoveryKey, wrapping: key, of: header)
    }
    try opened.add(slot) { () throws(Failure) in
      try recoveryKey.tell(from: "Once fob says that it is added")
    }
    Standard.note("added \(opened.header.slots.name(of: slot)); older recovery keys still open it")
  }

  private func addKeyFile(to opened: inout OpenVault) throws {
    let keyFile = KeyFile()
    let path = FilePath(output ?? "")
    let slot =
      if withPassword {
        try slot(newPassword(), keyFile, in: opened)
      } else {
        opened.wrapped { key, header in Slot(keyFile: keyFile, wrapping: key, of: header) }
      }
    try keyFile.write(to: path)
    do {
      try opened.add(slot)
    } catch {
      try? SystemCall.remove(path)
      throw error
    }
    Standard.note("added \(opened.header.slots.name(of: slot)), with the key file \(path)")
    note(path, in: opened)
  }

  private func slot(
    _ password: borrowing SecretBytes, _ keyFile: borrowing KeyFile, in opened: borrowing OpenVault
  ) throws -> Slot {
    try opened.wrapped { (key, header) throws(VaultError) in
      try Slot(
        password: password, keyFile: keyFile, cost: kdf.cost, wrapping: key, of: header)
    }
  }

  private func newPassword() throws(Failure) -> SecretBytes {
    try NewPassword.read(
      from: newPasswordDescriptor.map(SecretSource.init), prompt: "New password",
      option: "--new-password-fd")
  }

  private func note(_ path: FilePath, in opened: borrowing OpenVault) {
    Standard.note("fob cannot make it again: keep a copy, and no copy beside a copy of the vault")
    if !withPassword {
      Standard.note("whoever has the file opens the vault without a password")
    } else if opened.header.slots.contains(where: { $0.kind == .password }) {
      Standard.note("a password still opens the vault without it; fob slots remove takes it away")
    }
    let folder = path.removingLastComponent()
    if SystemCall.resolve(folder.isEmpty ? "." : folder)
      == SystemCall.resolve(opened.store.location.folder)
    {
      Standard.note("it lies beside the vault, so whoever copies the folder has both")
    }
  }
}

extension OpenVault {
  /// Adds a way to open the vault.
  ///
  /// - Parameters:
  ///   - slot: made for this vault.
  ///   - announce: called under the lock, before anything is written.
  /// - Throws: `Failure`; nothing was written then.
  fileprivate mutating func add(
    _ slot: Slot, announce: () throws(Failure) -> Void = {}
  ) throws {
    try updateSlots(as: .slots, now: Clock.milliseconds) { _, slots in
      try announce()
      slots.append(slot)
    }
  }
}
