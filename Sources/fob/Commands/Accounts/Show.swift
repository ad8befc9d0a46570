internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import TerminalUI

/// `fob show`: all that is known of an account, but for its secret.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "show",
    abstract: "Show an account, without its secret.",
    discussion: """
      The secret itself leaves the vault only by fob export and fob qr.

      Examples:
        fob show github
        fob show github --json
      """)

  @Argument(help: AccountChoice.help, completion: AccountCompletion.accounts) var query: String
  @OptionGroup var options: VaultOptions

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let session = try options.session()
    let list = try session.perform(ListAccounts())
    let account = try AccountChoice(query).one(of: list.accounts + list.trash)
    let codes = try session.perform(CountBackupCodes([account.entry])).first { $0.all > 0 }
    guard !json else {
      let more: [(String, JSON)] = [
        ("note", .text(account.note)), ("pinned", .flag(account.isPinned)),
        ("trashed", .flag(account.isTrashed)),
      ]
      let pairs = account.pairs() + (codes?.pairs ?? []) + more
      return try Standard.print(JSON.object(pairs).text)
    }
    try Standard.print(TextTable(rows: account.lines(codes)).text)
  }
}

extension PublicAccount {
  fileprivate func lines(_ codes: BackupCodeCount?) -> [[String]] {
    var lines = [
      ["issuer", issuer], ["account", name], ["id", id],
      ["type", "\(type.rawValue), \(algorithm.rawValue), \(digits) digits"],
      type == .hotp ? ["next counter", String(counter)] : ["period", "\(period) s"],
      ["secret", "\(secretBits) bits\(secretBits < 80 ? " (weak: less than 80)" : "")"],
    ]
    if type.needsPIN { lines.append(["PIN", hasPIN ? "known" : "missing"]) }
    if let codes { lines.append(["backup codes", "\(codes.left) of \(codes.all) left"]) }
    if !tags.isEmpty { lines.append(["tags", tags.joined(separator: ", ")]) }
    for (number, line) in note.split(separator: "\n").enumerated() {
      lines.append([number == 0 ? "note" : "", String(line)])
    }
    if isPinned { lines.append(["pinned", "yes"]) }
    if isTrashed { lines.append(["in the trash", "yes; fob restore takes it back"]) }
    lines.append(["added", Clock.localText(created)])
    lines.append(["changed", Clock.localText(modified)])
    return lines.map { [$0[0], DisplayText.escaped($0[1])] }
  }
}
