import ChildProcesses
import Foundation
import Testing
import VaultSupport

/// Read by the program that was written from Sync.md alone.
@Suite struct `A sync folder` {
  private struct Reading: Decodable {
    struct Device: Decodable {
      let name: String
      let sequence: Int
    }
    struct Entry: Decodable {
      struct Field: Decodable {
        let value: Text
      }
      let fields: [String: Field]
    }
    /// A field's value where that is text; empty for others.
    struct Text: Decodable {
      let text: String
      init(from decoder: any Decoder) throws {
        text = (try? decoder.singleValueContainer().decode(String.self)) ?? ""
      }
    }
    let devices: [Device]
    let entries: [Entry]

    var names: [String] { entries.compactMap { $0.fields["name"]?.value.text }.sorted() }
  }

  private func read(_ folder: String, _ words: [UInt8]) async throws -> Finished {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let script = tests.appending(path: "Independent/read_sync.py").path
    return try await run("/usr/bin/python3", ["-B", script, folder], input: words)
  }

  @Test func `is what its document says, read by another program`() async throws {
    let (first, second) = (try TestVault(accounts: 2), try TestVault([TestVault.account(7)]))
    let folder = first.folder + "/shared"
    try Folder.make(folder)
    let commands = [
      ["sync", "init", folder, "--name", "one"], ["edit", "user1", "--note", "hello"],
    ]
    for command in commands { #expect(try await first.fob(command).end == .exited(0)) }
    let words = try await first.fob(["sync", "pair", "--print"]).output
    let join = ["sync", "join", folder, "--code-stdin", "--name", "two"]
    #expect(try await second.fob(join, input: words).end == .exited(0))
    for vault in [first, second, first] {
      #expect(try await vault.fob(["sync"]).end == .exited(0))
    }
    let group = folder + "/" + (Folder.names(in: folder).first ?? "")
    #expect(try await read(group, words).end == .exited(4), "the invitation is gone")

    let others = try await second.fob(["sync", "pair", "--print"]).output
    for vault in [first, second] { #expect(try await vault.fob(["sync"]).end == .exited(0)) }
    let result = try await read(group, others)
    try #require(result.end == .exited(0), "\(result.error)")
    let reading = try JSONDecoder().decode(Reading.self, from: Data(result.output))
    #expect(reading.devices.map(\.name).sorted() == ["one", "two"])
    #expect(reading.names == ["user1@example.com", "user2@example.com", "user7@example.com"])
  }
}
