internal import Secrets

/// Puts together the messages that several codes carry (structured append: ISO/IEC 18004, clause 8),
/// from whatever pictures their codes are in, in any order.
final class CodeParts {
  /// A message that is whole.
  struct Message {
    let payload: Secret
    /// How many codes carry it.
    let count: Int
    /// The sources of its parts, each once.
    let sources: [String]
  }

  /// What the parts of a message have in common. One message in 256 shares it with another.
  private struct Series: Hashable {
    let count: Int
    let parity: Int
  }

  private struct Seen {
    let number: Int
    let payload: Secret
    let source: String
    var isJoined = false
  }

  /// The most parts of a series that are kept, and the most ways to put them together.
  private static let most = 256

  private var seen: [Series: [Seen]] = [:]
  private var order: [Series] = []

  /// Takes a part; one that is known already is passed over.
  ///
  /// - Parameters:
  ///   - code: a code that is a part.
  ///   - source: where it was read.
  /// - Returns: the message, where this part completes one and its parity is right.
  func add(_ code: ScannedPicture.Code, from source: String) -> Message? {
    guard let part = code.part, (1...16).contains(part.count),
      (1...part.count).contains(part.number)
    else { return nil }
    let series = Series(count: part.count, parity: part.parity)
    var parts = seen[series, default: []]
    let isKnown = parts.contains { $0.number == part.number && $0.payload == code.payload }
    guard !isKnown, parts.count < CodeParts.most else { return nil }
    if parts.isEmpty { order.append(series) }
    parts.append(Seen(number: part.number, payload: code.payload, source: source))
    let message = CodeParts.whole(of: parts, series)
    for index in message ?? [] { parts[index].isJoined = true }
    seen[series] = parts
    return message.map { indices in CodeParts.message(of: indices.map { parts[$0] }) }
  }

  /// The parts of one message, by their places: the last one, and of each other number one that is
  /// in no message yet.
  private static func whole(of parts: [Seen], _ series: Series) -> [Int]? {
    guard let last = parts.indices.last else { return nil }
    let choices = (1...series.count).map { number in
      number == parts[last].number
        ? [last] : parts.indices.filter { parts[$0].number == number && !parts[$0].isJoined }
    }
    let ways = choices.reduce(1) { min($0 * $1.count, most) }
    return (0..<ways).lazy.map { way in
      var rest = way
      return choices.map { choice in
        defer { rest /= choice.count }
        return choice[rest % choice.count]
      }
    }.first { indices in parity(of: indices.map { parts[$0] }) == series.parity }
  }

  /// All bytes under exclusive or.
  private static func parity(of parts: [Seen]) -> Int {
    parts.reduce(0) { parity, part in
      part.payload.withBytes { bytes in bytes.indices.reduce(parity) { $0 ^ Int(bytes[$1]) } }
    }
  }

  private static func message(of parts: [Seen]) -> Message {
    let count = parts.reduce(0) { $0 + $1.payload.count }
    let payload = SecretArena().secret(capacity: count) { output in
      for part in parts { part.payload.withBytes { output.append(copying: $0) } }
    }
    return Message(payload: payload, count: parts.count, sources: sources(of: parts))
  }

  private static func sources(of parts: [Seen]) -> [String] {
    parts.reduce(into: []) { if !$0.contains($1.source) { $0.append($1.source) } }
  }
}

extension CodeParts {
  /// The messages that are not whole: "part 1 of 2 is in a.png; part 2 is missing".
  var missing: [String] {
    order.compactMap { series in
      let parts = seen[series, default: []].filter { !$0.isJoined }
      guard !parts.isEmpty else { return nil }
      let there = Set(parts.map(\.number)).sorted()
      let lacking = (1...series.count).filter { !there.contains($0) }
      let places = listed(CodeParts.sources(of: parts))
      let what = "\(numbered(there)) of \(series.count) \(there.count == 1 ? "is" : "are")"
      return lacking.isEmpty
        ? "\(what) in \(places), and do not belong together"
        : "\(what) in \(places); \(numbered(lacking)) \(lacking.count == 1 ? "is" : "are") missing"
    }
  }

  private func numbered(_ numbers: [Int]) -> String {
    "part\(numbers.count == 1 ? "" : "s") \(listed(numbers.map(String.init)))"
  }
}

/// A list in words: "a", "a and b", "a, b and c".
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return "\(words.dropLast().joined(separator: ", ")) and \(last)"
}
