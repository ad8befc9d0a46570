import Authenticator
import ChildProcesses
import Fixtures
import Glibc
import Testing
import VaultSupport

/// A run of `fob` with what it is given.
struct Command: CustomTestStringConvertible {
  let arguments: [String]
  var key = TestVault.Key.recoveryKey
  var input = ""
  var status: Int32 = 0

  var testDescription: String { arguments.isEmpty ? "fob" : arguments.joined(separator: " ") }

  /// Every command that does not print secrets because it was asked to.
  static let silent: [Command] = [
    Command(arguments: []),
    Command(arguments: ["list", "--codes"]),
    Command(arguments: ["list", "--json"]),
    Command(arguments: ["list"], key: .password),
    Command(arguments: ["list"], key: .newPassword, status: 4),
    Command(arguments: ["list"], key: .nothing, status: 4),
    Command(arguments: ["code", "user1", "--json"]),
    Command(arguments: ["code", "user3"]),
    Command(arguments: ["show", "user1"]),
    Command(arguments: ["show", "user1", "--json"]),
    Command(arguments: ["history"]),
    Command(arguments: ["edit", "user1", "--note", "x"]),
    Command(arguments: ["rm", "user1"]),
    Command(arguments: ["restore", "user1"], status: 2),
    Command(arguments: ["undo"]),
    Command(arguments: ["purge", "--all", "--yes"]),
    Command(arguments: ["passwd", "--new-password-fd", "5"]),
    Command(arguments: ["settings", "sort", "use"]),
    Command(arguments: ["slots", "--json"]),
    Command(arguments: ["slots", "add", "password", "--new-password-fd", "5"]),
    Command(arguments: ["slots", "remove", "1", "--yes"]),
    Command(arguments: ["rekey", "--yes"], key: .password),
    Command(
      arguments: ["add"],
      input: "otpauth://totp/Issuer%201:user1@example.com?secret=\(TestVault.base32(1))"),
    Command(
      arguments: ["add"], input: "otpauth://totp/new?secret=\(TestVault.base32(1))&digits=99",
      status: 6),
    Command(arguments: ["--help"], key: .nothing),
    Command(arguments: ["nonsense"], key: .nothing, status: 64),
  ]

  static let all: [Command] =
    silent + [
      Command(arguments: ["init", "--kdf", "interactive", "--vault", "new.fob"], key: .password),
      Command(arguments: ["export", "--to", "otpauth", "--output", "-", "--plaintext"]),
    ]
}

extension TestVault {
  /// Three accounts: two TOTP, one HOTP.
  static func mixed() throws -> TestVault {
    try TestVault([account(1), account(2), account(3, .hotp)])
  }

  static func base32(_ number: Int) -> String {
    let bits = secret(number).map { byte in
      let digits = String(byte, radix: 2)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return stride(from: 0, to: bits.count, by: 5).map { start in
      String(alphabet[Int(bits.dropFirst(start).prefix(5), radix: 2) ?? 0])
    }.joined()
  }

  /// Everything that only this vault's owner may know, as it could be printed.
  var needles: [String] {
    let secrets = (1...3).flatMap { number in
      let raw = TestVault.secret(number)
      let hexadecimal = raw.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      return [String(decoding: raw, as: UTF8.self), hexadecimal, TestVault.base32(number)]
    }
    return secrets + [TestVault.password, TestVault.newPassword, recoveryKey]
  }

  /// What of it stands in a text, in any case.
  func leaks(in text: String) -> [String] {
    needles.filter { text.lowercased().contains($0.lowercased()) }
  }
}

private let withoutNetwork = ["unshare", "--map-root-user", "--net"]

@Sendable private func canLeaveNetwork() async throws -> Bool {
  try await run("/usr/bin/env", withoutNetwork + ["/bin/true"]).end == .exited(0)
}

@Suite struct `A run of fob` {
  @Test(arguments: Command.silent)
  func `prints no secret that it was not asked for`(command: Command) async throws {
    let vault = try TestVault.mixed()
    let result = try await vault.fob(
      command.arguments, with: command.key, input: Array(command.input.utf8))
    #expect(result.end == .exited(command.status), "\(result.error)")
    #expect(vault.leaks(in: result.text) == [] && vault.leaks(in: result.error) == [])
  }

  @Test func `prints secrets where it is asked for them, so that the search would find them`()
    async throws
  {
    let vault = try TestVault.mixed()
    let result = try await vault.fob([
      "export", "--to", "otpauth", "--output", "-", "--plaintext",
    ])
    #expect(vault.leaks(in: result.text) == (1...3).map(TestVault.base32))
  }

  @Test(arguments: Command.all)
  func `asks for no network, and gives no secret to a program it starts`(
    command: Command
  ) async throws {
    let vault = try TestVault.mixed()
    let trace = vault.folder + "/trace"
    let result = try await vault.fob(
      command.arguments.map { $0 == "new.fob" ? vault.folder + "/new.fob" : $0 },
      with: command.key,
      under: [
        "strace", "-f", "-v", "-s", "100000", "-e", "trace=network,execve,execveat", "-o", trace,
      ], input: Array(command.input.utf8))
    #expect(result.end == .exited(command.status), "\(result.error)")
    let calls = String(decoding: try vault.read(trace), as: UTF8.self)
    #expect(calls.contains("execve(") && vault.leaks(in: calls) == [])
    #expect(!calls.contains("AF_") || !calls.contains(/AF_(?!UNIX)/))
  }

  @Test(
    .enabled("this machine does not let tests leave its network", canLeaveNetwork),
    arguments: Command.all)
  func `works where there is no network`(command: Command) async throws {
    let vault = try TestVault.mixed()
    let result = try await vault.fob(
      command.arguments.map { $0 == "new.fob" ? vault.folder + "/new.fob" : $0 },
      with: command.key, under: withoutNetwork, input: Array(command.input.utf8))
    #expect(result.end == .exited(command.status), "\(result.error)")
  }

  @Test(
    .enabled(
      if: geteuid() == 0, "only root sees with what a program that hides its memory starts others"))
  func `gives a picture's secret to no arguments and no environment`() async throws {
    let vault = try TestVault()
    let picture = try #require(Fixture.all(in: "Images").first)
    let secret = try #require(picture.payloads.first?.firstMatch(of: /secret=([A-Z2-7]+)/)).output.1
    let trace = vault.folder + "/trace"
    let result = try await vault.fob(
      ["import", picture.path, "--yes"],
      under: [
        "strace", "-f", "-v", "-s", "100000", "-e", "trace=execve,execveat", "-o", trace,
      ])
    #expect(result.end == .exited(0), "\(result.error)")
    let calls = String(decoding: try vault.read(trace), as: UTF8.self)
    #expect(calls.contains("fob-scan") && !calls.contains(secret))
    #expect(!result.text.contains(secret) && !result.error.contains(secret))
  }

  @Test func `would be seen to ask for a network`() async throws {
    let vault = try TestVault()
    let trace = vault.folder + "/trace"
    let result = try await run(
      "/usr/bin/strace",
      [
        "-f", "-e", "trace=network", "-o", trace, "/usr/bin/python3", "-c",
        "import socket; socket.socket(socket.AF_INET)",
      ])
    #expect(result.end == .exited(0))
    #expect(String(decoding: try vault.read(trace), as: UTF8.self).contains(/AF_(?!UNIX)/))
  }
}

@Suite struct `A running fob` {
  /// Starts `fob`, which waits for its password on a pipe that stays open, and runs `act` on it.
  private func whileRunning(_ act: String, on vault: TestVault) async throws -> Finished {
    try await run(
      "/bin/sh",
      [
        "-c",
        """
        cd "$0"; ulimit -c unlimited; mkfifo pipe; exec 9<>pipe
        printf %s 'correct horse' >&9
        "$1" list --password-fd 9 & pid=$!
        while grep -q '^Max core file size *unlimited' /proc/$pid/limits; do sleep 0.01; done
        sleep 0.2
        \(act)
        """, vault.folder, fobProgram,
      ], environment: vault.environment)
  }

  @Test func `may leave no core dump`() async throws {
    let vault = try TestVault()
    let result = try await whileRunning(
      "grep '^Max core' /proc/$pid/limits /proc/self/limits; kill $pid", on: vault)
    let lines = result.text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == 2 && lines[0][4] == "0" && lines[1][4] == "unlimited")
  }

  @Test(arguments: ["SEGV", "ABRT", "BUS", "ILL"])
  func `that crashes prints nothing and leaves nothing`(signal: String) async throws {
    let vault = try TestVault()
    let before = Folder.names(in: vault.folder)
    let result = try await whileRunning("kill -\(signal) $pid; wait $pid; echo $?", on: vault)
    let number = ["SEGV": 11, "ABRT": 6, "BUS": 7, "ILL": 4][signal] ?? 0
    #expect(result.text == "\(128 + number)\n")
    #expect(vault.leaks(in: result.error) == [] && !result.error.contains("Backtrace"))
    #expect(!result.error.contains("core dumped"))
    #expect(Folder.names(in: vault.folder) == (before + ["pipe"]).sorted())
  }

  @Test func `shows neither password nor memory to its user's other programs`() async throws {
    let vault = try TestVault()
    let result = try await whileRunning(
      """
      tr '\\0' '\\n' < /proc/$pid/cmdline; tr '\\0' '\\n' < /proc/$pid/environ
      stat -c %U /proc/$pid/mem; kill $pid
      """, on: vault)
    #expect(result.text.contains("--password-fd"))
    #expect(!result.text.contains("correct horse") && result.text.hasSuffix("root\n"))
  }
}
