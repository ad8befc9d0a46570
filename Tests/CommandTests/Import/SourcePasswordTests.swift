import ChildProcesses
import Fixtures
import Glibc
import Testing
import VaultSupport

/// Backups of three apps with one password, and one with another.
private enum Locked {
  static let password = "correct horse Ω"
  static let other = "another password"
  static let names = ["encrypted.json", "encrypted-4.2fas", "other.json"]

  /// Lays them into the home of a vault; `other.json` holds Zip: alice, whom no other has.
  static func lay(in vault: TestVault) async throws {
    for (format, name) in [("Aegis", "encrypted.json"), ("2FAS", "encrypted-4.2fas")] {
      let backup = try #require(Backup.all(of: format).first { $0.name.hasSuffix("/\(name)") })
      #expect(backup.password == password)
      try vault.write(backup.bytes, to: "\(vault.folder)/home/\(name)")
    }
    let source = try TestVault(uris: ["otpauth://totp/Zip:alice?secret=MFRGGZDFMZTWQ2LK&issuer=Zip"]
    )
    let made = try await source.shell(
      "fob export --to aegis-encrypted --output new --export-password-fd 8 8<<<'\(other)'; cat new")
    try vault.write(made.output, to: "\(vault.folder)/home/other.json")
  }

  /// Imports all three with these lines on a descriptor.
  static func imported(with lines: [String], files: [String] = names) async throws -> Finished {
    let vault = try TestVault([])
    try await lay(in: vault)
    let given = lines.map { "'\($0)'" }.joined(separator: " ")
    return try await vault.shell(
      """
      fob import --yes --source-password-fd 8 \(files.joined(separator: " ")) \
      8< <(printf '%s\\n' \(given))
      """)
  }
}

@Suite(.serialized) struct `The password of one backup` {
  @Test func `is tried on the next, which asks only where that is wrong`() async throws {
    let vault = try TestVault([])
    try await Locked.lay(in: vault)
    let script = "fob import \(Locked.names.joined(separator: " "))"
    try await Pane.running(script, on: vault, columns: 100, rows: 60) { pane in
      try await pane.wait(for: "Password of encrypted.json (Aegis):")
      try await pane.type("wrong\n")
      try await pane.wait(for: "wrong password, or the file is damaged, try again")
      try await pane.type("\(Locked.password)\n")
      try await pane.wait(for: "Password of other.json (Aegis):")
      try await pane.type("\(Locked.other)\n")
      let screen = try await pane.wait(for: "accounts? [y/N]")
      #expect(screen.contains("encrypted-4.2fas: ") && screen.contains("other.json: 1 account"))
      #expect(!screen.contains("Password of encrypted-4.2fas"))
    }
  }

  @Test(arguments: [
    // Each file takes the line of the file before, or else the next.
    [Locked.password, Locked.other], [Locked.password, Locked.other, "spare"],
  ])
  func `is tried on the next with a descriptor, too`(lines: [String]) async throws {
    let result = try await Locked.imported(with: lines)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.lines.contains("new              Zip: alice"))
  }

  @Test func `that is a line for the wrong file is tried on the next`() async throws {
    let result = try await Locked.imported(
      with: [Locked.other], files: ["encrypted.json", "other.json"])
    #expect(result.end == .exited(6) && result.text == "new              Zip: alice\n1 new\n")
    #expect(result.error.contains("encrypted.json: wrong password, or the file is damaged"))
  }

  @Test func `does not open what has another`() async throws {
    let result = try await Locked.imported(with: [Locked.password])
    #expect(result.end == .exited(6) && !result.text.contains("Zip"))
    #expect(result.error.contains("other.json: wrong password, or the file is damaged"))
  }

  @Test func `is told of while it is tried, where that takes long`() async throws {
    let vault = try TestVault([])
    try await Locked.lay(in: vault)
    let seal = #"{"nonce":"000000000000000000000000","tag":"00000000000000000000000000000000"}"#
    let slot =
      #"{"type":1,"key":"00","key_params":\#(seal),"n":262144,"r":8,"p":1,"salt":"00"}"#
    let json = #"{"version":1,"header":{"slots":[\#(slot)],"params":\#(seal)},"db":"AA=="}"#
    try vault.write(Array(json.utf8), to: vault.folder + "/home/costly")
    try await Pane.running("fob import encrypted.json costly", on: vault, columns: 120) { pane in
      try await pane.wait(for: "(Aegis):")
      try await pane.type("\(Locked.password)\n")
      try await pane.wait(for: "trying the password of encrypted.json on costly: about 1 s")
      try await pane.wait(for: "Password of costly (Aegis):")
    }
  }

  /// Root may read the memory of any process.
  @Test(.enabled(if: getuid() == 0))
  func `is not in memory when the plan is shown`() async throws {
    let vault = try TestVault([])
    try await Locked.lay(in: vault)
    let script = "fob import encrypted.json encrypted-4.2fas"
    try await Pane.running(script, on: vault, rows: 60) { pane in
      try await pane.wait(for: "Password of encrypted.json (Aegis):")
      try await pane.type("\(Locked.password)\n")
      try await pane.wait(for: "accounts? [y/N]")
      #expect(try await pane.memory(holds: "alice@example.com"))
      #expect(try await !pane.memory(holds: Locked.password))
    }
  }
}
