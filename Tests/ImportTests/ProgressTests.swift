import ChildProcesses
import Fixtures
import Testing
import VaultSupport

@Suite struct `How far an import is` {
  private let vault: TestVault

  init() async throws {
    vault = try TestVault(accounts: 0)
    let folder = vault.folder + "/pictures"
    try Folder.make(folder)
    try vault.write(Fixture.bytes(of: "Images/no-code.png"), to: folder + "/1.png")
    try await shell("for n in $(seq 2 40); do ln -s 1.png \"$0/$n.png\"; done", folder)
    try vault.write(Array(uri("Bravo").utf8), to: folder + "/9.txt")
  }

  private func imports(under wrapper: [String], term: String = "xterm") async throws -> Finished {
    try await vault.imports(
      ["--dry-run", "-r", vault.folder + "/pictures"], under: wrapper, variables: ["TERM": term])
  }

  @Test func `is shown at a terminal beyond half a second, and taken back`() async throws {
    let result = try await imports(under: ["sh", "-c", "script -qefc \"$*\" /dev/null", "sh"])
    #expect(result.end == .exited(0))
    let parts = result.text.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false)
    #expect(parts.count > 2 && parts[1].hasSuffix(" files/s"), "\(parts)")
    #expect(
      parts.dropFirst().contains { $0.hasPrefix("\(vault.folder)/pictures/9.txt: 1 account") })
    #expect(parts[0].isEmpty)
  }

  @Test(arguments: [["sh", "-c", "script -qefc \"$*\" /dev/null", "sh"], []])
  func `is not shown where it could not be taken back`(wrapper: [String]) async throws {
    let result = try await imports(under: wrapper, term: wrapper.isEmpty ? "xterm" : "dumb")
    #expect(result.end == .exited(0) && !(result.text + result.error).contains("\u{1B}"))
    #expect((result.text + result.error).contains("40 other files in folders, without an account"))
  }
}
