import ChildProcesses
import Fixtures
import Testing
import VaultSupport

@Suite struct `How far an import is` {
  private let vault: TestVault

  /// The real helper may be too quick to be worth a word, so it starts late here.
  init() async throws {
    vault = try TestVault(accounts: 0)
    let folder = vault.folder + "/pictures"
    try Folder.make(folder)
    try vault.write(Fixture.bytes(of: "Images/no-code.png"), to: folder + "/1.png")
    try vault.write(Array(uri("Bravo").utf8), to: folder + "/9.txt")
    try await shell("for n in $(seq 2 16); do ln -s 1.png \"$0/$n.png\"; done", folder)
    try await shell(
      """
      mkdir "$0/program"; cp '\(fobProgram)' "$0/program/fob"
      printf '#!/bin/sh\\n/bin/sleep 0.3; exec "%s"\\n' '\(builtProduct("fob-scan"))' \
        > "$0/program/fob-scan"
      chmod +x "$0/program/fob-scan"
      """, vault.folder)
  }

  private func imports(under wrapper: [String], term: String = "xterm") async throws -> Finished {
    try await vault.imports(
      ["--dry-run", "-r", vault.folder + "/pictures"], under: wrapper, variables: ["TERM": term],
      program: vault.folder + "/program/fob")
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
    #expect((result.text + result.error).contains("16 other files in folders, without an account"))
  }
}
