import Authenticator
import ChildProcesses
import Testing
import VaultSupport

/// Runs a shell script on `$0`, a path.
private func shell(_ script: String, _ path: String) async throws -> String {
  let result = try await run("/bin/sh", ["-euc", script, path])
  #expect(result.end == .exited(0), "\(result.error)")
  return result.text
}

@Suite struct `Given as a vault,` {
  @Test(arguments: [
    ("mkfifo \"$0\"", Int32(1), "this is not a regular file"),
    ("mkdir \"$0\"", 1, "this is a folder"),
    ("ln -s /dev/zero \"$0\"", 1, "this is not a regular file"),
    ("truncate -s 1G \"$0\"", 5, "it is larger than a vault can be"),
    ("printf '\\211fob\\r\\n\\032\\n' > \"$0\"; truncate -s 1G \"$0\"", 5, "larger than a vault"),
    ("touch \"$0\"", 5, "is not a fob vault"),
  ])
  func `what is none is refused at once`(
    making: String, status: Int32, words: String
  ) async throws {
    let vault = try TestVault()
    let path = vault.folder + "/thing"
    _ = try await shell(making, path)
    let before = try await shell("ls -lL --full-time \"$0\"", path)
    for command in [["list"], ["edit", "user1", "--note", "x"]] {
      let result = try await vault.fob(
        command + ["--vault", path], under: ["prlimit", "--as=\(1 << 30)", "timeout", "2"])
      #expect(result.end == .exited(status) && result.error.contains(words), "\(result.error)")
    }
    #expect(try await shell("ls -lL --full-time \"$0\"", path) == before)
  }

  @Test func `a link stays one, and what it points to is replaced`() async throws {
    let vault = try TestVault()
    let link = vault.folder + "/link"
    _ = try await shell("ln -s data/fob/vault.fob \"$0\"", link)
    let result = try await vault.fob(["edit", "user1", "--note", "x", "--vault", link])
    #expect(result.end == .exited(0))
    #expect(try await shell("readlink \"$0\"", link) == "data/fob/vault.fob\n")
    #expect(try vault.content(of: vault.path).accounts.first?.account.note == "x")
    #expect(Folder.names(in: vault.folder).allSatisfy { !$0.hasPrefix(".") })
  }
}

@Suite struct `A new vault` {
  private let vault: TestVault

  init() throws { vault = try TestVault() }

  private func initialize(_ path: String) async throws -> Finished {
    try await vault.fob(["init", "--kdf", "interactive", "--vault", path], with: .password)
  }

  @Test(arguments: [
    "cp \"$0/data/fob/vault.fob\" \"$0/new\"", "ln -s nowhere \"$0/new\"", "touch \"$0/new\"",
    "mkdir \"$0/new\"", "mkfifo \"$0/new\"", "ln -s data/fob/vault.fob \"$0/new\"",
  ])
  func `takes no place that is taken`(making: String) async throws {
    _ = try await shell(making, vault.folder)
    let before = try await shell("ls -l --full-time \"$0\" | grep new", vault.folder)
    let result = try await initialize(vault.folder + "/new")
    #expect(result.end == .exited(1) && result.output.isEmpty)
    #expect(result.error.contains("there is something at"))
    #expect(try await shell("ls -l --full-time \"$0\" | grep new", vault.folder) == before)
    #expect(Folder.names(in: vault.folder).allSatisfy { $0 != "nowhere" })
  }

  @Test func `is made once when two make it at one time`() async throws {
    let path = vault.folder + "/new"
    async let one = initialize(path)
    async let other = initialize(path)
    let results = try await [one, other]
    #expect(Set(results.map(\.text.isEmpty)) == [true, false])
    let key = try #require(results.first { !$0.output.isEmpty }).output
    try vault.write(key, to: vault.folder + "/keys/recovery")
    #expect(try await vault.fob(["list", "--vault", path]).end == .exited(0))
  }

  @Test(arguments: ["000", "022", "777"])
  func `is for its owner alone, whatever the umask`(umask: String) async throws {
    let wrapper = ["/bin/sh", "-c", "umask \(umask); exec \"$@\"", "sh"]
    let home = vault.folder + "/deep/er"
    let places = ["XDG_DATA_HOME": home + "/data", "XDG_STATE_HOME": home + "/state"]
    let made = try await vault.fob(
      ["init", "--kdf", "interactive"], with: .password, under: wrapper, variables: places)
    try vault.write(made.output, to: vault.folder + "/keys/recovery")
    for command in [["add"], ["edit", "a", "--note", "x"]] {
      let result = try await vault.fob(
        command, under: wrapper, input: Array("otpauth://totp/a?secret=ABCDEFGHIJKLMNOP".utf8),
        variables: places)
      #expect(result.end == .exited(0), "\(result.error)")
    }
    #expect(Folder.names(in: home + "/state/fob/generations").count == 1)
    let modes = try await shell("find \"$0\" -printf '%y%m\\n' | sort -u", vault.folder + "/deep")
    #expect(modes == "d700\nf600\n")
  }
}

@Suite struct `For another user than the vault's` {
  /// Runs as `nobody` where this process may read everything, as itself otherwise.
  private static let wrapper = """
    if [ "$(id -u)" = 0 ]; then
      exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    fi
    exec "$@"
    """

  /// A vault that belongs to `nobody`, and a copy of `fob` that anybody can run.
  private func prepared(_ script: String) async throws -> TestVault {
    let vault = try TestVault()
    let own = "if [ $(id -u) = 0 ]; then chown -R 65534:65534 \"$0\"; fi"
    _ = try await shell("cp '\(fobProgram)' \"$0/fob\"; \(own)", vault.folder)
    _ = try await shell(script, vault.folder)
    return vault
  }

  private func run(_ command: [String], on vault: TestVault) async throws -> Finished {
    try await vault.fob(
      command, under: ["/bin/sh", "-c", `For another user than the vault's`.wrapper, "sh"],
      program: vault.folder + "/fob")
  }

  private func isRefused(_ script: String, on vault: TestVault) async throws -> Bool {
    let result = try await ChildProcesses.run(
      "/bin/sh",
      [
        "-c", `For another user than the vault's`.wrapper, "sh", "/bin/sh", "-c", script,
        vault.folder,
      ])
    return result.error.contains("Permission denied")
  }

  @Test func `a file that may not be read is refused`() async throws {
    let vault = try await prepared("chmod 000 \"$0/data/fob/vault.fob\"")
    try #require(try await isRefused("cat \"$0/data/fob/vault.fob\"", on: vault))
    let result = try await run(["list"], on: vault)
    #expect(result.end == .exited(1) && result.error.contains(": permission denied\n"))
  }

  @Test func `a folder that may not be written is read, and its vault left alone`() async throws {
    let vault = try await prepared("chmod 500 \"$0/data/fob\"")
    try #require(try await isRefused("touch \"$0/data/fob/x\"", on: vault))
    let before = try vault.read(vault.path)
    let read = try await run(["list"], on: vault)
    #expect(read.end == .exited(0), "\(read.error)")
    let result = try await run(["edit", "user1", "--note", "x"], on: vault)
    #expect(result.end == .exited(1) && result.output.isEmpty)
    #expect(result.error.contains("permission denied\n  nothing was changed"))
    #expect(try vault.read(vault.path) == before)
  }

  @Test func `a state folder that may not be written keeps the vault as it is`() async throws {
    let vault = try await prepared("chmod 500 \"$0/state\"")
    try #require(try await isRefused("touch \"$0/state/x\"", on: vault))
    let before = try vault.read(vault.path)
    let result = try await run(["edit", "user1", "--note", "x"], on: vault)
    #expect(result.end == .exited(1) && result.error.contains("cannot keep the vault's last"))
    #expect(try vault.read(vault.path) == before)
  }
}
