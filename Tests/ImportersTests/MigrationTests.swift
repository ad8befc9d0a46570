import Authenticator
import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `Google's migration codes` {
  private func only(_ code: MigrationCode) throws -> Account {
    let result = try read(code.uri)
    #expect(result.skipped == [] && result.accounts.count == 1)
    return try #require(result.accounts.first).account
  }

  @Test func `a code holds several accounts`() throws {
    var code = MigrationCode()
    code.add()
    code.add(name: "Example:bob", algorithm: 2, digits: 2)
    code.add(name: "MyOrg:carol", issuer: "Microsoft", algorithm: 3)
    let result = try read(code.uri)
    #expect(result.accounts.map(\.account.name) == ["alice", "bob", "carol"])
    #expect(result.accounts.map(\.account.issuer) == ["Example", "Example", "Microsoft"])
    #expect(result.accounts.map(\.account.labelPrefix) == [nil, nil, "MyOrg"])
    #expect(result.accounts.map(\.account.credential.algorithm) == [.sha1, .sha256, .sha512])
    #expect(result.accounts.map(\.account.credential.digits) == [6, 8, 6])
    #expect(result.accounts.allSatisfy { $0.account.credential.period == 30 })
    #expect(
      result.accounts.allSatisfy { $0.account.credential.secret == Secret(text: "Hello!1234") })
    #expect(result.skipped == [] && result.missingBatches == [])
  }

  @Test func `what is not said is a TOTP with SHA1 and 6 digits`() throws {
    var code = MigrationCode()
    code.fields = [.bytes(1, MigrationCode.Field.bytes(1, Array("Hello!1234".utf8)).encoded)]
    let account = try only(code)
    #expect(account.credential == Credential(type: .totp, secret: Secret(text: "Hello!1234")))
    #expect(account.issuer == "" && account.name == "")
  }

  @Test(arguments: [UInt64(0), 1, 12_345_678_901, UInt64(Int64.max)])
  func `a counter comes along`(counter: UInt64) throws {
    var code = MigrationCode()
    code.add(type: 1, more: counter == 0 ? [] : [.number(7, counter)])
    let account = try only(code)
    #expect(account.credential.type == .hotp && account.counter == counter)
  }

  @Test func `unknown fields are passed over`() throws {
    var code = MigrationCode()
    code.fields = [.fixed32(9, 1), .bytes(77, [1, 2, 3])]
    code.add(more: [.bytes(8, [7]), .fixed64(100, 7), .fixed32(101, 7), .number(1 << 20, .max)])
    code.fields.append(.fixed64(12, 3))
    #expect(try only(code).name == "alice")
  }

  @Test func `a plus that became a space, and padding that is missing, do no harm`() throws {
    var code = MigrationCode()
    // Wherever this falls in groups of three bytes, one of the three runs gives a plus.
    let run: [UInt8] = [0xFB, 0xEF, 0xBE, 0xFB, 0xEF, 0xBE, 0xFF]
    code.add(secret: run + run + run)
    let base64 = code.base64
    try #require(base64.contains("+") && base64.contains("/"))
    let bare = base64.replacing("=", with: "")
    for data in [
      base64, bare, bare.replacing("+", with: " "), bare.replacing("+", with: "%20"),
      bare.replacing("+", with: "-").replacing("/", with: "_"), bare + "&x=y",
    ] {
      let result = try read("otpauth-migration://offline?data=" + data)
      #expect(result.accounts.map(\.account) == [try only(code)])
    }
    #expect(try read("OTPAUTH-MIGRATION://offline?x=1&data=" + bare).accounts.count == 1)
  }

  @Test(
    arguments: [
      (MigrationCode.Field.number(4, 4), AccountError.md5), (.number(4, 9), .unknownAlgorithm),
      (.number(5, 3), .badDigits), (.number(6, 3), .unknownType),
      (.number(7, .max), .badCounter), (.bytes(1, []), .missingSecret), (.bytes(99, []), .damaged),
      (.bytes(3, [0x41, 0, 0x42]), .zeroByte),
    ] as [(MigrationCode.Field, AccountError)])
  func `an entry that cannot be read is named, and the rest is read`(
    field: MigrationCode.Field, error: AccountError
  ) throws {
    var code = MigrationCode()
    code.add(name: "first")
    // A later field replaces an earlier one; HOTP so that the counter counts.
    code.add(name: "second", type: 1, more: [field])
    if error == .damaged {
      code.fields[1] = .bytes(
        1, MigrationCode.Field.bytes(2, Array("second".utf8)).encoded + [0x0A, 9])
    }
    code.add(name: "third")
    let result = try read(code.uri)
    #expect(result.accounts.map(\.account.name) == ["first", "third"])
    let name = [.damaged: "second", .zeroByte: "A\0B:second"][error] ?? "Example:second"
    #expect(
      result.skipped == [SkippedEntry(line: 1, entry: 2, name: name, reason: .account(error))])
  }

  @Test(arguments: ["", "?", "?data", "?data=", "?x=data=AA", "?data=&x=y"])
  func `a code without data is told`(rest: String) throws {
    let result = try read("otpauth-migration://offline" + rest)
    #expect(result.accounts.isEmpty)
    #expect(result.skipped == [SkippedEntry(line: 1, reason: .noMigrationData)])
  }

  @Test(arguments: ["!", "A", "AAAAA", "%Z", "AA=A", "%00", "CgEA!", "CgEAA"])
  func `data that is no base64, or no message, is damage`(data: String) throws {
    let result = try read("otpauth-migration://offline?data=" + data)
    #expect(result.accounts.isEmpty)
    #expect(result.skipped.last == SkippedEntry(line: 1, reason: .damagedMigration))
  }

  @Test(arguments: 1...24)
  func `a torn code gives what came before the damage`(missing: Int) throws {
    var code = MigrationCode()
    code.add(name: "first")
    code.add(name: "second")
    let bare = code.uri.replacing("%3D", with: "")
    let result = try read(String(bare.dropLast(missing)))
    #expect(result.accounts.map(\.account.name) == ["first"])
    #expect(result.skipped == [SkippedEntry(line: 1, reason: .damagedMigration)])
  }
}

@Suite struct `A series of migration codes` {
  private func code(_ index: UInt64, of size: UInt64, id: Int32 = -1_790_000_000) -> MigrationCode {
    var code = MigrationCode()
    code.add(name: "account \(index)")
    code.add(name: "in every picture")
    code.addBatch(index, of: size, id: id)
    return code
  }

  @Test func `tells which picture is missing`() throws {
    var result = try read(code(0, of: 3).uri)
    #expect(result.missingBatches.map(\.label) == ["batch 2 of 3", "batch 3 of 3"])
    result.add(try read(code(2, of: 3).uri))
    #expect(result.missingBatches.map(\.label) == ["batch 2 of 3"])
    result.add(try read(code(1, of: 3).uri))
    #expect(result.missingBatches == [])
  }

  @Test func `gives each account once`() throws {
    let text = [code(1, of: 2), code(0, of: 2), code(1, of: 2)].map(\.uri).joined(separator: "\n")
    let result = try read(text)
    #expect(result.accounts.map(\.account.name) == ["account 1", "in every picture", "account 0"])
    #expect(result.missingBatches == [])
  }

  @Test func `is not mixed with another series`() throws {
    var result = try read(code(0, of: 2, id: 1).uri)
    result.add(try read(code(1, of: 2, id: 2).uri))
    #expect(result.missingBatches.map(\.index) == [1, 0])
  }

  @Test(arguments: [(0, 0), (5, 3), (0, UInt64.max), (.max, 2), (0, 101)] as [(UInt64, UInt64)])
  func `with impossible numbers is no series`(index: UInt64, size: UInt64) throws {
    let result = try read(code(index, of: size).uri)
    #expect(result.accounts.count == 2)
    #expect(result.batches == [])
  }
}
