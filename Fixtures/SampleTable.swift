internal import SystemPackage

/// Real backups of other apps, which are no part of the project, and the table of what they hold.
public enum SampleTable {
  /// A file.
  public struct Sample: Sendable, CustomStringConvertible {
    /// Its path below the folder.
    public let name: String
    /// Its password; empty where it has none.
    public let password: String
    /// What it holds: issuer, account, type, algorithm, digits, period or counter, and the secret
    /// in base32.
    public let rows: [[String]]
    /// The file's bytes.
    public let bytes: [UInt8]

    /// The name, by which a test case is known.
    public var description: String { name }
  }

  /// The samples of a folder that has an `EXPECTED.tsv`.
  ///
  /// - Parameter folder: its path; `nil` for no samples.
  /// - Returns: those of the table's files that are there.
  public static func samples(in folder: String?) -> [Sample] {
    guard let folder else { return [] }
    let table = String(decoding: Fixture.read(folder + "/EXPECTED.tsv"), as: UTF8.self)
    let rows = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    var names: [String] = []
    for row in rows where row.count > 9 && !names.contains(row[1]) { names.append(row[1]) }
    return names.compactMap { name in
      let own = rows.filter { $0.count > 9 && $0[1] == name }
      let path = folder + "/" + name
      guard (try? FileDescriptor.open(FilePath(path), .readOnly).close()) != nil else { return nil }
      return Sample(
        name: name, password: own[0][2], rows: own.map { Array($0[3..<10]) },
        bytes: Fixture.read(path))
    }
  }
}
