import Authenticator
import ChildProcesses
import Testing
import VaultSupport

@testable import fob

@Suite struct `A format` {
  @Test(arguments: [
    ("", ""), ("code", "code"), ("{{code}}", "{code}"), ("a {{ b }} c", "a { b } c"),
    ("{{{type}}}", "{totp}"), ("{type}{type}", "totptotp"), ("\t{type}\n", "\ttotp\n"),
    ("{issuer}/{account}/{label}", "Bank/alice/Bank: alice"), ("{period}{counter}", "30"),
    ("{code}{next}{left}{valid_from}{expires_at}", ""),
  ])
  func `is text with fields in braces`(format: String, line: String) throws {
    #expect(try CodeFormat(format).text(of: Self.account) == line)
  }

  @Test(arguments: [
    ("{", CodeFormat.Fault.unpaired), ("}", .unpaired), ("{code", .unpaired), ("a}b", .unpaired),
    ("{}", .unknownField("")), ("{secret}", .unknownField("secret")),
    ("{ code}", .unknownField(" code")), ("{Code}", .unknownField("Code")),
    ("{a{{b}", .unknownField("a{{b")),
  ])
  func `has no field that is unknown, and no brace alone`(
    format: String, fault: CodeFormat.Fault
  ) {
    #expect(throws: fault) { try CodeFormat(format) }
  }

  @Test(arguments: [
    ("{id} {label}", false), ("{{code}}", false), ("{code}", true), ("{left}", true),
  ])
  func `tells whether it takes a code`(format: String, needsCode: Bool) throws {
    #expect(try CodeFormat(format).needsCode == needsCode)
  }

  private static var account: PublicAccount {
    get throws {
      let vault = try TestVault(uris: [Known.long])
      let stored = try #require(try vault.content(of: vault.path).accounts.first)
      return PublicAccount(stored)
    }
  }
}

@Suite(.serialized) struct `A line of one's own` {
  @Test func `tells of a code`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let id = try await vault.id(of: "github")
    let fields = "{id}|{issuer}|{account}|{type}|{code}|{next}|{period}|{valid_from}|{expires_at}"
    #expect(
      try await vault("code github --at 59 --format", fields).printed(
        "\(id)|GitHub|alice@example.com|totp|287082|359152|30|30|60"))
  }

  @Test func `tells of a counted code, which has no time`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    #expect(
      try await vault("code token --format", "{code} {counter} [{next}{left}{period}]")
        .printed("755224 0 []"))
  }

  @Test func `tells of every account in a list`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.counted])
    let names = try await vault("list --format", "{label}|{counter}")
    #expect(names.text == "GitHub: alice@example.com|\nToken: carol|0\n")
    let codes = try await vault("list --format", "{issuer} {code}").lines
    #expect(codes[0].contains(/^GitHub [0-9]{6}$/) && codes[1] == "Token ")
    #expect(try await vault("code token").printed("755224"))
  }

  @Test func `lets no name act on a terminal`() async throws {
    let vault = try TestVault(uris: [
      "otpauth://totp/a%1B%5D52;c;aGk%07?secret=\(Known.secret)&issuer=b%0Ac"
    ])
    let text = try await vault("list --format", "{issuer}|{account}|{label}").text
    #expect(
      text.hasPrefix("b\u{FFFD}c|a\u{FFFD}]52;c;aGk\u{FFFD}|") && text.count { $0 == "\n" } == 1)
  }

  @Test(arguments: [
    ("code github --format", "{secret}", "--format knows no field {secret}; it knows id, issuer,"),
    ("list --format", "{code", "--format has a brace without its other half"),
    ("list --json --format", "{id}", "--format goes with neither --json nor --codes"),
    ("code github --json --format", "{id}", "one of --json, --format and --copy"),
  ])
  func `is refused where it cannot be meant`(
    command: String, format: String, words: String
  ) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault(command, format)
    #expect(result.failed(64) && result.error.contains(words), "\(result.error)")
  }
}
