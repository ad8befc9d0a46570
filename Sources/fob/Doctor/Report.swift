internal import SystemPackage
internal import TerminalUI

/// What `fob doctor` found, for people and for programs.
struct Report {
  private var lines: [(name: String, finding: Finding)] = []

  /// Whether something needs doing.
  var hasAdvice: Bool {
    lines.contains { line in
      if case .advice = line.finding { true } else { false }
    }
  }

  mutating func add(_ name: String, _ finding: Finding) { lines.append((name, finding)) }

  /// An array of `{check, state, message, remedy}`; the remedy only where the state is `advice`.
  var json: JSON {
    .list(
      lines.map { name, finding in
        .object([("check", .text(name)), ("state", .text(finding.state))] + finding.pairs)
      })
  }

  /// A line, as it is found, and under it what to do.
  static func text(_ name: String, _ finding: Finding) -> String {
    let start = DisplayText.fitted(finding.mark, columns: 7) + DisplayText.fitted(name, columns: 16)
    let message = start + DisplayText.escaped(finding.message)
    guard case .advice(_, let remedy) = finding else { return message }
    return message + "\n" + String(repeating: " ", count: 23) + DisplayText.escaped(remedy)
  }
}

extension Finding {
  fileprivate var message: String {
    switch self {
    case .fine(let message), .advice(let message, _), .skipped(let message): message
    }
  }

  /// What stands at the start of its line.
  fileprivate var mark: String {
    switch self {
    case .fine: "fine"
    case .advice: "to do"
    case .skipped: "-"
    }
  }

  fileprivate var state: String {
    switch self {
    case .fine: "fine"
    case .advice: "advice"
    case .skipped: "skipped"
    }
  }

  fileprivate var pairs: [(String, JSON)] {
    guard case .advice(_, let remedy) = self else { return [("message", .text(message))] }
    return [("message", .text(message)), ("remedy", .text(remedy))]
  }
}
