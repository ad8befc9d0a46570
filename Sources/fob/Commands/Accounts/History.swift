internal import ArgumentParser
internal import Authenticator

/// `fob history`: what changed when.
struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "history",
    abstract: "Show the latest changes.",
    discussion: """
      The number in front takes a change back.

      Examples:
        fob history
        fob undo 12
      """)

  @OptionGroup var options: VaultOptions

  @Flag(help: "One JSON array, newest first.")
  var json = false

  func run() throws {
    let changes = try options.session().perform(ListChanges())
    guard !json else {
      return try Standard.print(JSON.list(changes.map { .object($0.pairs) }).text)
    }
    guard !changes.isEmpty else { return Standard.note("nothing was changed yet") }
    let rows = changes.map { change in
      [String(change.number), Clock.localText(change.time), change.verb, change.summary]
    }
    try Standard.print(TextTable(rows: rows).text)
  }
}

/// `fob undo`: takes a change back.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "undo",
    abstract: "Take back the last change, or one of fob history.",
    discussion: """
      An undo is a change itself: a second undo takes back the first. What was added goes to the \
      trash. A purge and a new password cannot be taken back.

      Examples:
        fob undo
        fob undo 12
      """)

  @Argument(help: "The change's number in fob history.")
  var number: UInt64?

  @OptionGroup var options: VaultOptions

  func run() throws {
    let undone = try options.session().perform(UndoChange(number))
    Standard.note("took back \(undone.number) (\(undone.verb) \(undone.summary))")
  }
}

extension PublicChange {
  /// The accounts it touched, shortly.
  var summary: String {
    let labels = accounts.map { $0?.label ?? "(purged since)" }
    let shown = labels.prefix(3).joined(separator: ", ")
    return labels.count > 3 ? "\(shown) and \(labels.count - 3) more" : shown
  }

  fileprivate var pairs: [(String, JSON)] {
    [
      ("number", .number(number)), ("time", .number(time)), ("verb", .text(verb)),
      ("accounts", .list(accounts.map { $0.map { .text($0.id) } ?? .null })),
    ]
  }
}
