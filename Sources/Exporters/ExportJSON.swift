internal import Secrets

/// A JSON value to write (RFC 8259), keys in the order given, with secrets in locked memory.
enum ExportJSON {
  case null
  case flag(Bool)
  case number(UInt64)
  case text(String)
  /// Text whose bytes are a secret.
  case secret(Secret)
  /// The bytes of a secret as numbers from -128 to 127.
  case signedBytes(Secret)
  case list([ExportJSON])
  case object([(String, ExportJSON)])

  /// The document.
  var document: Secret {
    var text = ExportText()
    write(to: &text)
    return text.secret
  }

  private func write(to text: inout ExportText) {
    switch self {
    case .null: text += "null"
    case .flag(let flag): text += flag ? "true" : "false"
    case .number(let number): text += String(number)
    case .text(let value): text += ExportJSON.quoted(value)
    case .secret(let secret):
      text += "\""
      text += secret.replacing(ExportJSON.escape)
      text += "\""
    case .signedBytes(let secret): ExportJSON.write(secret, to: &text)
    case .list(let list): write(list, to: &text)
    case .object(let pairs): write(pairs, to: &text)
    }
  }

  private func write(_ list: [ExportJSON], to text: inout ExportText) {
    text += "["
    for (index, value) in list.enumerated() {
      if index > 0 { text += "," }
      value.write(to: &text)
    }
    text += "]"
  }

  private func write(_ pairs: [(String, ExportJSON)], to text: inout ExportText) {
    text += "{"
    for (index, pair) in pairs.enumerated() {
      text += (index > 0 ? "," : "") + ExportJSON.quoted(pair.0) + ":"
      pair.1.write(to: &text)
    }
    text += "}"
  }

  private static func write(_ secret: Secret, to text: inout ExportText) {
    text += "["
    let last = secret.count - 1
    text += Secret(
      SecretBytes(capacity: secret.count * 5) { output in
        secret.withBytes { bytes in
          for index in bytes.indices {
            let number = String(Int8(bitPattern: bytes[index]))
            for byte in (number + (index < last ? "," : "")).utf8 { output.append(byte) }
          }
        }
      })
    text += "]"
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + String(
        decoding: text.utf8.flatMap { byte in
          escape(byte).map { Array($0.utf8) } ?? [byte]
        }, as: UTF8.self) + "\""
  }

  /// What stands for a byte within a string, where it cannot stand there itself.
  private static func escape(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case 0..<16: "\\u000" + String(byte, radix: 16)
    case 16..<32: "\\u00" + String(byte, radix: 16)
    default: nil
    }
  }
}

extension ExportJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: UInt64) { self = .number(number) }
}

extension ExportJSON {
  /// A number that is never negative.
  static func number(_ number: Int) -> ExportJSON { .number(UInt64(clamping: number)) }
}
