// What lies over the list and waits for a short answer.

/// What an import found, and will do.
public struct Findings: Sendable, Equatable {
  /// The plan, a line each; raw text.
  public let lines: [String]
  /// How many accounts it would add or complete.
  public let changes: Int

  /// What was found.
  public init(lines: [String], changes: Int) {
    self.lines = lines
    self.changes = changes
  }
}

/// Findings with how far they are scrolled.
struct Review: Sendable, Equatable {
  let findings: Findings
  var scroll = 0

  init(_ findings: Findings) { self.findings = findings }

  var question: String {
    let count = findings.changes
    return count == 0 ? "nothing new" : "add \(count) \(count == 1 ? "account" : "accounts")?"
  }
}

/// A question that only yes or no answers.
struct Question: Sendable, Equatable {
  /// Shows a secret to whoever looks.
  let drawing: Row

  var lines: [String] {
    [
      "Show the QR code of \(drawing.title)?", "",
      "It holds the secret: whoever sees it, or takes a picture of it, can make your codes.",
    ]
  }
}

/// The tags to choose from.
struct TagChoice: Sendable, Equatable {
  let names: [String]
  let counts: [Int]
  var selection = 0

  /// Nil where no account has a tag.
  init?(_ tags: [(name: String, count: Int)]) {
    guard !tags.isEmpty else { return nil }
    names = tags.map(\.name)
    counts = tags.map(\.count)
  }

  mutating func move(by distance: Int) {
    selection = min(max(0, selection + distance), names.count - 1)
  }
}
