import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@Suite struct `A backup that is killed` {
  @Test(arguments: [false, true])
  func `at any system call leaves a whole one or none, and the vault as it was`(
    isPaper: Bool
  ) async throws {
    let vault = try TestVault(accounts: 2)
    let backups = vault.folder + "/backups"
    let arguments = isPaper ? ["backup", "--paper", backups + "/x.pdf"] : ["backup", backups]
    let before = try vault.read(vault.path)
    try Folder.make(backups)
    let calls = try await vault.calls(of: arguments)
    let start = try #require(calls.firstIndex { $0.text.contains(backups) })
    let chosen = calls[start...].filter { isSoak || $0.changesDisk && $0.name != "close" }
    #expect(chosen.count > 5)
    for call in chosen {
      Folder.remove(backups)
      try Folder.make(backups)
      let killed = try await vault.fob(arguments, "signal=KILL", at: call)
      #expect(killed.end == .killed(9), "at \(call)")
      let named = Folder.names(in: backups).filter { !$0.hasPrefix(".") }
      #expect(named.count <= 1, "at \(call)")
      for name in named {
        let bytes = try vault.read("\(backups)/\(name)")
        guard !isPaper else {
          #expect(bytes.suffix(6) == Array("%%EOF\n".utf8), "at \(call)")
          continue
        }
        #expect(try vault.content(of: "\(backups)/\(name)").accounts.count == 2, "at \(call)")
      }
      #expect(try vault.read(vault.path) == before, "at \(call)")
      guard named.isEmpty || !isPaper else { continue }
      #expect(try await vault.fob(arguments).end == .exited(0), "after \(call)")
    }
  }
}
