internal import QRImages

/// What was seen where nothing was read, as a JSON object (RFC 8259) on a line of its own.
struct ImpressionLine {
  let impression: Impression

  init(_ impression: Impression) {
    self.impression = impression
  }

  /// The line, with its newline.
  var json: String {
    let hints = impression.hints.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    return #"{"seen": "\#(impression.hasCode ? "code" : "nothing")", "hints": [\#(hints)], "#
      + #""width": \#(impression.width), "height": \#(impression.height), "#
      + #""finder_patterns": \#(impression.finderPatterns), "#
      + #""module": \#(tenths(impression.module)), "brightness": \#(impression.brightness), "#
      + #""contrast": \#(impression.contrast), "edge": \#(tenths(impression.edge))}"# + "\n"
  }

  private func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
