internal import ArgumentParser
internal import Authenticator

/// `fob history`: what changed when.
struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show the latest changes.",
    discussion: "The number in front takes a change back: fob undo NUMBER.")

  @OptionGroup var options: VaultOptions

  @Flag(help: "One JSON array, newest first.")
  var json = false

  func run() throws {
    let opened = try options.open()
    let vault = opened.vault
    guard !json else {
      return try Standard.print(JSON.list(vault.history.map { .object($0.pairs(in: vault)) }).text)
    }
    guard !vault.history.isEmpty else { return Standard.note("nothing was changed yet") }
    let rows = vault.history.map { change in
      [String(change.number), Clock.localText(change.time), change.verb, change.summary(in: vault)]
    }
    try Standard.print(TextTable(rows: rows).text)
  }
}

/// `fob undo`: takes a change back.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last change, or one of fob history.",
    discussion: """
      An undo is a change itself: a second undo takes back the first. What was added goes to the \
      trash. A purge and a new password cannot be taken back.
      """)

  @Argument(help: "The change's number in fob history.")
  var number: UInt64?

  @OptionGroup var options: VaultOptions

  func run() throws {
    var opened = try options.open()
    let now = Clock.milliseconds
    do {
      let undone = try opened.update { vault in try vault.undo(number: number, now: now) }
      Standard.note(
        "took back \(undone.number) (\(undone.verb) \(undone.summary(in: opened.vault)))")
    } catch let error as UndoError {
      throw Failure(error)
    }
  }
}

extension Change {
  /// The accounts it touched, shortly.
  fileprivate func summary(in vault: Vault) -> String {
    let labels = vault.accounts(touchedBy: self).map { $0?.label ?? "(purged since)" }
    let shown = labels.prefix(3).joined(separator: ", ")
    return labels.count > 3 ? "\(shown) and \(labels.count - 3) more" : shown
  }

  fileprivate func pairs(in vault: Vault) -> [(String, JSON)] {
    let accounts = vault.accounts(touchedBy: self)
    return [
      ("number", .number(number)), ("time", .number(time)), ("verb", .text(verb)),
      ("accounts", .list(accounts.map { $0.map { .text($0.id) } ?? .null })),
    ]
  }
}

extension Failure {
  fileprivate init(_ error: UndoError) {
    switch error {
    case .nothingToUndo:
      self.init("there is nothing to take back")
    case .unknownChange(let number):
      self.init("there is no change \(number)", hint: "fob history lists them", status: .noMatch)
    case .cannotBeUndone(let change):
      self.init(
        "change \(change.number) (\(change.verb)) cannot be taken back",
        hint: "for an earlier one, give its number in fob history")
    }
  }
}
