internal import ArgumentParser
internal import Authenticator
internal import Secrets

/// `fob slots`: the ways to open the vault.
struct Slots: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "slots", abstract: "List the ways to open the vault; add and remove some.",
    discussion: """
      Any one slot opens the vault: it is as safe as the weakest.

      Examples:
        fob slots
        fob slots add password
        fob slots add key-file --output fob.key --with-password
        fob slots remove 2
      """,
    subcommands: [ListSlots.self, AddSlot.self, RemoveSlot.self], defaultSubcommand: ListSlots.self)
}

/// `fob slots list`, which `fob slots` does.
struct ListSlots: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the ways to open the vault.")

  @OptionGroup var options: VaultOptions

  @Flag(help: "One JSON array.")
  var json = false

  func run() throws {
    let opened = try options.open()
    let (slots, times) = (opened.header.slots, opened.vault.slotTimes)
    guard !json else {
      let list = slots.enumerated().map { index, slot in
        JSON.object(slot.pairs(number: index + 1, made: times[slot.id]))
      }
      return try Standard.print(JSON.list(list).text)
    }
    let rows = slots.enumerated().map { index, slot in
      [
        String(index + 1), slot.kindText, slot.shortID, slot.cost?.text ?? "-",
        times[slot.id].map(Clock.localText) ?? "-",
      ]
    }
    try Standard.print(TextTable(rows: [["SLOT", "KIND", "ID", "A GUESS", "MADE"]] + rows).text)
  }
}

extension Slot {
  /// The kind as it is shown, and typed.
  var kindText: String {
    switch kind {
    case .password: "password"
    case .recoveryKey: "recovery-key"
    case .keyFile: "key-file"
    case .passwordAndKeyFile: "password-and-key-file"
    case nil: "of a newer fob"
    }
  }

  /// As much of the id as tells it from others.
  var shortID: String { String(id.bytes.hexadecimal.prefix(8)) }

  /// The documented shape of `fob slots --json`.
  fileprivate func pairs(number: Int, made: UInt64?) -> [(String, JSON)] {
    [
      ("number", .number(UInt64(number))), ("kind", kind == nil ? .null : .text(kindText)),
      ("id", .text(id.bytes.hexadecimal)),
      ("passes", cost.map { .number(UInt64($0.passes)) } ?? .null),
      ("memory_kib", cost.map { .number(UInt64($0.memoryKiB)) } ?? .null),
      ("made", made.map(JSON.number) ?? .null),
    ]
  }
}

extension [Slot] {
  /// What the user calls a slot: its number, its kind, its id.
  func name(of slot: Slot) -> String {
    let number = firstIndex(of: slot).map { "slot \($0 + 1)" } ?? "slot"
    return "\(number) (\(slot.kindText), \(slot.shortID))"
  }
}
