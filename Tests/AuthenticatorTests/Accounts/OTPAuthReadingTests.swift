import Authenticator
import Secrets
import TestSupport
import Testing

/// What reading a URI gives.
private func read(_ uri: String) throws(AccountError) -> ReadAccount {
  try OTPAuthURI.read([UInt8](uri.utf8).span, into: SecretArena())
}

/// A URI around one base32 secret, of ten bytes where none is given.
private func totp(secret: String = "JBSWY3DPEHPK3PXP", _ parameters: String = "") -> String {
  "otpauth://totp/Issuer:name?secret=\(secret)\(parameters)"
}

private let tenBytes: [UInt8] = [0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x21, 0xDE, 0xAD, 0xBE, 0xEF]

@Suite struct `The secret in a URI` {
  @Test(arguments: [
    "otpauth://totp/Issuer:name", "otpauth://totp/Issuer:name?issuer=Issuer",
    totp(secret: ""), totp(secret: "A"), totp(secret: "===="), totp(secret: "%3D"), "steam://",
    "motp://Issuer:name?secret=",
  ])
  func `is needed`(uri: String) {
    #expect(throws: AccountError.missingSecret) { try read(uri) }
  }

  @Test(arguments: [
    "JBSWY3DPEHPK3PXP", "jbswy3dpehpk3pxp", "JBSW Y3DP EHPK 3PXP", "JBSW-Y3DP-EHPK-3PXP",
    "JBSW+Y3DP+EHPK+3PXP", "JBSW%20Y3DPEHPK3PXP", "JBSWY3DPEHPK3PXP======",
    "JBSWY3DPEHPK3PXP%3D%3d", "%4ABSWY3DPEHPK3PXP",
  ])
  func `is read in every way that it is written`(secret: String) throws {
    #expect(try read(totp(secret: secret)).account.credential.secret.bytes == tenBytes)
  }

  @Test(arguments: [("JBSWY3DPEHPK3PXPA", 10), ("JBSWY3DPEHPK3PXPABC", 11)])
  func `ends with its last whole byte`(secret: String, count: Int) throws {
    #expect(try read(totp(secret: secret)).account.credential.secret.count == count)
  }

  @Test(arguments: ["0", "1", "8", "9", "!", "_", "é", "/", ".", "%2B"])
  func `has only characters of base32`(character: String) {
    #expect(throws: AccountError.badSecret) {
      try read(totp(secret: "JBSWY3DPEHPK3PX" + character))
    }
  }

  @Test func `of one byte is read with a warning`() throws {
    let read = try read(totp(secret: "ME"))
    #expect(read.account.credential.secret.bytes == [0x61])
    #expect(read.warnings == [.shortSecret(bytes: 1)])
  }

  @Test func `has at most 1024 bytes`() throws {
    #expect(
      try read(totp(secret: String(repeating: "A", count: 1639))).account.credential.secret.count
        == 1024)
    #expect(throws: AccountError.secretTooLong) {
      try read(totp(secret: String(repeating: "A", count: 1640)))
    }
    #expect(throws: AccountError.secretTooLong) {
      try read(totp(secret: String(repeating: "A", count: 100_000)))
    }
  }
}

@Suite struct `The label of a URI` {
  @Test(
    arguments: [
      ("Issuer:name", "Issuer", nil, "name"),
      ("Issuer%3Aname", "Issuer", nil, "name"),
      ("Issuer%3aname", "Issuer", nil, "name"),
      ("Issuer:%20name", "Issuer", nil, "name"),
      ("Issuer: name", "Issuer", nil, "name"),
      ("Issuer:one:two", "Issuer", nil, "one:two"),
      (":name", "", nil, "name"),
      ("%3Aname", "", nil, "name"),
      ("name", "", nil, "name"),
      ("Issuer:", "Issuer", nil, ""),
      ("a+b@example.com", "", nil, "a+b@example.com"),
      ("a/b", "", nil, "a/b"),
      ("Ünïcode:名前 🔐", "Ünïcode", nil, "名前 🔐"),
      ("%C3%9C:%F0%9F%94%90", "Ü", nil, "🔐"),
      ("C#:me", "C#", nil, "me"),
      ("Issuer:name?issuer=Issuer", "Issuer", nil, "name"),
      ("name?issuer=Issuer", "Issuer", nil, "name"),
      ("MyOrg:name?issuer=Microsoft", "Microsoft", "MyOrg", "name"),
      ("Issuer:name?issuer", "Issuer", nil, "name"),
      ("Issuer:name?issuer=", "Issuer", nil, "name"),
      ("Issuer:name?issuer=null", "Issuer", nil, "name"),
      ("name?issuer=Big+Corp", "Big Corp", nil, "name"),
      ("name?issuer=Big%20Corp", "Big Corp", nil, "name"),
      ("name?issuer=Big Corp", "Big Corp", nil, "name"),
      ("name?issuer=Big%2BCorp", "Big+Corp", nil, "name"),
      ("name?issuer=C#", "C#", nil, "name"),
      ("name?issuer=One&issuer=Two", "One", nil, "name"),
      ("name?ISSUER=Issuer", "Issuer", nil, "name"),
      ("A%3AB:name?issuer=A%3AB", "A:B", nil, "name"),
      ("A:B:name?issuer=A:B", "A:B", nil, "name"),
      ("A:B:name?issuer=C", "C", "A", "B:name"),
      ("A%3AB:name?issuer=C", "C", "A:B", "name"),
      ("A%3AB:name?issuer=A", "A", nil, "B:name"),
      (":name?issuer=Issuer", "Issuer", nil, "name"),
    ] as [(String, String, String?, String)])
  func `gives issuer, prefix and name`(
    label: String, issuer: String, prefix: String?, name: String
  ) throws {
    let separator = label.contains("?") ? "&" : "?"
    let read = try read("otpauth://totp/\(label)\(separator)secret=JBSWY3DPEHPK3PXP")
    #expect(read.account.issuer == issuer)
    #expect(read.account.labelPrefix == prefix)
    #expect(read.account.name == name)
    #expect(read.warnings == [])
  }

  @Test(arguments: [
    "otpauth://totp/?secret=JBSWY3DPEHPK3PXP", "otpauth://totp?secret=JBSWY3DPEHPK3PXP",
    "otpauth://totp/:?secret=JBSWY3DPEHPK3PXP", "otpauth://totp/%20?secret=JBSWY3DPEHPK3PXP",
  ])
  func `may be missing, with a warning`(uri: String) throws {
    let read = try read(uri)
    #expect(read.account.name == "" && read.account.issuer == "")
    #expect(read.warnings == [.noLabel])
  }

  @Test func `is repaired where it is not UTF-8, with a warning`() throws {
    let read = try read("otpauth://totp/na%FFme?secret=JBSWY3DPEHPK3PXP")
    #expect(read.account.name == "na\u{FFFD}me")
    #expect(read.warnings == [.repairedText])
  }

  @Test(
    arguments: [
      ("name\u{0}", .zeroByte), ("name%00", .zeroByte), ("name%ZZ", .badPercentEncoding),
      ("name%4", .badPercentEncoding), ("100%", .badPercentEncoding),
    ] as [(String, AccountError)])
  func `is not just any bytes`(label: String, error: AccountError) {
    #expect(throws: error) { try read("otpauth://totp/\(label)?secret=JBSWY3DPEHPK3PXP") }
  }
}

@Suite struct `The numbers in a URI` {
  @Test(arguments: [
    "SHA256", "sha256", "SHA-256", "HmacSHA256", "HMAC-SHA-256", "HMACSHA256", "hmac_sha256",
  ])
  func `the algorithm has many names`(name: String) throws {
    #expect(try read(totp("&algorithm=\(name)")).account.credential.algorithm == .sha256)
  }

  @Test(arguments: ["SHA224", "SHA384", "SHA3-256", "1", "HMAC"])
  func `another algorithm is refused`(name: String) {
    #expect(throws: AccountError.unknownAlgorithm) { try read(totp("&algorithm=\(name)")) }
  }

  @Test func `MD5 is refused by name`() {
    #expect(throws: AccountError.md5) { try read(totp("&algorithm=HmacMD5")) }
  }

  @Test(arguments: [
    "", "&digits=", "&digits", "&digits=null", "&period=&algorithm=", "&period=null",
    "&algorithm=null", "&counter=-1", "&digits=6&digits=9", "&&&",
  ])
  func `what is not said is SHA1, 6 digits and 30 seconds`(parameters: String) throws {
    let read = try read(totp(parameters))
    let usual = Credential(type: .totp, secret: read.account.credential.secret)
    #expect(read.account.credential == usual)
    #expect(read.account.counter == 0)
    #expect(read.warnings == [])
  }

  @Test(arguments: 1...10)
  func `1 to 10 digits are read, below 5 with a warning`(digits: Int) throws {
    let read = try read(totp("&digits=\(digits)"))
    #expect(read.account.credential.digits == digits)
    #expect(read.warnings == (digits < 5 ? [.unusualDigits(digits)] : []))
  }

  @Test(arguments: ["0", "11", "-6", "six", "6.0", "99999999999999999999", "%F0"])
  func `other digits are refused`(digits: String) {
    #expect(throws: AccountError.badDigits) { try read(totp("&digits=\(digits)")) }
  }

  @Test(arguments: [(1, false), (60, false), (86_400, false), (86_401, true), (.max, true)])
  func `a period above a day is read with a warning`(period: Int, isLong: Bool) throws {
    let read = try read(totp("&period=\(period)"))
    #expect(read.account.credential.period == period)
    #expect(read.warnings == (isLong ? [.longPeriod(period)] : []))
  }

  @Test(arguments: ["0", "-30", "30s", "9223372036854775808"])
  func `another period is refused`(period: String) {
    #expect(throws: AccountError.badPeriod) { try read(totp("&period=\(period)")) }
  }

  private let hotp = "otpauth://hotp/Issuer:name?secret=JBSWY3DPEHPK3PXP"

  @Test(arguments: [UInt64(0), 1, 1 << 32, UInt64(Int.max)])
  func `a counter is read`(counter: UInt64) throws {
    let read = try read(hotp + "&counter=\(counter)&period=nonsense")
    #expect(read.account.credential.type == .hotp)
    #expect(read.account.credential.period == 0)
    #expect(read.account.counter == counter)
    #expect(read.warnings == [])
  }

  @Test(arguments: ["", "&counter=", "&counter=null"])
  func `a missing counter is 0, with a warning`(parameters: String) throws {
    let read = try read(hotp + parameters)
    #expect(read.account.counter == 0)
    #expect(read.warnings == [.missingCounter])
  }

  @Test(arguments: ["-1", "9223372036854775808", "x"])
  func `another counter is refused`(counter: String) {
    #expect(throws: AccountError.badCounter) { try read(hotp + "&counter=\(counter)") }
  }
}

@Suite struct `The kinds of URI` {
  @Test(arguments: [
    "OTPAUTH://TOTP/Issuer:name?SECRET=JBSWY3DPEHPK3PXP",
    "apple-otpauth://totp/Issuer:name?secret=JBSWY3DPEHPK3PXP",
    "Apple-OTPAuth://Totp/Issuer:name?Secret=JBSWY3DPEHPK3PXP",
  ])
  func `case does not matter, nor whose scheme it is`(uri: String) throws {
    let account = try read(uri).account
    #expect(account.issuer == "Issuer" && account.name == "name")
    #expect(account.credential.secret.bytes == tenBytes)
  }

  @Test(arguments: [
    "otpauth://steam/Steam:me?secret=JBSWY3DPEHPK3PXP&issuer=Steam",
    "otpauth://totp/Steam:me?secret=JBSWY3DPEHPK3PXP&issuer=Steam",
    "otpauth://totp/Steam:me?secret=JBSWY3DPEHPK3PXP&issuer=STEAM&digits=x&algorithm=MD5",
    "otpauth://totp/steam:me?secret=JBSWY3DPEHPK3PXP",
    "otpauth://totp/Valve:me?secret=JBSWY3DPEHPK3PXP&encoder=steam",
    "otpauth://totp/Valve:me?secret=JBSWY3DPEHPK3PXP&encoder=STEAM&digits=5",
    "otpauth://totp/Valve:me?secret=JBSWY3DPEHPK3PXP&steam",
    "steam://JBSWY3DPEHPK3PXP", "STEAM://jbswy3dpehpk3pxp",
  ])
  func `Steam is told in many ways`(uri: String) throws {
    let account = try read(uri).account
    #expect(
      account.credential
        == Credential(type: .steam, secret: account.credential.secret, digits: 5))
    #expect(account.credential.secret.bytes == tenBytes)
    #expect(account.parameters == [:])
  }

  @Test func `an issuer that only contains Steam is not Steam`() throws {
    let uri = "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=Steamship"
    #expect(try read(uri).account.credential.type == .totp)
  }

  @Test func `mOTP keeps its secret as text`() throws {
    let read = try read("motp://Issuer:name?secret=E3152AFEE62599C8")
    let credential = read.account.credential
    #expect(
      credential
        == Credential(
          type: .motp, secret: Secret(text: "e3152afee62599c8"), algorithm: .md5, digits: 6,
          period: 10))
    #expect(read.account.issuer == "Issuer" && read.account.name == "name")
    #expect(read.warnings == [.missingPIN])
  }

  @Test func `mOTP's secret may be no hexadecimal, with a warning`() throws {
    let read = try read("motp://Issuer:name?secret=My%20Secret!&pin=1234")
    #expect(read.account.credential.secret == Secret(text: "My Secret!"))
    #expect(read.warnings == [.notHexadecimal])
  }

  private let yandex = "otpauth://yaotp/name?secret=6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY"

  @Test func `Yandex has a checked secret`() throws {
    let read = try read(yandex + "&pin_length=4")
    #expect(read.account.credential.type == .yandex)
    #expect(read.account.credential.algorithm == .sha256)
    #expect(read.account.credential.digits == 8)
    #expect(read.account.parameters == ["pin_length": "4"])
    #expect(read.warnings == [.missingPIN])
  }

  @Test(arguments: [
    "6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRU", "6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBT",
    "7SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY", "JBSWY3DPEHPK3PXP",
  ])
  func `a mistyped Yandex secret is refused`(secret: String) {
    #expect(throws: AccountError.badYandexSecret) { try read("otpauth://yaotp/x?secret=\(secret)") }
  }

  @Test func `Yandex's secret may come without its checksum`() throws {
    let read = try read("otpauth://yaotp/x?secret=6SB2IKNM6OBZPAVBVTOHDKS4FA&pin=GUZDGOI")
    #expect(read.account.credential.secret.count == 16)
    #expect(
      try read.account.credential.code(at: 1_641_559_648, pin: read.account.pin).text == "umozdicq")
  }

  @Test(arguments: [("GUZDGOI", "5239"), ("guzdgoi", "5239"), ("5239", "5239"), ("2345", "2345")])
  func `a PIN comes as base32 or as its digits`(pin: String, digits: String) throws {
    let read = try read(yandex + "&pin=\(pin)")
    #expect(read.account.pin == Secret(text: digits))
    #expect(read.warnings == [])
  }

  @Test(arguments: [
    "!", "G", "%20", "%ZZ", String(repeating: "1", count: 1025),
  ])
  func `a PIN that is neither is left out, with a warning`(pin: String) throws {
    let read = try read(yandex + "&pin=\(pin)")
    #expect(read.account.pin == nil)
    #expect(read.warnings == [.unreadablePIN, .missingPIN])
  }

  @Test func `what the URI says beside is kept`() throws {
    let uri = totp("&image=https%3A%2F%2Fexample.com%2Fa.png&lock=true&color=&x&codeDisplay=%7B%7D")
    #expect(
      try read(uri).account.parameters == [
        "image": "https://example.com/a.png", "lock": "true", "color": "", "x": "",
        "codeDisplay": "{}",
      ])
  }

  @Test(arguments: [
    "", "otpauth", "otpauth:/", "https://example.com/?secret=JBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PXP",
    "otpauth-migration://offline?data=AA",
  ])
  func `what is no account's URI is told`(text: String) {
    #expect(throws: AccountError.notAnAccount) { try read(text) }
    let isAccount = OTPAuthURI.isAccount([UInt8](text.utf8).span)
    #expect(!isAccount)
  }

  @Test(arguments: ["otpauth://", "otpauth:///x?secret=ME", "otpauth://ocra/x?secret=ME"])
  func `an unknown type is told`(uri: String) {
    #expect(throws: AccountError.unknownType) { try read(uri) }
  }

  @Test func `a URI of megabytes is refused`() {
    let uri = totp("&x=" + String(repeating: "x", count: 300_000))
    #expect(throws: AccountError.tooLong) { try read(uri) }
  }
}

@Suite struct `Naming a URI that cannot be read` {
  @Test(arguments: [
    ("otpauth://totp/Issuer:na%20me?secret=!", "Issuer:na me"), ("motp://A:b?secret=", "A:b"),
    ("otpauth://ocra/A:b?secret=ME", "A:b"),
  ])
  func `its label is told`(uri: String, label: String) {
    let told = OTPAuthURI.label(of: [UInt8](uri.utf8).span)
    #expect(told == label)
  }

  @Test(arguments: [
    "steam://JBSWY3DP!", "otpauth://totp/JBSWY3DP", "otpauth://totp/a&secret=JBSWY3DP",
    "otpauth://totp/a%3Fsecret%3DJBSWY3DP?x", "otpauth://totp/a%26SECRET=JBSWY3DP?x", "JBSWY3DP?",
  ])
  func `what might be a secret is never told`(uri: String) {
    let told = OTPAuthURI.label(of: [UInt8](uri.utf8).span)
    #expect(told == "")
  }
}
