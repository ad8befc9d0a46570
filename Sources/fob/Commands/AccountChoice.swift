internal import ArgumentParser
internal import Authenticator
internal import TerminalUI

/// The query that most commands take, and the account that it means.
struct AccountChoice: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Part of an issuer, an account name or a tag; or an account's id.", valueName: "query"))
  var query: String

  /// The one account that is meant.
  ///
  /// - Parameter accounts: what to choose from.
  /// - Returns: the account.
  /// - Throws: `Failure` with `.noMatch` or `.severalMatch`.
  func one(of accounts: [StoredAccount]) throws(Failure) -> StoredAccount {
    let matches = all(of: accounts)
    guard let match = matches.first else {
      throw Failure(
        "no account matches \"\(query)\"", hint: "fob list shows all accounts", status: .noMatch)
    }
    guard matches.count == 1 else {
      let list = matches.prefix(20).map { "\($0.id)  \($0.label)" }.joined(separator: "\n  ")
      let more = matches.count > 20 ? "\n  and \(matches.count - 20) more" : ""
      throw Failure(
        "\(matches.count) accounts match \"\(query)\"; say more of the name, or its id",
        hint: list + more, status: .severalMatch)
    }
    return match
  }

  /// All accounts that are meant.
  func all(of accounts: [StoredAccount]) -> [StoredAccount] {
    if let exact = accounts.first(where: { $0.id == query }) { return [exact] }
    return AccountQuery(query).best(of: accounts) { $0.account }
  }
}

extension StoredAccount {
  /// Issuer and name, safe to print.
  var label: String { account.label }
}

extension Account {
  /// Issuer and name, safe to print.
  var label: String {
    let parts = [issuer, name].filter { !$0.isEmpty }
    let text = parts.isEmpty ? "(no name)" : parts.joined(separator: ": ")
    return DisplayText.escaped(text, columns: DisplayText.listColumns)
  }
}
