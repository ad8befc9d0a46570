internal import ArgumentParser
internal import Authenticator
internal import TerminalUI

/// The query that most commands take, and the account that it means.
///
/// Not a group of arguments of its own: that would cost the parser a million instructions.
struct AccountChoice {
  static let help = ArgumentHelp(
    "Part of an issuer, an account name or a tag; or an account's id.", valueName: "query")

  private let query: String

  init(_ query: String) { self.query = query }

  /// The one account that is meant.
  ///
  /// - Parameters:
  ///   - accounts: what to choose from.
  ///   - inTrash: whether that is the trash, for the message.
  /// - Returns: the account.
  /// - Throws: `Failure` with `.noMatch` or `.severalMatch`.
  func one<Listed: ListedAccount>(
    of accounts: [Listed], inTrash: Bool = false
  ) throws(Failure) -> Listed {
    guard query.contains(where: { $0 != " " }) else {
      throw Failure(
        "the query is empty", hint: "say part of an issuer, an account name or a tag",
        status: .usage)
    }
    let matches = all(of: accounts)
    guard let match = matches.first else { throw .noMatch(query, inTrash: inTrash) }
    guard matches.count == 1 else {
      let list = matches.inOrder().prefix(20).map { "\($0.id)  \($0.label)" }.joined(
        separator: "\n  ")
      let more = matches.count > 20 ? "\n  and \(matches.count - 20) more" : ""
      let shown = DisplayText.escaped(query, columns: DisplayText.listColumns)
      throw Failure(
        "\(matches.count) accounts match \"\(shown)\"; say more of the name, or its id",
        hint: list + more, status: .severalMatch)
    }
    return match
  }

  /// All accounts that are meant.
  func all<Listed: ListedAccount>(of accounts: [Listed]) -> [Listed] {
    if let exact = accounts.first(where: { $0.id == query }) { return [exact] }
    return AccountQuery(query).best(of: accounts) { $0 }
  }
}

/// The query that lists take: everything that it matches, or everything.
struct AccountFilter {
  static let help = ArgumentHelp("Only accounts that match, or the one with this id.")

  private let query: String?

  init(_ query: String?) { self.query = query }

  /// The accounts that pass, in their order.
  func all<Listed: ListedAccount>(of accounts: [Listed]) -> [Listed] {
    guard let query else { return accounts }
    if let exact = accounts.first(where: { $0.id == query }) { return [exact] }
    let sought = AccountQuery(query)
    return accounts.filter { sought.match($0) != nil }
  }

  /// - Throws: `Failure` with `.noMatch` where there is a query, and nothing passes.
  func requireMatch(
    _ accounts: [some ListedAccount], inTrash: Bool = false
  ) throws(Failure) {
    if let query, accounts.isEmpty { throw .noMatch(query, inTrash: inTrash) }
  }
}

extension Failure {
  static func noMatch(_ query: String, inTrash: Bool = false) -> Failure {
    let shown = DisplayText.escaped(query, columns: DisplayText.listColumns)
    let (place, hint) =
      inTrash
      ? (" in the trash", "fob list --trash shows what is there")
      : ("", "fob list shows all accounts")
    return Failure("no account\(place) matches \"\(shown)\"", hint: hint, status: .noMatch)
  }
}

extension NamedAccount {
  /// Issuer and name, safe to print.
  var label: String {
    let parts = [issuer, name].filter { !$0.isEmpty }
    let text = parts.isEmpty ? "(no name)" : parts.joined(separator: ": ")
    return DisplayText.escaped(text, columns: DisplayText.listColumns)
  }
}
