internal import ArgumentParser
internal import Authenticator

/// `fob slots remove`: one way less to open the vault.
struct RemoveSlot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a way to open the vault.",
    discussion: """
      The last way in stays. Older copies of the vault still open with what is removed; fob rekey \
      gives the vault a new key.

      Examples:
        fob slots remove 2
        fob slots remove 1 --yes
      """)

  @Argument(help: SlotChoice.help)
  var slot: String

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var options: VaultOptions

  func run() throws {
    var opened = try options.open()
    let slots = opened.header.slots
    let doomed = try SlotChoice(slot).one(of: slots)
    let rest = slots.filter { $0 != doomed }
    try RemoveSlot.requireWayIn(rest)
    let warning = RemoveSlot.warning(of: rest).map { "\($0)\n" } ?? ""
    try confirmation.require("\(warning)Remove \(slots.name(of: doomed))?")
    try opened.updateSlots(as: .slots, now: Clock.milliseconds) { _, slots in
      guard slots.contains(doomed) else { throw Failure.slotsChanged }
      slots.removeAll { $0 == doomed }
      try RemoveSlot.requireWayIn(slots)
    }
    Standard.note("removed \(slots.name(of: doomed))")
    if confirmation.yes { RemoveSlot.warning(of: rest).map(Standard.note) }
    opened.store.noteOlderCopies(openWith: "what it took")
  }

  private static func requireWayIn(_ rest: [Slot]) throws(Failure) {
    guard !rest.isEmpty else {
      throw Failure(
        "this is the only way to open the vault; it stays", hint: "add another first: fob slots add"
      )
    }
    guard rest.contains(where: { $0.kind != nil }) else {
      throw Failure(
        "this fob could no longer open the vault: the other slots are of a newer one",
        hint: "add another first: fob slots add")
    }
  }

  /// What the user must know of what is left.
  private static func warning(of rest: [Slot]) -> String? {
    let kinds = rest.compactMap(\.kind)
    if kinds.allSatisfy({ $0 == .recoveryKey }) {
      return "no password will open the vault then, only the recovery key: is its paper at hand?"
    }
    guard !kinds.contains(.password), !kinds.contains(.recoveryKey) else { return nil }
    return
      "only a key file will open the vault then: if this machine's disk fails, and there is no "
      + "copy of the file elsewhere, nobody can open the vault or a backup of it"
  }
}
