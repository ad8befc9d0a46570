internal import ArgumentParser
internal import Authenticator
internal import Secrets

/// `fob rekey`: a new master key.
struct Rekey: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "rekey", abstract: "Give the vault a new key, for which no old secret is good.",
    discussion: """
      Only the ways to open the vault whose secret is given in this run are kept: what opens it now, \
      a --key-file, and each --keep-password-fd; at a terminal fob asks for the other passwords. The \
      recovery key is a new one, printed once. A copy of the vault that left this machine still opens \
      what it held, with what opened it then.

      Examples:
        fob rekey
        fob rekey --key-file fob.key --older-versions delete
      """)

  @Option(
    name: .customLong("keep-password-fd"),
    help: ArgumentHelp("Keep another password: read it from this descriptor.", valueName: "n"))
  var keptPasswordDescriptors: [Int32] = []

  @Option(help: "The older versions that fob keeps: keep, reseal (under the new key) or delete.")
  var olderVersions: OlderVersions?

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var options: VaultOptions

  func run() throws {
    let opening = try options.openKeepingSecrets()
    var kept = KeptSlots(
      of: try opening.opened.store.read(), in: opening.opened.store,
      ceiling: options.access.costCeiling)
    try keepGiven(&kept, opening)
    try askForOthers(&kept, opening)
    try requireWayIn(kept)
    let plan = Rekey.plan(kept, of: opening.opened.header.slots)
    try confirmation.require("\(plan)\nGive the vault a new key?")
    if confirmation.yes { Standard.note(plan) }
    let slots = try rekey(opening, kept)
    Standard.note("the vault has a new key; what was dropped opens no version from now on")
    if opening.opened.vault.syncStanding != nil {
      Standard.note("it is a new device among those that it syncs with: run fob sync")
    }
    try OlderVersions.settle(
      olderVersions, of: opening.opened, under: kept.key, slots, asks: !confirmation.yes)
    Standard.note("a copy that left this machine still opens what it held: change what matters")
  }

  /// Keeps what opened the vault, and what is named besides.
  private func keepGiven(_ kept: inout KeptSlots, _ opening: borrowing Opening) throws(Failure) {
    let named: KeyFile? = if let path = options.keyFile { try KeyFile.read(path) } else { nil }
    switch named {
    case .some(let keyFile): kept.keep(keyFile)
    case .none: break
    }
    var sources = keptPasswordDescriptors.map(SecretSource.init)
    switch opening.password {
    case .some(let password): _ = try kept.keep(password, named)
    case .none:
      let given = try SecretSource.given(
        options.passwordDescriptor, variable: "FOB_PASSWORD_FD", option: "--password-fd")
      sources += given.map { [$0] } ?? []
    }
    for source in sources {
      guard try kept.keep(source.read(), named) else { throw .opensNothing }
    }
  }

  /// Asks for the passwords that were not given.
  private func askForOthers(_ kept: inout KeptSlots, _ opening: borrowing Opening) throws(Failure) {
    guard !confirmation.yes, let terminal = Terminal() else { return }
    let prompt = PasswordPrompt.terminal(terminal)
    let slots = opening.opened.header.slots
    for slot in kept.dropped where slot.kind == .password && kept.dropped.contains(slot) {
      let question = "Password of \(slots.name(of: slot)); empty drops it"
      _ = try prompt.untilRight(question) { (password) throws(Failure) in
        guard password.count > 0 else { return }
        guard try kept.keep(password, nil) else { throw .opensNothing }
      }
    }
  }

  private func requireWayIn(_ kept: borrowing KeptSlots) throws(Failure) {
    guard kept.slots.isEmpty else { return }
    throw Failure(
      "nothing that was given would open the vault any more; nothing was changed",
      hint: "give the password, too; forgotten? fob passwd --use-recovery-key sets a new one first",
      status: .locked)
  }

  private static func plan(_ kept: borrowing KeptSlots, of slots: [Slot]) -> String {
    let lines =
      kept.kept.map { "kept:    \(slots.name(of: $0))" }
      + kept.dropped.map { "dropped: \(slots.name(of: $0))" }
    return (lines + ["new:     a recovery key, printed before the vault is written"])
      .joined(separator: "\n")
  }

  /// Saves the vault under the new key.
  ///
  /// - Returns: the slots that open it now.
  private func rekey(
    _ opening: borrowing Opening, _ kept: borrowing KeptSlots
  ) throws -> [Slot] {
    let recoveryKey = RecoveryKey()
    let slots =
      kept.slots
      + [Slot(recoveryKey: recoveryKey, wrapping: kept.key, of: opening.opened.header)]
    try opening.opened.rekey(to: kept.key, slots: slots, now: Clock.milliseconds) {
      () throws(Failure) in
      try recoveryKey.tell(from: "Once fob says that the vault has a new key")
    } opens: { file in
      (try? file.unlock(recoveryKey: recoveryKey).slot) != nil && opening.opens(file)
    }
    return slots
  }
}

extension Opening {
  /// Whether what opened the vault opens a file, too. Of a recovery key, which is not kept, it is true.
  fileprivate borrowing func opens(_ file: VaultFile) -> Bool {
    switch password {
    case .some(let password):
      switch keyFile {
      case .some(let keyFile):
        (try? file.unlock(password: password, keyFile: keyFile, ceiling: .max).slot) != nil
      case .none: (try? file.unlock(password: password, ceiling: .max).slot) != nil
      }
    case .none:
      switch keyFile {
      case .some(let keyFile): (try? file.unlock(keyFile: keyFile).slot) != nil
      case .none: true
      }
    }
  }
}

extension Failure {
  fileprivate static let opensNothing = Failure(
    "this password opens no slot that is not kept yet; nothing was changed",
    hint: "fob slots lists the slots", status: .locked)
}
