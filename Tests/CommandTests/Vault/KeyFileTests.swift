import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `A key file that is given` {
  private static let making = #"fob slots add key-file --output k 2>/dev/null"#

  @Test(arguments: [
    ("ln -s k given", "it is a symbolic link"),
    ("mkfifo -m 600 given", "this is not a regular file"),
    ("mkdir given", "this is a folder"), ("true", "no such file or directory"),
    ("install -m 640 k given", "others may use it, too"),
    ("install -m 601 k given", "others may use it, too"),
    ("head -c 47 k > given", "this is no key file"),
    ("(cat k; echo) > given", "this is no key file"),
    ("(echo fob key file v2; tail -c 32 k) > given", "this is no key file"),
    ("truncate -s 1G given", "this is no key file"), ("cp /dev/null given", "this is no key file"),
  ])
  func `is refused where it is not what fob made for its owner alone`(
    making: String, words: String
  ) async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      umask 77; \#(Self.making); \#(making)
      exec timeout 5 "$program" list --key-file given
      """#)
    #expect(result.failed(4) && result.error.contains("cannot use the key file given: \(words)"))
  }

  @Test func `that is none of this vault's opens nothing, and asks for nothing`() async throws {
    let (vault, other) = (try TestVault([]), try TestVault([]))
    let path = other.folder + "/k"
    #expect(try await other("slots add key-file --output", path).end == .exited(0))
    let result = try await vault("list --password-fd 4 --key-file", path, with: .nothing)
    #expect(result.failed(4) && result.error.contains("this key file does not open the vault"))
  }

  @Test func `is asked for where no password alone opens the vault`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"""
      \#(Self.making); fob slots remove 1 --yes 2>/dev/null
      "$program" list --password-fd 7 7<"$keys/password"
      """#)
    #expect(result.failed(4) && result.error.contains("give its key file with --key-file"))
  }

  @Test func `asks for its password at the terminal, where it needs one`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let making = #"""
      fob slots add key-file --with-password --output k --kdf interactive 2>/dev/null
      "$program" code github --at 59 --key-file k
      """#
    try await Pane.running(making, on: vault) { pane in
      for prompt in ["New password:", "The same again:", "Password for "] {
        try await pane.wait(for: prompt)
        try await pane.type("unseen words\n")
      }
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("287082") && screen.contains("[status 0]"))
      #expect(try await !pane.everything.contains("unseen"))
    }
  }

  @Test func `has no place in a new vault`() async throws {
    let result = try await TestVault([])("init --vault new.fob --key-file k", with: .nothing)
    #expect(result.failed(64))
  }
}
