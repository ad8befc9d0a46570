internal import Authenticator
internal import Importers
internal import SystemPackage
internal import TerminalUI

// Where accounts to add come from. Nothing is added here.

extension VaultSource {
  /// Looks for accounts, keeps them, and tells what adding them would do.
  ///
  /// - Parameters:
  ///   - place: where to look.
  ///   - typed: the secret or URI where it is typed.
  /// - Returns: the plan.
  /// - Throws: `Failure`.
  mutating func look(in place: Place, typed: borrowing SecretLine) throws -> Findings {
    guard let session else { throw Failure("the vault is locked") }
    var said: [String] = []
    let run = ImportRun(into: session, isOnlyOne: true) { said.append($0) }
    switch place {
    case .typed(let issuer, let account):
      run.take(try ReadAccount(typed: typed.text, issuer: issuer, name: account))
    case .file(let path): run.read(CollectionOfOne(.file(TypedPath.file(path), isFound: false)))
    case .clipboard: run.read(CollectionOfOne(.clipboard))
    case .screen: run.read(CollectionOfOne(.screen(region: false)))
    }
    if let failure = run.failures.first { throw failure }
    guard !run.result.accounts.isEmpty else {
      throw Failure(run.unreadable.first?.text ?? said.first ?? "no account was found")
    }
    let plan = try ImportPlan(run, into: session)
    found = plan.request
    return Findings(lines: said + plan.lines, changes: plan.changes)
  }
}

/// A path as people type it, or drop it into a terminal.
enum TypedPath {
  static func file(_ typed: String) -> FilePath {
    var path = typed
    for quote in ["'", "\""] where path.count > 1 && path.hasPrefix(quote) && path.hasSuffix(quote)
    {
      path = String(path.dropFirst().dropLast())
    }
    if path.hasPrefix("~/"), let home = SystemCall.environment("HOME") {
      path = home + path.dropFirst()
    }
    return FilePath(path)
  }
}
