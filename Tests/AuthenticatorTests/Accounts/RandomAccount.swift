import Authenticator
import Secrets
import TestSupport

extension Account {
  /// What reading the account's URI gives, by the rules that `OTPAuthURI.write` states.
  var asRead: Account {
    var read = Account(
      issuer: issuer.trimmed, name: name.trimmed, credential: credential, pin: pin,
      counter: counter, labelPrefix: labelPrefix?.trimmed,
      parameters: Dictionary(
        uniqueKeysWithValues: parameters.map { ($0.withoutZeros, $1.withoutZeros) }))
    if read.issuer.isEmpty {
      read.issuer = read.labelPrefix ?? ""
      read.labelPrefix = nil
    }
    if read.labelPrefix == "" || read.labelPrefix == read.issuer { read.labelPrefix = nil }
    let label = "\(read.labelPrefix ?? ""):\(read.name)".utf8
    if read.labelPrefix != nil, label.starts(with: "\(read.issuer):".utf8) {
      read.name =
        String(decoding: label.dropFirst(read.issuer.utf8.count + 1), as: UTF8.self)
        .trimmed
      read.labelPrefix = nil
    }
    return read
  }

  /// An account with hostile names and extreme numbers.
  static func random(using random: inout SeededGenerator) -> Account {
    let type = CodeType.allCases.randomElement(using: &random) ?? .totp
    let issuer = Bool.random(using: &random) ? String.random(using: &random) : "Steam"
    let prefixes = [nil, .random(using: &random), "\(issuer):" + .random(using: &random)]
    let hasPIN = Bool.random(using: &random)
    return Account(
      issuer: issuer, name: .random(using: &random), credential: .random(type, using: &random),
      pin: hasPIN ? Secret(text: "\(UInt32.random(in: 0 ... .max, using: &random))!") : nil,
      counter: type == .hotp ? UInt64(Int.random(in: 0 ... .max, using: &random)) : 0,
      labelPrefix: prefixes.randomElement(using: &random) ?? nil,
      parameters: Dictionary(
        (0..<3).map { ("x\($0)" + .random(using: &random), .random(using: &random)) },
        uniquingKeysWith: { first, _ in first }))
  }
}

extension Credential {
  fileprivate static func random(
    _ type: CodeType, using random: inout SeededGenerator
  ) -> Credential {
    let length = type == .yandex ? 16 : Int.random(in: 1...100, using: &random)
    let bytes = (0..<length).map { _ in
      type == .motp
        ? UInt8.random(in: 32...126, using: &random) : .random(in: 0...255, using: &random)
    }
    let algorithm: HashAlgorithm = [.sha1, .sha256, .sha512].randomElement(using: &random) ?? .sha1
    return Credential(
      type: type, secret: Secret(bytes: [UInt8(ascii: "g")].prefix(type == .motp ? 1 : 0) + bytes),
      algorithm: type.isFixed ? type.defaultAlgorithm : algorithm,
      digits: type.isFixed ? type.defaultDigits : .random(in: 1...10, using: &random),
      period: Bool.random(using: &random) ? 30 : .random(in: 1 ... .max, using: &random))
  }
}

extension String {
  fileprivate static let pieces = [
    ":", "%", "%3A", "%00", "+", "&", "=", "?", "#", "/", " ", "\t", "\r\n", "\u{0}", "\u{FEFF}",
    "é", "e\u{301}", "\u{301}", "🔐", "👩‍👩‍👧", "\u{202E}", "\u{2066}", "名前", "\u{10FFFF}", "\u{85}",
    "\\", "\"", "'", "null", "issuer", "alice", "Z", "\u{7F}", "\u{1B}[31m",
  ]

  fileprivate static func random(using random: inout SeededGenerator) -> String {
    let length = Int.random(in: 0...6, using: &random)
    return (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  fileprivate var withoutZeros: String { String(decoding: utf8.filter { $0 != 0 }, as: UTF8.self) }

  fileprivate var trimmed: String {
    let isSpace = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
    let front = utf8.filter { $0 != 0 }.drop(while: isSpace)
    return String(decoding: front.reversed().drop(while: isSpace).reversed(), as: UTF8.self)
  }
}
