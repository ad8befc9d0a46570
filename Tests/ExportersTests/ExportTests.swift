import Authenticator
import Exporters
import Importers
import Secrets
import TestSupport
import Testing

@Suite struct `An export` {
  @Test(arguments: ExportFormat.catalogue.map(\.name))
  func `gives the same accounts when it is imported again`(name: String) throws {
    let format = try #require(ExportFormat.named(name))
    let (taken, content) = try Exported.content(name)
    let result = try Exported.imported(content)
    #expect(result.skipped.isEmpty && result.otherEntries == 0 && result.missingBatches.isEmpty)
    // FreeOTP+ keys its tokens by their names: the second of one name has a number.
    var seen: Set<String> = []
    let expected = taken.map { account in
      var words = account.words(format)
      let isFirst = seen.insert("\(words[0]):\(words[1])").inserted
      if name == "freeotp-plus", !isFirst { words[1] += " (2)" }
      return words
    }
    #expect(result.accounts.map { $0.account.words(format) } == expected)
  }

  @Test(arguments: ExportFormat.catalogue.filter(\.isEncrypted).map(\.name))
  func `that is encrypted needs a password`(name: String) throws {
    let format = try #require(ExportFormat.named(name))
    #expect(throws: ExportError.needsPassword) {
      try format.write(Exported.accounts, password: nil, at: 0)
    }
  }

  @Test(arguments: ExportFormat.catalogue.filter(\.isEncrypted).map(\.name))
  func `that is encrypted shows no secret and no name, and is never the same`(
    name: String
  ) throws {
    let files = try (0..<2).map { _ in
      guard case .file(let file) = try Exported.content(name).content else { return [UInt8]() }
      return file.bytes
    }
    let text = String(decoding: files[0], as: UTF8.self)
    #expect(files[0] != files[1] && !text.contains("GitHub") && text.utf8.count > 1000)
  }

  @Test func `opens with its own password alone`() throws {
    let content = try Exported.content("aegis-encrypted").content
    #expect(throws: ImportError.wrongPassword) {
      try Exported.imported(content, password: "wrong")
    }
  }

  @Test(arguments: [(0, 1), (10, 1), (11, 2), (35, 4)])
  func `for Google has at most ten accounts a code`(count: Int, codes: Int) throws {
    let accounts = (0..<count).map { number in
      Account(
        issuer: "Issuer \(number)", name: "a:b",
        credential: Credential(type: .totp, secret: Secret(bytes: [UInt8](repeating: 7, count: 20)))
      )
    }
    let (taken, content) = try Exported.content("google", accounts)
    guard case .codes(let written) = content else { throw ExportError.needsPassword }
    #expect(written.payloads().count == (count == 0 ? 0 : codes))
    #expect(written.payloads(ofAtMost: 3).count == (count + 2) / 3)
    let result = count == 0 ? ImportResult() : try Exported.imported(content)
    #expect(result.accounts.map(\.account.issuer) == taken.map(\.issuer))
    #expect(result.accounts.allSatisfy { $0.account.name == "a:b" })
    #expect(result.missingBatches.isEmpty)
  }

  @Test func `says what it cannot take`() throws {
    func names(_ name: String) throws -> [String] {
      let format = try #require(ExportFormat.named(name))
      return Exported.accounts.filter { format.reasonAgainst($0) != nil }.map(\.issuer)
    }
    #expect(try names("otpauth").isEmpty && names("aegis").isEmpty && names("stratum").isEmpty)
    #expect(try names("google") == ["Example Bank", "Steam", "Yandex", "Mobile"])
    #expect(try names("bitwarden") == ["Example VPN", "Yandex", "Mobile"])
    for name in ["2fas", "ente", "ente-encrypted", "freeotp-plus", "keepass"] {
      #expect(try names(name) == ["Yandex", "Mobile"])
    }
    #expect(try names("andotp") == ["Yandex"])
  }

  @Test func `for an app leaves out what the app cannot take`() throws {
    let proton = try #require(ExportApp.named("proton"))
    let refused = Exported.accounts.filter { proton.reasonAgainst($0) != nil }
    #expect(refused.map(\.issuer) == ["Example VPN", "Yandex", "Mobile"])
    for app in ExportApp.catalogue {
      for account in Exported.accounts where app.format.reasonAgainst(account) != nil {
        #expect(app.reasonAgainst(account) != nil, "\(app.name)")
      }
    }
  }

  /// What each app would compute otherwise, or fail at.
  private static let limits: [(app: String, odd: Odd, reason: String?)] = [
    ("2fas", Odd.digits(9), "has codes of 9 digits"), ("2fas", .digits(5), nil),
    ("2fas", .period(60), nil), ("2fas", .period(45), "has codes that hold for 45 seconds"),
    ("2fas", .counter(1 << 31), "has a counter that is too large for the format"),
    ("2fas", .counter((1 << 31) - 1), nil), ("aegis", .period(86_400), nil),
    ("aegis", .period(2_147_484), "has codes that hold for 2147484 seconds"),
    ("freeotp-plus", .digits(9), nil), ("freeotp-plus", .digits(10), "has codes of 10 digits"),
    ("google", .digits(8), nil), ("google", .digits(7), "has codes of 7 digits"),
    ("google", .period(60), "has codes that hold for 60 seconds"), ("google", .counter(9), nil),
    ("keepass", .digits(8), nil), ("keepass", .digits(9), "has codes of 9 digits"),
    ("keepass", .counter(9), nil), ("keepass", .counted(.sha256), "counts its codes with SHA256"),
    ("keepassxc", .period(60), nil), ("keepassxc", .digits(10), "has codes of 10 digits"),
    ("keepassxc", .period(90), "has codes that hold for 90 seconds"),
    ("keepassxc", .counter(9), "has codes of a type that the app does not know"),
    ("proton", .period(65_535), nil),
    ("proton", .period(65_536), "has codes that hold for 65536 seconds"),
    ("stratum", .digits(5), "has codes of 5 digits"), ("stratum", .digits(10), nil),
    ("bitwarden", .digits(10), nil), ("ente", .digits(1), nil), ("andotp", .period(7), nil),
  ]

  @Test(arguments: limits)
  func `for an app leaves out what would have other codes there`(
    name: String, odd: Odd, reason: String?
  ) throws {
    let app = try #require(ExportApp.named(name))
    #expect(app.reasonAgainst(odd.account) == reason)
  }

  @Test func `for Stratum names an issuer where there is none`() throws {
    let account = Account(
      issuer: "", name: "alice",
      credential: Credential(type: .totp, secret: Secret(bytes: Array(repeating: 7, count: 20))))
    let read = try Exported.imported(Exported.content("stratum", [account]).content).accounts
    #expect(read.map { [$0.account.issuer, $0.account.name] } == [["alice", ""]])
  }

  @Test func `for FreeOTP+ keeps apart what has the same names`() throws {
    guard case .file(let file) = try Exported.content("freeotp-plus").content else { return }
    let text = String(decoding: file.bytes, as: UTF8.self)
    #expect(text.contains(#""GitHub:bob","GitHub:bob (2)""#))
  }

  @Test func `has every name once`() {
    let names = ExportFormat.catalogue.map(\.name)
    #expect(Set(names).count == names.count && !names.contains { ExportFormat.named($0) == nil })
  }
}

/// An account that is odd in one way.
enum Odd: Sendable {
  case digits(Int), period(Int), counter(UInt64), counted(HashAlgorithm)

  var account: Account {
    let secret = Secret(bytes: [UInt8](repeating: 7, count: 20))
    return switch self {
    case .digits(let digits): account(Credential(type: .totp, secret: secret, digits: digits))
    case .period(let period): account(Credential(type: .totp, secret: secret, period: period))
    case .counter(let counter): account(Credential(type: .hotp, secret: secret), counter)
    case .counted(let hash): account(Credential(type: .hotp, secret: secret, algorithm: hash))
    }
  }

  private func account(_ credential: Credential, _ counter: UInt64 = 0) -> Account {
    Account(issuer: "Odd", name: "alice", credential: credential, counter: counter)
  }
}
