internal import Authenticator
internal import Importers
internal import SystemPackage

// `fob import --watch`: files are offered as they arrive in a folder.

extension Import {
  /// Waits for files until the user ends it, or `--once` does.
  ///
  /// - Throws: `Failure`.
  func watch(_ path: String, into session: any VaultSession) throws {
    guard confirmation.yes || dryRun || Terminal() != nil else { throw Failure.cannotAsk }
    let folder = FilePath(path)
    var watch: FolderWatch
    do {
      watch = try FolderWatch(folder)
    } catch {
      throw Failure(
        "cannot watch \(path): \(error.description.lowercasedFirst)", status: .unreadableInput)
    }
    Standard.note("waiting for files in \(path); Ctrl-C ends it")
    let (parts, password) = (CodeParts(), try sources.password())
    while true {
      switch try watch.next() {
      case .arrived(let file):
        if try offer(file, into: session, with: parts, password), sources.once { return }
      case .missed: Standard.note("more files arrived than could be told apart; some were missed")
      case .gone: throw Failure("\(path) is no longer there", status: .unreadableInput)
      }
    }
  }

  /// Reads a file that arrived. What many programs write first has a name that begins with a dot,
  /// or is gone by now.
  ///
  /// - Parameters:
  ///   - file: its path.
  ///   - session: takes what it holds.
  ///   - parts: of messages that were seen in files before it.
  ///   - password: knows that of the file before.
  /// - Returns: whether there is an account.
  /// - Throws: `Failure`.
  private func offer(
    _ file: FilePath, into session: any VaultSession, with parts: CodeParts,
    _ password: SourcePassword
  ) throws -> Bool {
    let name = file.lastComponent?.string ?? ""
    guard !name.hasPrefix("."), SystemCall.resolve(file) != nil else { return false }
    try session.reload()
    let run = ImportRun(
      into: session, isOnlyOne: false, password: password, parts: parts)
    run.read(CollectionOfOne(.file(file, isFound: false)))
    guard !run.result.accounts.isEmpty else {
      run.tellUnreadable()
      for part in parts.missing { Standard.note(part) }
      return false
    }
    do {
      try finish(run, into: session)
    } catch let failure as Failure where failure == .givenUp {
      Standard.note("nothing was added")
    }
    return true
  }
}

extension Failure {
  fileprivate static let cannotAsk = Failure(
    "there is no terminal to ask at", hint: "give --yes, or --dry-run", status: .usage)
}
