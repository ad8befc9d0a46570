internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import TerminalUI

/// `fob show`: all that is known of an account, but for its secret.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "show",
    abstract: "Show an account, without its secret.",
    discussion: "The secret itself leaves the vault only by fob export.")

  @Argument(help: AccountChoice.help) var query: String
  @OptionGroup var options: VaultOptions

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let opened = try options.open()
    let stored = try AccountChoice(query).one(of: opened.vault.accounts + opened.vault.trash)
    guard !json else {
      let more: [(String, JSON)] = [
        ("note", .text(stored.account.note)), ("pinned", .flag(stored.account.isPinned)),
        ("trashed", .flag(stored.isTrashed)),
      ]
      return try Standard.print(JSON.object(stored.pairs() + more).text)
    }
    try Standard.print(TextTable(rows: stored.lines).text)
  }
}

extension StoredAccount {
  fileprivate var lines: [[String]] {
    let credential = account.credential
    let bits = credential.secret.count * (credential.type == .motp ? 4 : 8)
    var lines = [
      ["issuer", account.issuer], ["account", account.name], ["id", id],
      [
        "type",
        "\(credential.type.rawValue), \(credential.algorithm.rawValue), \(credential.digits) digits",
      ],
      credential.type == .hotp
        ? ["next counter", String(account.counter)] : ["period", "\(credential.period) s"],
      ["secret", "\(bits) bits\(bits < 80 ? " (weak: less than 80)" : "")"],
    ]
    if credential.type.needsPIN { lines.append(["PIN", account.pin == nil ? "missing" : "known"]) }
    if !account.tags.isEmpty { lines.append(["tags", account.tags.joined(separator: ", ")]) }
    for (number, line) in account.note.split(separator: "\n").enumerated() {
      lines.append([number == 0 ? "note" : "", String(line)])
    }
    if account.isPinned { lines.append(["pinned", "yes"]) }
    if isTrashed { lines.append(["in the trash", "yes; fob restore takes it back"]) }
    lines.append(["added", Clock.localText(created)])
    lines.append(["changed", Clock.localText(modified)])
    return lines.map { [$0[0], DisplayText.escaped($0[1])] }
  }
}
