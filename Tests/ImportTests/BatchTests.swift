import ChildProcesses
import TestSupport
import Testing
import VaultSupport

@Suite struct `A Google export in several pictures` {
  private let vault: TestVault

  init() throws { vault = try TestVault(accounts: 0) }

  /// Writes one picture's text of an export.
  private func write(_ index: UInt64, of size: UInt64, id: Int32) throws -> String {
    var code = MigrationCode()
    let number = "\(id)-\(index)"
    code.add(secret: Array("secret \(number)".utf8), name: number, issuer: "Export")
    code.addBatch(index, of: size, id: id)
    let path = "\(vault.folder)/\(number).txt"
    try vault.write(Array(code.uri.utf8), to: path)
    return path
  }

  @Test func `is whole when all its pictures are given, in any order`() async throws {
    let paths = try [2, 0, 1].map { try write($0, of: 3, id: 7) }
    let result = try await vault.imports(["--yes"] + paths)
    #expect(result.end == .exited(0) && result.text.hasSuffix("\n3 new\n"))
    #expect(!(result.text + result.error).contains("missing"))
  }

  @Test func `tells which picture is missing, before and after it is imported`() async throws {
    let paths = try [0, 2].map { try write($0, of: 3, id: 7) }
    let result = try await vault.imports(["--yes"] + paths)
    let missing = "batch 2 of 3, the series of \(paths[0])\n"
    #expect(result.end == .exited(6))
    #expect(result.text.hasSuffix("missing          \(missing)2 new, 1 missing\n"))
    let words = "done; fob undo takes it back\nstill missing: \(missing)"
    let end = "fob: 1 picture of an export is missing\n  give the pictures of all its parts\n"
    #expect(result.error.hasSuffix(words + end))
    #expect(try await vault.issuers.count == 2)
  }

  @Test func `is not completed by a picture of another export`() async throws {
    let paths = try [write(0, of: 2, id: 7), write(1, of: 2, id: -8)]
    let result = try await vault.imports(["--dry-run"] + paths)
    #expect(result.end == .exited(6))
    #expect(result.error.contains("2 pictures of an export are missing"))
    #expect(result.text.contains("missing          batch 2 of 2, the series of \(paths[0])\n"))
    #expect(result.text.contains("missing          batch 1 of 2, the series of \(paths[1])\n"))
  }
}
