internal import Authenticator
private import Secrets
internal import SystemPackage

/// Where a vault and what belongs to it lie.
struct VaultLocation {
  /// The vault file itself, behind all symbolic links.
  let file: FilePath
  /// Where generations are kept; `nil` where there is no home folder. Reading needs none.
  let generations: FilePath?

  /// - Parameter option: the path that was given on the command line, if any.
  /// - Throws: `Failure` where there is no home folder to start from.
  init(option: String?) throws(Failure) {
    guard option != "" else {
      throw Failure(
        "--vault names no file", hint: "leave it out for the usual place", status: .usage)
    }
    let given = option ?? SystemCall.environment("FOB_VAULT")
    let named =
      if let given, !given.isEmpty { FilePath(given) } else {
        try VaultLocation.base("XDG_DATA_HOME", else: ".local/share").appending("fob/vault.fob")
      }
    file = SystemCall.resolve(named) ?? named
    generations = (try? VaultLocation.base("XDG_STATE_HOME", else: ".local/state"))?
      .appending("fob/generations")
  }

  var folder: FilePath {
    let parent = file.removingLastComponent()
    return parent.isEmpty ? "." : parent
  }

  var name: String { file.lastComponent?.string ?? "vault.fob" }
  /// The file whose lock a writer holds.
  var lock: FilePath { folder.appending(".\(name).lock") }
  /// What the names of unfinished files start with.
  var temporaryPrefix: String { ".\(name).new-" }

  /// Tells this vault's generations from those of others at other places.
  var pathHash: String {
    var hash = Blake2b(length: 16)
    let path = (SystemCall.resolve(folder) ?? folder).appending(name)
    hash.update(Array(path.string.utf8).span)
    return hash.digest().prefix(8).hexadecimal
  }

  /// A base folder of the XDG specification, which says to leave relative paths alone.
  private static func base(_ variable: String, else fallback: String) throws(Failure) -> FilePath {
    if let path = SystemCall.environment(variable), path.hasPrefix("/") { return FilePath(path) }
    guard let home = SystemCall.environment("HOME"), home.hasPrefix("/") else {
      throw Failure(
        "there is no home folder to look in", hint: "set HOME, or name the vault with --vault")
    }
    return FilePath(home).appending(fallback)
  }
}
