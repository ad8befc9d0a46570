internal import Importers
internal import SystemPackage
internal import TerminalUI

/// The files of an import that hold their secrets in plain text: pictures, lists, backups without a
/// password. When their accounts are in the vault, they are a danger and no longer of use.
struct PlainSources {
  private let paths: [FilePath]
  /// Whether everything in them is in the vault now.
  private let isWhole: Bool

  init(of run: ImportRun) {
    let plain = run.readings.filter { $0.reading.isPlain && !$0.reading.result.accounts.isEmpty }
    paths = plain.compactMap { $0.source.path }
    isWhole = run.unreadable.isEmpty && run.missing.isEmpty && run.failures.isEmpty
  }

  /// Warns of those that are copied elsewhere, and offers to delete them all.
  ///
  /// - Parameter asks: whether the user may be asked; no answer is a no.
  func tell(asks: Bool) {
    for path in paths {
      guard let service = SyncedFolder.service(of: path) else { continue }
      Standard.note(
        "\(path.string) lies in a folder that \(service) copies: its secrets may be elsewhere, too")
    }
    guard asks, isWhole, !paths.isEmpty, let terminal = Terminal() else { return }
    let names = listed(paths.map { DisplayText.escaped($0.lastComponent?.string ?? $0.string) })
    let have = paths.count == 1 ? "It has" : "They have"
    let question = "Delete \(names)? \(have) secrets that anybody can read."
    guard (try? terminal.confirm(question)) == true else { return }
    for path in paths { delete(path) }
  }

  private func delete(_ path: FilePath) {
    do {
      try SystemCall.remove(path)
      Standard.note("deleted \(path.string)")
    } catch {
      Standard.note("cannot delete \(path.string): \(FileFault(error).text)")
    }
  }
}

extension ImportSource {
  /// The file that it is; where it was named by a link, that which has the secrets.
  fileprivate var path: FilePath? {
    guard case .file(let path, _) = self, (try? Stat(path).type) == .regular else { return nil }
    let isLink = (try? Stat(path, followTargetSymlink: false).type) == .symbolicLink
    return isLink ? SystemCall.resolve(path) : path
  }
}
