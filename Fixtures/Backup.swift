/// A backup of another app with what it holds.
public struct Backup: Sendable, CustomStringConvertible {
  /// What must come of one of its entries.
  public enum Entry: Sendable {
    /// An account; its fields as `Fixtures/Backups/accounts.py` writes them.
    case account([String])
    /// An entry that cannot be read: its name and why.
    case skipped(name: String, reason: String)
    /// So many entries that are none of an authenticator.
    case others(Int)
  }

  /// The name of its format in the catalogue.
  public let format: String
  /// Its path below `Fixtures/Backups`.
  public let name: String
  /// Its password; empty where it has none.
  public let password: String
  /// What it holds.
  public let entries: [Entry]

  /// The path, by which a test case is known.
  public var description: String { name }
  /// The file's bytes.
  public var bytes: [UInt8] { Fixture.bytes(of: "Backups/" + name) }
  /// The file's path.
  public var path: String { Fixture.path(of: "Backups/" + name) }

  /// The backups of a format.
  ///
  /// - Parameter format: its name in the catalogue; "Apple Passwords" are in `apple-passwords`.
  /// - Returns: one for each file, in the order of `expected.tsv`.
  public static func all(of format: String) -> [Backup] {
    let words = format.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    let folder = words.joined(separator: "-")
    let table = String(decoding: Fixture.bytes(of: "Backups/\(folder)/expected.tsv"), as: UTF8.self)
    let rows = table.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    var names: [String] = []
    for row in rows where names.last != row[0] { names.append(row[0]) }
    return names.map { name in
      let own = rows.filter { $0[0] == name }
      return Backup(
        format: format, name: "\(folder)/\(name)", password: own[0][1],
        entries: own.map { Entry($0[2...]) })
    }
  }
}

extension Backup.Entry {
  fileprivate init(_ fields: ArraySlice<String>) {
    let rest = Array(fields.dropFirst())
    switch fields.first {
    case "account": self = .account(rest)
    case "skipped": self = .skipped(name: rest[0], reason: rest[1])
    default: self = .others(Int(rest[0]) ?? 0)
    }
  }
}
