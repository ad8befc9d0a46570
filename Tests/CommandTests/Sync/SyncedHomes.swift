import ChildProcesses
import VaultSupport

/// Several machines, each a home of its own, that sync through folders.
struct SyncedHomes {
  let vaults: [TestVault]
  /// Each machine's folder; one for all, or one each that something carries.
  let folders: [String]

  /// Machines whose names are `one`, `two` and `three`, and that are paired already.
  static func paired(_ vaults: [TestVault]) async throws -> SyncedHomes {
    let folder = vaults[0].folder + "/shared"
    try Folder.make(folder)
    let homes = SyncedHomes(vaults: vaults, folders: vaults.map { _ in folder })
    try await homes.pair()
    return homes
  }

  static let names = ["one", "two", "three"]

  /// Founds the group on the first machine, and lets the others in.
  ///
  /// - Parameter carry: brings the folders in step.
  /// - Throws: where a command fails.
  func pair(carry: () async throws -> Void = {}) async throws {
    let first = vaults[0]
    try await first.succeeding("sync init \(folders[0]) --name one")
    for number in vaults.indices.dropFirst() {
      let words = try await first.succeeding("sync pair --print").lines.last ?? ""
      try await carry()
      try await vaults[number].succeeding(
        "sync join \(folders[number]) --code-stdin --name \(Self.names[number])",
        input: words + "\n")
      try await carry()
    }
    try await settle(carry: carry)
  }

  /// Lets every machine go through rounds until all must be in step.
  func settle(carry: () async throws -> Void = {}) async throws {
    for _ in 0..<3 {
      for vault in vaults {
        try await vault.succeeding("sync")
        try await carry()
      }
    }
  }

  /// Rounds of every machine, however they end.
  func round() async throws {
    for vault in vaults { _ = try await vault("sync") }
  }

  /// The file of a machine, by its number.
  func file(of number: Int) async throws -> String {
    let status = try await vaults[number]("sync status --json").text
    let parts = status.split(separator: #","this":true"#)[0].split(separator: #"{"id":""#)
    return "\(groupFolder)/\(parts[parts.count - 1].prefix(32)).fob"
  }

  /// The only folder's folder of the group.
  var groupFolder: String {
    folders[0] + "/" + (Folder.names(in: folders[0]).first { $0.utf8.count == 32 } ?? "")
  }
}

extension TestVault {
  /// Runs `fob` and takes anything but success for a failure of the test.
  @discardableResult
  func succeeding(_ command: String, input: String = "") async throws -> Finished {
    let result = try await self(command, input: input)
    guard result.end == .exited(0) else { throw CommandFailure(text: command + result.error) }
    return result
  }
}

/// A command did not do what a test needs.
struct CommandFailure: Error {
  let text: String
}
