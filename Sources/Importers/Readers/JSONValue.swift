/// A JSON value (RFC 8259) of another app's file.
indirect enum JSONValue: Sendable, Equatable {
  case null
  case flag(Bool)
  /// A number without fraction and exponent that 64 bits hold.
  case integer(Int)
  /// Any other number, as it is written.
  case decimal(String)
  case text(String)
  case list([JSONValue])
  case object(JSONObject)

  /// A member of an object; `nil` where there is none, where it is null, or where this is no object.
  subscript(_ key: String) -> JSONValue? {
    guard case .object(let object) = self, let value = object[key], value != .null else {
      return nil
    }
    return value
  }

  /// An element of a list; `nil` where there is none.
  subscript(_ index: Int) -> JSONValue? { list.flatMap { $0.indices ~= index ? $0[index] : nil } }

  /// A text; `nil` for any other value.
  var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The elements of a list; `nil` for any other value.
  var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }

  /// An object; `nil` for any other value.
  var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

  /// A flag, as apps write it: `true`, 1, "true" or "1"; `nil` for what is none.
  var flag: Bool? {
    switch self {
    case .flag(let flag): flag
    case .integer(0): false
    case .integer(1): true
    case .text(let text): ["true": true, "1": true, "false": false, "0": false][text.lowercased()]
    default: nil
    }
  }

  /// A whole number, as apps write it: 6, 6.0, 3e1, "6"; `nil` for what is none.
  var integer: Int? { LooseNumber(self).value }

  /// A text, or a number or a flag as text; `nil` for null, lists and objects.
  var scalarText: String? {
    switch self {
    case .text(let text), .decimal(let text): text
    case .integer(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .null, .list, .object: nil
    }
  }
}

/// The members of a JSON object, in their order. Where a key stands twice, the last value counts.
struct JSONObject: Sendable, Equatable {
  private(set) var members: [(key: String, value: JSONValue)] = []
  private var positions: [String: Int] = [:]

  /// The keys, in their order.
  var keys: [String] { members.map(\.key) }

  subscript(_ key: String) -> JSONValue? { positions[key].map { members[$0].value } }

  /// Sets a member.
  mutating func set(_ key: String, to value: JSONValue) {
    if let position = positions[key] {
      members[position].value = value
    } else {
      positions[key] = members.count
      members.append((key, value))
    }
  }

  static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.elementsEqual(right.members) { $0.key == $1.key && $0.value == $1.value }
  }
}
