import Authenticator
import Secrets
import ChildProcesses
import Testing
import VaultSupport

extension TestVault {
  /// A vault whose password costs this.
  fileprivate convenience init(cost: PassphraseKey.Cost) throws {
    try self.init(uris: [Known.github])
    let typed = SecretBytes(copying: Array(TestVault.password.utf8).span)
    try rewriteSlots { slots, key, header in
      slots[0] = try Slot(
        password: typed, id: slots[0].id, cost: cost, wrapping: key, of: header)
    }
  }

  fileprivate var settings: Settings {
    get throws { try content(of: path).settings }
  }
}

@Suite(.serialized) struct `A password that opens the vault` {
  private static let code = "code github --at 59"

  @Test(arguments: [(1, 8192), (1, 65_536), (16, 65_535)] as [(UInt32, UInt32)])
  func `at a cost below all that can be chosen is made dearer, once`(
    passes: UInt32, memoryKiB: UInt32
  ) async throws {
    let vault = try TestVault(cost: .init(passes: passes, memoryKiB: memoryKiB))
    let id = try vault.slots[0].id
    let first = try await vault(Self.code, with: .password)
    #expect(
      first.printed("287082") && first.error.contains("a guess now takes 3 passes over 256 MiB"))
    #expect(try vault.slots[0].id == id && vault.slots[0].cost == .moderate)
    #expect(vault.keptFiles.count == 1)
    let second = try await vault(Self.code, with: .password)
    #expect(second.printed("287082") && second.error.isEmpty)
    #expect(try await vault(Self.code).printed("287082"))
  }

  @Test(arguments: [(2, 65_536), (1, 131_072)] as [(UInt32, UInt32)])
  func `at a cost that can be chosen stays as it is`(
    passes: UInt32, memoryKiB: UInt32
  ) async throws {
    let vault = try TestVault(cost: .init(passes: passes, memoryKiB: memoryKiB))
    let before = try vault.read(vault.path)
    let result = try await vault(Self.code, with: .password)
    #expect(result.printed("287082") && result.error.isEmpty)
    #expect(try vault.read(vault.path) == before)
  }

  @Test func `is not made dearer where another way opened the vault`() async throws {
    let vault = try TestVault(cost: .minimum)
    #expect(try await vault(Self.code).printed("287082"))
    #expect(try vault.slots[0].cost == .minimum)
  }

  @Test(arguments: [
    "chmod 500 ../data/fob", "unset HOME XDG_STATE_HOME",
    "exec 6>../data/fob/.vault.fob.lock; flock 6",
    "export FOB_VAULT=$XDG_STATE_HOME/fob/generations/x.fob; cp ../data/fob/vault.fob $FOB_VAULT",
  ])
  func `opens it also where nothing can be written`(obstacle: String) async throws {
    let vault = try TestVault(cost: .minimum)
    let result = try await vault.shell(
      #"""
      mkdir -p "$XDG_STATE_HOME/fob/generations"
      cp "$program" fob; \#(obstacle)
      if [ "$(id -u)" = 0 ]; then
        chown -R 65534:65534 ..; drop="setpriv --reuid 65534 --regid 65534 --clear-groups"
      fi
      $drop ./fob code github --at 59 --password-fd 7 7<"$keys/password"
      chmod 700 ../data/fob
      """#)
    #expect(result.text == "287082\n" && result.error.isEmpty)
    #expect(try vault.slots[0].cost == .minimum)
  }

  @Test func `is not made dearer where there is too little memory`() async throws {
    let vault = try TestVault(cost: .minimum)
    let result = try await vault.shell(
      #"""
      prlimit --as=$((200 << 20)) "$program" code github --at 59 --password-fd 7 7<"$keys/password"
      """#)
    #expect(result.text == "287082\n" && result.error.isEmpty)
    #expect(try vault.slots[0].cost == .minimum)
  }

  @Test func `is noted once a day, in a vault that is written here`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await vault.forgetTyping()
    for _ in 1...2 { #expect(try await vault(Self.code, with: .password).printed("287082")) }
    let noted = try #require(try vault.settings.passwordTyped)
    #expect(noted > 1_700_000_000)
    let generation = try VaultFile(try vault.read(vault.path)).header.generation
    #expect(generation == 3 && vault.keptFiles.isEmpty)
  }

  @Test func `is not noted in a copy that is only looked at`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await vault.forgetTyping()
    let copy = vault.folder + "/home/copy.fob"
    try vault.write(vault.read(vault.path), to: copy)
    let before = try vault.read(copy)
    #expect(
      try await vault("\(Self.code) --vault", copy, with: .password).printed("287082"))
    #expect(try vault.read(copy) == before)
    #expect(Folder.names(in: vault.folder + "/home").allSatisfy { !$0.hasSuffix(".lock") })
  }

  @Test func `is not noted where another way opened the vault`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await vault.forgetTyping()
    #expect(try await vault(Self.code).printed("287082"))
    #expect(try vault.settings.passwordTyped == nil)
  }
}

extension TestVault {
  /// A vault that was written here, but whose password was never typed.
  fileprivate func forgetTyping() async throws {
    try rewrite { vault, _, _ in vault.settings.passwordTyped = nil }
    #expect(try await self("settings sort use").end == .exited(0))
  }
}
