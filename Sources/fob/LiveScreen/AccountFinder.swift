internal import Authenticator
internal import Importers
internal import SystemPackage
internal import TerminalUI

// Where accounts to add come from. Nothing is added here.

/// What came of a look.
enum LookOutcome {
  /// The plan.
  case found(Findings)
  /// A file that has a password of its own, by its name.
  case locked(String)
}

extension VaultSource {
  /// Looks for accounts, keeps them, and tells what adding them would do.
  ///
  /// - Parameters:
  ///   - place: where to look.
  ///   - typed: the secret or URI where it is typed.
  /// - Returns: what was found.
  /// - Throws: `Failure`.
  mutating func look(in place: Place, typed: borrowing SecretLine) throws -> LookOutcome {
    guard let session else { throw Failure("the vault is locked") }
    let run = ImportRun(into: session, isOnlyOne: true, isSilent: true)
    switch place {
    case .typed(let issuer, let account):
      run.take(try ReadAccount(typed: typed.text, issuer: issuer, name: account))
    case .file(let path): run.read(CollectionOfOne(.file(TypedPath.file(path), isFound: false)))
    case .clipboard: run.read(CollectionOfOne(.clipboard))
    case .screen: run.read(CollectionOfOne(.screen(region: false)))
    }
    locked = LockedImport(run)
    if let locked { return .locked(locked.name) }
    return .found(try findings(of: run))
  }

  /// What the file gave whose password was typed, if anything came of that by now.
  ///
  /// - Returns: `nil` as long as its key is derived.
  /// - Throws: `Failure`, also for a wrong password, after which another may be typed.
  mutating func unlockedFindings() throws -> Findings? {
    guard let locked, let reading = try locked.reading() else { return nil }
    locked.run.take(unlocked: reading)
    self.locked = nil
    return try findings(of: locked.run)
  }

  private mutating func findings(of run: ImportRun) throws -> Findings {
    guard let session else { throw Failure("the vault is locked") }
    if let failure = run.failures.first { throw failure }
    guard !run.result.accounts.isEmpty else {
      throw Failure(run.unreadable.first?.text ?? run.words.first ?? "no account was found")
    }
    let plan = try ImportPlan(run, into: session)
    found = plan.request
    return Findings(lines: run.words + plan.lines, changes: plan.changes)
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
