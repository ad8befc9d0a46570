/// A whole number as other apps write it, which may be missing or no number at all.
enum LooseNumber: Sendable, Equatable, ExpressibleByIntegerLiteral {
  case missing
  case number(Int)
  case unreadable

  /// The number, where there is one.
  var value: Int? { if case .number(let number) = self { number } else { nil } }

  init(integerLiteral number: Int) { self = .number(number) }

  /// A JSON value: 6, 6.0, 3e1 or "6". Missing values, nulls and empty texts are missing.
  init(_ value: JSONValue?) {
    switch value {
    case nil, .null: self = .missing
    case .integer(let number): self = .number(number)
    case .decimal(let text):
      self = Double(text).flatMap(Int.init(exactly:)).map(Self.number) ?? .unreadable
    case .text(let text): self.init(text)
    case .flag, .list, .object: self = .unreadable
    }
  }

  /// A text: "6", " 6 " or "6.0". Missing and empty texts, and the word null, are missing.
  init(_ text: String?) {
    let digits = (text ?? "").trimmed
    if digits.isEmpty || digits.lowercased() == "null" {
      self = .missing
    } else if let number = Int(digits) ?? Double(digits).flatMap(Int.init(exactly:)) {
      self = .number(number)
    } else {
      self = .unreadable
    }
  }
}
