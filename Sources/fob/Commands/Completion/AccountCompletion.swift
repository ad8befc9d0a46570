internal import ArgumentParser
internal import Authenticator

/// Completes accounts in a shell, where the agent holds the vault. It never asks for anything: where
/// the vault is locked, or anything is wrong, there is nothing to complete.
enum AccountCompletion {
  /// Accounts that are in use.
  static var accounts: CompletionKind { .custom { words, _, _ in words.completed { $0.accounts } } }

  /// Accounts in the trash.
  static var trash: CompletionKind { .custom { words, _, _ in words.completed { $0.trash } } }
}

extension [String] {
  /// The words of a command line, as typed; gives what finds each of some accounts.
  fileprivate func completed(from part: (AccountList) -> [PublicAccount]) -> [String] {
    guard let location = try? VaultLocation(option: vault),
      let session = AgentSession(VaultStore(location: location)),
      let list = try? session.perform(ListAccounts())
    else { return [] }
    return CompletionWords(part(list)).all
  }

  /// The vault that they name.
  private var vault: String? {
    let option = "--vault"
    if let joined = last(where: { $0.hasPrefix(option + "=") }) {
      return String(joined.dropFirst(option.count + 1))
    }
    guard let place = lastIndex(of: option), place + 1 < count else { return nil }
    return self[place + 1]
  }
}
