import Authenticator
import ChildProcesses
import Foundation
import Secrets
import TestSupport
import Testing
import VaultSupport

/// The reader and the writer that were made from the format's document alone; the reader's options
/// have fob's own names.
private enum Independent {
  private static func path(of script: String) -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return tests.appending(path: "Independent/\(script)").path
  }

  /// What the reader makes of a vault; codes are of Unix time 1111111109.
  static func read(_ vault: TestVault, with key: TestVault.Key) async throws -> Reading {
    let result = try await run(on: vault, with: key)
    try #require(result.end == .exited(0), "\(result.error)")
    return try JSONDecoder().decode(Reading.self, from: Data(result.output))
  }

  static func run(
    on vault: TestVault, with key: TestVault.Key, _ more: [String] = []
  ) async throws -> Finished {
    let options = key.options + more + ["--codes", "1111111109", vault.path]
    return try await ChildProcesses.run(
      "/usr/bin/python3", ["-B", path(of: "open_vault.py")] + options, opening: vault.keyFiles)
  }

  static func write(_ wanted: String) async throws -> [UInt8] {
    let result = try await ChildProcesses.run(
      "/usr/bin/python3", ["-B", path(of: "write_vault.py")], input: Array(wanted.utf8))
    try #require(result.end == .exited(0), "\(result.error)")
    return result.output
  }
}

/// A part of what the reader prints.
private struct Reading: Decodable {
  struct Entry: Decodable {
    let core: Core?
    let fields: [String: Field]
    let counter: Counter?
    let code: String?
    let backup_codes: [BackupCode]

    var name: String? { fields["name"]?.text }
    var isTrashed: Bool { fields["life"]?.number == 1 }
  }

  struct BackupCode: Decodable, Equatable {
    let code: String
    let used: Int?
  }

  struct Core: Decodable, Equatable {
    let type, secret, algorithm: String
    let digits, period: Int
  }

  struct Field: Decodable {
    let text: String?
    let number: Int?

    private enum Key: CodingKey { case value }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      text = try? container.decode(String.self, forKey: .value)
      number = try? container.decode(Int.self, forKey: .value)
    }
  }

  /// The stamp of its last reset, and the next counter.
  struct Counter: Decodable {
    let next: Int

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      _ = try container.decode(String.self)
      next = try container.decode(Int.self)
    }
  }

  struct Local: Decodable {
    struct Change: Decodable { let verb: String }
    let journal: [Change]
  }

  let entries: [Entry]
  let local: Local
  let generation: Int

  func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }
}

@Suite struct `The independent reader` {
  private static let uris = [
    "otpauth://totp/One:alpha?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=One",
    "otpauth://totp/Two:%C3%A4%E2%82%AC?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&digits=8&period=60",
    "otpauth://hotp/Three:gamma?secret=JBSWY3DPEHPK3PXP&counter=5",
    "otpauth://totp/Four:delta?secret=KRSXG5CTMVRXEZLU&algorithm=SHA512",
    "otpauth://totp/Five:epsilon?secret=KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU",
  ]

  /// A vault that lived through every command that writes one.
  private func livedVault() async throws -> TestVault {
    let vault = try TestVault(accounts: 0)
    _ = try await run("/bin/rm", [vault.path])
    func fob(
      _ arguments: [String], with key: TestVault.Key = .recoveryKey, input: String = ""
    ) async throws -> Finished {
      let result = try await vault.fob(arguments, with: key, input: Array(input.utf8))
      try #require(result.end == .exited(0), "\(arguments): \(result.error)")
      return result
    }
    let made = try await fob(["init", "--kdf", "interactive"], with: .password)
    try vault.write(made.output, to: vault.folder + "/keys/recovery")
    for uri in `The independent reader`.uris { _ = try await fob(["add"], input: uri) }
    for command in [
      ["edit", "alpha", "--note", "Grüße", "--tags", "a,b", "--pinned"], ["code", "gamma"],
      ["rm", "delta"], ["rm", "epsilon"], ["purge", "epsilon", "--yes"],
      ["passwd", "--new-password-fd", "5"],
    ] {
      _ = try await fob(command)
    }
    return vault
  }

  @Test func `opens what fob wrote, with the same accounts and codes`() async throws {
    let vault = try await livedVault()
    for key in [TestVault.Key.recoveryKey, .newPassword] {
      let reading = try await Independent.read(vault, with: key)
      #expect(reading.entries.count == 5 && reading.generation == 12)
      #expect(reading.local.journal.last?.verb == "password")
      for name in ["alpha", "ä€", "gamma"] {
        let entry = try #require(reading.entry(name))
        #expect(try await agrees(entry, named: name, with: vault))
      }
      #expect(reading.entry("alpha")?.fields["note"]?.text == "Grüße")
      #expect(reading.entry("delta")?.isTrashed == true)
      #expect(reading.entry("gamma")?.counter?.next == 6)
      #expect(reading.entry("epsilon") == nil)
      #expect(reading.entries.count { $0.core == nil } == 1)
    }
  }

  /// Core, issuer and code, as this project's own library and program have them.
  private func agrees(
    _ entry: Reading.Entry, named name: String, with vault: TestVault
  ) async throws -> Bool {
    let content = try vault.content(of: vault.path)
    let account = try #require(content.accounts.first { $0.account.name == name }).account
    let credential = account.credential
    let secret = credential.secret.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let core = Reading.Core(
      type: credential.type.rawValue, secret: secret.joined(),
      algorithm: credential.algorithm.rawValue, digits: credential.digits,
      period: credential.period)
    let time = credential.type == .hotp ? [] : ["--at", "1111111109"]
    let copy = vault.folder + "/copy.fob"
    try vault.write(vault.read(vault.path), to: copy)
    let code = try await vault.fob(["code", name, "--vault", copy] + time).text
    return entry.core == core && entry.fields["issuer"]?.text == account.issuer
      && code == (entry.code ?? "") + "\n"
  }

  @Test func `opens with the key files that fob made, alone and with their passwords`()
    async throws
  {
    let vault = try await livedVault()
    let (alone, both) = (vault.folder + "/alone", vault.folder + "/both")
    for command in [
      ["slots", "add", "key-file", "--output", alone],
      [
        "slots", "add", "key-file", "--output", both, "--with-password", "--kdf", "interactive",
        "--new-password-fd", "4",
      ], ["settings", "sort", "use"],
    ] {
      #expect(try await vault.fob(command).end == .exited(0), "\(command)")
    }
    func status(_ key: TestVault.Key, _ keyFile: String) async throws -> Finished.End {
      try await Independent.run(on: vault, with: key, ["--key-file", keyFile]).end
    }
    #expect(try await status(.nothing, alone) == .exited(0))
    #expect(try await status(.password, both) == .exited(0))
    #expect(try await status(.nothing, both) == .exited(4))
    #expect(try await status(.newPassword, both) == .exited(4))
  }

  @Test func `opens a vault that has a new key, and not with what opened the old`() async throws {
    let vault = try await livedVault()
    let rekeyed = try await vault.fob(["rekey", "--yes"], with: .newPassword)
    #expect(rekeyed.end == .exited(0), "\(rekeyed.error)")
    #expect(try await Independent.run(on: vault, with: .recoveryKey).end == .exited(4))
    try vault.write(rekeyed.output, to: vault.folder + "/keys/recovery")
    for key in [TestVault.Key.recoveryKey, .newPassword] {
      #expect(try await Independent.read(vault, with: key).local.journal.last?.verb == "rekey")
    }
  }

  @Test func `has a writer whose key files fob opens vaults with`() async throws {
    let vault = try TestVault(accounts: 0)
    let file = try await Independent.write(
      """
      {"key_file": "\(String(repeating: "6b", count: 32))", "passes": 2, "memory": 65536,
       "password_with_key_file": "\(TestVault.newPassword)", "time": 1700000000000}
      """)
    try vault.write(file, to: vault.path)
    let keyFile = vault.folder + "/key"
    try vault.write(
      Array("fob key file v1\n\(String(repeating: "k", count: 32))".utf8), to: keyFile)
    #expect(try await vault.fob(["list", "--key-file", keyFile], with: .nothing).end == .exited(0))
    let removed = try await vault.fob(
      ["slots", "remove", "1", "--yes", "--key-file", keyFile], with: .nothing)
    #expect(removed.end == .exited(0), "\(removed.error)")
    for (key, status) in [(TestVault.Key.newPassword, 0), (.password, 4)]
      as [(TestVault.Key, Int32)]
    {
      let list = try await vault.fob(["list", "--key-file", keyFile], with: key)
      #expect(list.end == .exited(status), "\(list.error)")
    }
  }

  @Test func `reads backup codes, and which of them were used`() async throws {
    let vault = try await livedVault()
    let codes = Array("1. 1111 2222\n2. 3333-4444\n3. 5555\n".utf8)
    for (arguments, input) in [
      (["backup-codes", "alpha", "--add", "-"], codes), (["backup-codes", "alpha", "--use"], []),
      (["backup-codes", "alpha", "--used", "-"], Array("5555".utf8)),
    ] {
      let result = try await vault.fob(arguments, input: input)
      try #require(result.end == .exited(0), "\(result.error)")
    }
    let reading = try await Independent.read(vault, with: .recoveryKey)
    let read = try #require(reading.entry("alpha")).backup_codes
    #expect(read.map(\.code) == ["1111 2222", "3333-4444", "5555"])
    #expect(read.map { $0.used != nil } == [true, false, true])
    #expect(reading.entry("gamma")?.backup_codes == [])
  }

  @Test func `refuses the password that was changed`() async throws {
    let vault = try await livedVault()
    #expect(try await Independent.run(on: vault, with: .password).end == .exited(4))
  }

  @Test func `has a writer whose vaults fob opens and saves`() async throws {
    let vault = try TestVault(accounts: 0)
    let file = try await Independent.write(
      """
      {"password": "\(TestVault.password)", "passes": 2, "memory": 65536,
       "time": 1700000000000, "entries": [
        {"core": {"type": "totp", "secret": "3132333435363738393031323334353637383930",
          "algorithm": "SHA1", "digits": 8, "period": 30, "ordinal": 0},
          "fields": {"issuer": "Bücher", "name": "alpha", "later": [1]},
          "backup_codes": [{"code": "11-11", "used": 1700000000}, {"code": "22-22", "used": null}]},
        {"core": {"type": "hotp", "secret": "3132333435363738393031323334353637383930",
          "algorithm": "SHA1", "digits": 6, "period": 0, "ordinal": 0},
          "fields": {"name": "beta"}, "counter": 9}],
       "aside": [{"entry_id": "\(String(repeating: "ff", count: 16))", "metadata": "f97e00",
         "secrets": "01"}]}
      """)
    try vault.write(file, to: vault.path)
    let code = try await vault.fob(["code", "alpha", "--at", "1111111109"], with: .password)
    #expect(code.text == "07081804\n")
    let backup = try await vault.fob(["backup-codes", "alpha", "--use"], with: .password)
    #expect(backup.text == "22-22\n")
    let again = try await vault.fob(
      ["backup-codes", "alpha", "--add", "-"], with: .password, input: Array("11 11\n".utf8))
    #expect(again.error.contains("1 used before"))
    let counted = try await vault.fob(["code", "beta"], with: .password)
    #expect(counted.text == "520489\n")
    let reading = try await Independent.read(vault, with: .password)
    // Both edits, and between them the note that the password was typed.
    #expect(reading.entry("alpha")?.fields["later"] != nil && reading.generation == 4)
    #expect(reading.entry("beta")?.counter?.next == 10)
  }
}
