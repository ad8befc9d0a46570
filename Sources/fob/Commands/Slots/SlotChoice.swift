internal import ArgumentParser
internal import Authenticator
internal import TerminalUI

/// What the user names a slot by: its number in the list, or the start of its id.
struct SlotChoice {
  static let help = ArgumentHelp(
    "A slot's number in fob slots, or the start of its id.", valueName: "slot")
  private static let shortestID = 8

  private let name: String

  init(_ name: String) { self.name = name }

  /// - Throws: `Failure` with `.noMatch` or `.severalMatch`.
  func one(of slots: [Slot]) throws(Failure) -> Slot {
    if let number = Int(name), slots.indices.contains(number - 1) { return slots[number - 1] }
    let matches =
      name.utf8.count < SlotChoice.shortestID
      ? [] : slots.filter { $0.id.bytes.hexadecimal.hasPrefix(name.lowercased()) }
    guard let match = matches.first else {
      let shown = DisplayText.escaped(name, columns: DisplayText.listColumns)
      throw Failure(
        "there is no slot \"\(shown)\"", hint: "fob slots lists them", status: .noMatch)
    }
    guard matches.count == 1 else {
      throw Failure(
        "\(matches.count) slots have such an id", hint: "say more of it", status: .severalMatch)
    }
    return match
  }
}
