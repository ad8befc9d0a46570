import ChildProcesses
import Testing
import VaultSupport

@Suite struct `A vault` {
  @Test(arguments: [TestVault.Key.recoveryKey, .password])
  func `opens with its password and with its recovery key`(key: TestVault.Key) async throws {
    let vault = try TestVault(accounts: 3)
    let result = try await vault.fob(["list"], with: key)
    #expect(result.end == .exited(0) && result.text.contains("user3@example.com"))
  }

  @Test func `does not open with another password`() async throws {
    let result = try await TestVault().fob(["list"], with: .newPassword)
    #expect(result.end == .exited(4) && result.error.hasPrefix("fob: wrong password\n"))
  }
}
