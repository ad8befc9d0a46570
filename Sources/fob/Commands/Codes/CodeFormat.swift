internal import Authenticator
internal import TerminalUI

/// A line that the user lays out: text with fields in braces, `{issuer} {code}`. Two braces stand
/// for one that is text.
struct CodeFormat: Equatable {
  /// What can stand in braces.
  enum Field: String, CaseIterable {
    case id, issuer, account, label, type, code, next, left, period, counter
    case validFrom = "valid_from"
    case expiresAt = "expires_at"

    /// Whether it takes a code to know it.
    var needsCode: Bool {
      switch self {
      case .code, .next, .left, .validFrom, .expiresAt: true
      case .id, .issuer, .account, .label, .type, .period, .counter: false
      }
    }
  }

  /// What is wrong with a format.
  enum Fault: Error, Equatable {
    case unknownField(String)
    /// A brace without its other half.
    case unpaired

    /// What happened.
    var message: String {
      switch self {
      case .unknownField(let name):
        "--format knows no field {\(DisplayText.escaped(name, columns: 32))}; it knows "
          + Field.allCases.map(\.rawValue).joined(separator: ", ")
      case .unpaired: "--format has a brace without its other half; {{ or }} stands for one as text"
      }
    }
  }

  private enum Part: Equatable {
    case text(String)
    case field(Field)
  }

  private var parts: [Part] = []

  /// Reads a format.
  ///
  /// - Throws: `Fault`.
  init(_ text: String) throws(Fault) {
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if (character == "{" || character == "}") && rest.first != character {
        guard character == "{", let end = rest.firstIndex(of: "}") else { throw .unpaired }
        let name = String(rest[..<end])
        guard let field = Field(rawValue: name) else { throw .unknownField(name) }
        parts.append(.field(field))
        rest = rest[end...].dropFirst()
      } else {
        if character == "{" || character == "}" { rest.removeFirst() }
        append(character)
      }
    }
  }

  /// Whether a code must be computed for it.
  var needsCode: Bool {
    parts.contains { part in
      guard case .field(let field) = part else { return false }
      return field.needsCode
    }
  }

  /// The line for a code, at a Unix time in seconds.
  func text(of code: ReportedCode, at time: UInt64) -> String {
    switch code {
    case .timed(let account, let timed):
      text(of: account) { field in timed.value(of: field, at: time) }
    case .counted(let account, let text, let counter):
      self.text(of: account) { field in
        switch field {
        case .code: text
        case .counter: String(counter)
        default: nil
        }
      }
    }
  }

  /// The line for an account; what `value` does not know stays empty.
  func text(of account: PublicAccount, value: (Field) -> String? = { _ in nil }) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let field): value(field) ?? account.value(of: field) ?? ""
      }
    }.joined()
  }

  private mutating func append(_ character: Character) {
    if case .text(let text) = parts.last {
      parts[parts.count - 1] = .text(text + String(character))
    } else {
      parts.append(.text(String(character)))
    }
  }
}

extension TimedCode {
  /// `nil` for what a code does not tell.
  func value(of field: CodeFormat.Field, at time: UInt64) -> String? {
    switch field {
    case .code: code
    case .next: next
    case .left: String(validity.upperBound - min(time, validity.upperBound))
    case .validFrom: String(validity.lowerBound)
    case .expiresAt: String(validity.upperBound)
    default: nil
    }
  }
}

extension PublicAccount {
  /// Foreign text is escaped; `nil` for what an account does not tell.
  fileprivate func value(of field: CodeFormat.Field) -> String? {
    switch field {
    case .id: id
    case .issuer: DisplayText.escaped(issuer)
    case .account: DisplayText.escaped(name)
    case .label: label
    case .type: type.rawValue
    case .period: type == .hotp ? nil : String(period)
    case .counter: type == .hotp ? String(counter) : nil
    default: nil
    }
  }
}
