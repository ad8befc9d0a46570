/// A JSON value to print (RFC 8259), keys in the order given.
enum JSON {
  case null
  case flag(Bool)
  case number(UInt64)
  case text(String)
  case list([JSON])
  case object([(String, JSON)])

  /// On one line.
  var text: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): JSON.quoted(text)
    case .list(let list): "[" + list.map(\.text).joined(separator: ",") + "]"
    case .object(let pairs):
      "{" + pairs.map { JSON.quoted($0) + ":" + $1.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += #"\""#
      case "\\": quoted += #"\\"#
      case "\n": quoted += #"\n"#
      default:
        if scalar.actsUnseen {
          quoted += escape(of: scalar)
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// `\u` and four digits for each UTF-16 unit.
  private static func escape(of scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may act on it, or it shows nothing: what `DisplayText` replaces.
  fileprivate var actsUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}

extension JSON: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self = .text(text) }
}
