internal import QRImages

/// One code as a JSON object (RFC 8259) on a line of its own.
///
/// `payload` is the text; where the bytes are not UTF-8, they are repaired in it, and
/// `payload_base64` (RFC 4648, section 4) has them exactly.
struct PayloadLine {
  let payload: [UInt8]
  let part: Code.Part?

  /// The line, with its newline.
  var json: String {
    let text = String(decoding: payload, as: UTF8.self)
    let exact = text.utf8.elementsEqual(payload)
    let bytes = exact ? "" : #", "payload_base64": "\#(Self.base64(payload))""#
    let place = part.map {
      #", "part": \#($0.number), "parts": \#($0.count), "parity": \#($0.parity)"#
    }
    return #"{"payload": "\#(Self.escaped(text))"\#(bytes)\#(place ?? "")}"# + "\n"
  }

  /// Escapes what JSON must escape, and every control character that a terminal might act on.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"": result += #"\""#
      case "\\": result += #"\\"#
      case "\n": result += #"\n"#
      case _ where scalar.properties.generalCategory == .control:
        let digits = String(scalar.value, radix: 16)
        result += #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  private static func base64(_ bytes: [UInt8]) -> String {
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(alphabet[bits >> (18 - 6 * place) & 63]) }
      text += String(repeating: "=", count: 3 - group.count)
    }
    return text
  }
}
