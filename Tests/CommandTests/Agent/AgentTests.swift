import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `The agent` {
  @Test func `answers every command but those that need secrets or keys`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.counted])
    let fob = try await TestAgent(holding: vault)
    #expect(try await fob("code github --at 59").printed("287082"))
    #expect(try await fob("code token").printed("755224"))
    #expect(try await fob("list").lines.count == 3)
    #expect(try await fob("list --codes").end == .exited(0))
    #expect(try await fob("show github").text.contains("160 bits"))
    #expect(try await fob("edit github --note hello").end == .exited(0))
    #expect(try await fob("rm github").end == .exited(0))
    #expect(try await fob("restore github").end == .exited(0))
    #expect(try await fob("add", input: Known.long).end == .exited(0))
    #expect(try await fob("import --yes -", input: Known.sha512).end == .exited(0))
    #expect(try await fob("undo").end == .exited(0))
    #expect(try await fob("history").lines.count == 7)
    #expect(try await fob("").text.contains("287 082") == false)
    let after = try await vault("list")
    #expect(after.text.contains("Bank") && !after.text.contains("Work"))
    #expect(try await vault("show github").text.contains("hello"))
  }

  @Test(arguments: ["export --to otpauth --output - --plaintext", "passwd --new-password-fd 5"])
  func `has nothing for a command that needs secrets or keys`(command: String) async throws {
    let fob = try await TestAgent(holding: try TestVault(uris: [Known.github]))
    let result = try await fob(command)
    #expect(result.failed(4) && result.error.contains("the vault is locked"))
    #expect(result.error.contains("the agent gives out no secret and no key"))
  }

  @Test func `tells errors as a command that opens the vault itself`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long, Known.counted])
    let fob = try await TestAgent(holding: vault)
    for command in ["code a", "code nobody", "code token --at 5", "undo 99", "rm nobody"] {
      let (one, other) = (try await fob(command), try await vault(command))
      #expect(one.end == other.end && one.error == other.error, "\(command)")
      #expect(one.failed(1) || one.failed(2) || one.failed(3) || one.failed(64))
    }
  }

  @Test func `derives no key and opens no vault where it is asked`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try await TestAgent(holding: vault)
    let trace = vault.folder + "/trace"
    let result = try await vault.fob(
      ["code", "github"], with: .nothing,
      under: ["/usr/bin/strace", "-f", "-o", trace], variables: fob.variables)
    #expect(result.end == .exited(0))
    let calls = String(decoding: try vault.read(trace), as: UTF8.self)
    #expect(calls.contains("connect(") && !calls.contains("vault.fob\", O_RDONLY"))
    #expect(!calls.contains("mlock"))
  }

  @Test func `is used only where no password and no key is named`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let fob = try await TestAgent(holding: vault)
    #expect(try await fob("code github --at 59", with: .newPassword).failed(4))
    #expect(try await fob("code github --at 59 --no-agent").failed(4))
    let other = try await fob("code github --at 59", variables: ["FOB_VAULT": "/no/vault"])
    #expect(other.failed(1))
  }

  @Test func `takes edits from two processes at once without losing one`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    let fob = try await TestAgent(holding: vault)
    let codes = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<12 {
        group.addTask {
          number % 3 == 0 ? try await vault("code token").text : try await fob("code token").text
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(codes.count == 12 && !codes.contains(""))
  }

  @Test func `tells what it holds, and for how long`() async throws {
    let vault = try TestVault([])
    let fob = try await TestAgent(holding: vault, timeout: "10m")
    let json = try await fob("unlock --status --json").text
    #expect(json.contains(#""locked":false,"vault":"\#(vault.path)","process":"#))
    #expect(json.contains(#""timeout":600,"seconds_left":600"#))
    #expect(try await fob("unlock --status").text.contains("10 min"))
    #expect(try await fob("unlock --timeout 90").error.contains("open already"))
    #expect(try await fob("unlock --status").text.contains("90 s"))
  }

  @Test func `is started with a process, a folder and a socket of this user alone`() async throws {
    let vault = try TestVault([])
    let fob = try await TestAgent(holding: vault)
    let process = try #require(try await fob.process)
    let facts = try await run(
      "/bin/sh",
      [
        "-c",
        """
        cd '\(vault.folder)/run'; stat -c %a . fob fob/*.socket; cd /proc/\(process)
        tr '\\0' ' ' <cmdline; echo; ps -o sess= -p \(process); readlink cwd fd/0 fd/1 fd/2
        grep -E 'Seccomp:|NoNewPrivs' status; awk '/VmLck/ { print ($2 > 0) }' status
        """,
      ]
    ).lines
    #expect(facts.prefix(3) == ["700", "700", "600"])
    #expect(facts[3].hasSuffix("fob hold-vault "))
    #expect(facts[4].split(separator: " ") == [process[...]])
    #expect(facts[5...] == ["/", "/dev/null", "/dev/null", "/dev/null"] + facts[9...])
    #expect(facts.suffix(3) == ["NoNewPrivs:\t1", "Seccomp:\t2", "1"])
  }
}
