package import Secrets

/// What can be told to another process as a `Value`, and read again there.
package protocol Transferable: Sendable {
  /// What is told.
  var value: Value { get }
  /// Reads what `value` gives; `nil` for anything else.
  init?(_ value: Value)
}

/// The parts of a list, taken one after the other.
package struct Parts {
  private var rest: ArraySlice<Value>

  /// `nil` where `value` is no list of so many parts.
  package init?(_ value: Value, count: Int) {
    guard let list = value.list, list.count == count else { return nil }
    rest = list[...]
  }

  /// The next part, or `nil` where it is something else than what is asked for.
  package mutating func next<Part: Transferable>() -> Part? {
    rest.popFirst().flatMap { Part($0) }
  }
}

extension Value {
  /// A list, for `Parts` to read.
  package static func parts(_ parts: any Transferable...) -> Value { .list(parts.map(\.value)) }
}

extension String: Transferable {
  package var value: Value { .text(self) }

  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    self = text
  }
}

extension UInt64: Transferable {
  package var value: Value { .unsigned(self) }

  package init?(_ value: Value) {
    guard let number = value.unsigned else { return nil }
    self = number
  }
}

extension Int: Transferable {
  /// For numbers that are never negative.
  package var value: Value { .unsigned(UInt64(clamping: self)) }

  package init?(_ value: Value) {
    guard let number = value.unsigned.flatMap(Int.init(exactly:)) else { return nil }
    self = number
  }
}

extension Bool: Transferable {
  package var value: Value { .flag(self) }

  package init?(_ value: Value) {
    guard let flag = value.flag else { return nil }
    self = flag
  }
}

extension ID128: Transferable {
  package var value: Value { .bytes(bytes) }

  package init?(_ value: Value) {
    guard let bytes = value.bytes else { return nil }
    self.init(bytes)
  }
}

extension Secret: Transferable {
  package var value: Value { .secret(self) }

  package init?(_ value: Value) {
    guard let secret = value.secret else { return nil }
    self = secret
  }
}

extension Array: Transferable where Element: Transferable {
  package var value: Value { .list(map(\.value)) }

  package init?(_ value: Value) {
    guard let list = value.list else { return nil }
    self = list.compactMap { Element($0) }
    guard count == list.count else { return nil }
  }
}

extension Optional: Transferable where Wrapped: Transferable {
  package var value: Value { self?.value ?? .null }

  package init?(_ value: Value) {
    if case .null = value {
      self = .none
    } else {
      guard let wrapped = Wrapped(value) else { return nil }
      self = .some(wrapped)
    }
  }
}

/// What is no text is passed over.
extension Dictionary: Transferable where Key == String, Value == String {
  package var value: Authenticator.Value { .table(map { ($0.key, .text($0.value)) }) }

  package init?(_ value: Authenticator.Value) {
    guard let map = value.map else { return nil }
    self.init(
      map.pairs.compactMap { key, value in value.text.map { (key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
