import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `The vault's place` {
  /// What `fob list` complains of where there is no vault: the place where it looked.
  private func place(_ script: String) async throws -> String {
    let vault = try TestVault([])
    let result = try await vault.shell(
      #"export HOME=/home/nobody; unset XDG_DATA_HOME FOB_VAULT; \#(script)"#)
    let match = result.error.firstMatch(of: /^fob: there is no vault at (.*)\n/)
    return match.map { String($0.1) } ?? result.error
  }

  @Test(arguments: [
    ("fob list", "/home/nobody/.local/share/fob/vault.fob"),
    ("XDG_DATA_HOME=/data fob list", "/data/fob/vault.fob"),
    ("XDG_DATA_HOME=relative fob list", "/home/nobody/.local/share/fob/vault.fob"),
    ("XDG_DATA_HOME= fob list", "/home/nobody/.local/share/fob/vault.fob"),
    ("XDG_DATA_HOME=/data FOB_VAULT=/a.fob fob list", "/a.fob"),
    ("FOB_VAULT= fob list", "/home/nobody/.local/share/fob/vault.fob"),
    ("FOB_VAULT=/a.fob fob list --vault /b.fob", "/b.fob"),
    ("fob list --vault c.fob", "c.fob"),
  ])
  func `is given by option, environment or home`(script: String, path: String) async throws {
    #expect(try await place(script) == path)
  }

  @Test func `needs a home where nothing else names it`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell("unset HOME XDG_DATA_HOME XDG_STATE_HOME; fob list")
    #expect(result.failed(1) && result.error.contains("set HOME"))
  }

  @Test func `needs no home where everything else names it`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell("unset HOME; fob list --json")
    #expect(result.printed("[]"))
  }

  @Test func `needs no home to be read, only to be changed`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let homeless = "unset HOME XDG_DATA_HOME XDG_STATE_HOME"
    let read = try await vault.shell("\(homeless); fob code github --vault '\(vault.path)'")
    #expect(read.end == .exited(0))
    let change = try await vault.shell("\(homeless); fob rm github --vault '\(vault.path)'")
    #expect(change.failed(1) && change.error.contains("nothing was changed; set HOME"))
    #expect(try await vault("list --json").text.contains("GitHub"))
  }

  @Test func `may be a symbolic link, which stays one`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      """
      ln -s '\(vault.path)' link.fob; fob rm github --vault link.fob; readlink link.fob
      fob list --json
      """)
    #expect(result.text == "\(vault.path)\n[]\n")
  }

  @Test(arguments: ["mkfifo v.fob", "mkdir v.fob", "ln -s /dev/zero v.fob"])
  func `is not waited for where it is no file`(make: String) async throws {
    let result = try await TestVault([]).shell("\(make); fob list --vault v.fob")
    #expect(result.failed(1) && result.error.contains("cannot read"))
  }
}
