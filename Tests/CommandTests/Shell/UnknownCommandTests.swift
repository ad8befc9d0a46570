import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `A command that fob does not have` {
  @Test(arguments: [
    ("lsit", "list"), ("unlok", "unlock"), ("exprot", "export"), ("imp", "import"),
    ("Code", "code"), ("codee", "code"), ("doctro", "doctor"), ("backup-code", "backup-codes"),
  ])
  func `is told with the nearest one`(typed: String, meant: String) async throws {
    let result = try await TestVault([])(typed, with: .nothing)
    #expect(result.failed(64) && !result.error.contains("Usage"))
    #expect(
      result.error == """
        fob: there is no command "\(typed)"
          did you mean fob \(meant)? fob --help lists all commands

        """)
  }

  @Test(arguments: ["bogus", "bogus --json x", "--no-agent bogus", "hold-vaul", "xx"])
  func `is told alone where none is near`(line: String) async throws {
    let result = try await TestVault([])(line, with: .nothing)
    #expect(result.failed(64) && !result.error.contains("Usage"))
    #expect(result.error.hasSuffix("\"\n  fob --help lists all commands\n"), "\(result.error)")
  }

  @Test func `is escaped where it is told`() async throws {
    let vault = try TestVault([])
    let result = try await vault.shell(##""$program" $'\e]52;c;aGk=\a'"##)
    #expect(result.failed(64) && !result.error.contains("\u{1B}"))
  }

  @Test(arguments: ["help", "help code", "--help"])
  func `is none of those that show help`(line: String) async throws {
    #expect(try await TestVault([])(line, with: .nothing).end == .exited(0))
  }
}
