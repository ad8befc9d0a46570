internal import Secrets

/// What `fob-scan` tells about a picture.
struct ScannedPicture {
  /// A code that it read.
  struct Code {
    /// The exact bytes.
    let payload: Secret
    /// Which of several codes it is that carry one message together (structured append).
    let part: Part?
  }

  /// A place among several codes. Those of one message have the same count and parity.
  struct Part: Hashable {
    let number: Int
    let count: Int
    let parity: Int
  }

  /// What was seen where nothing could be read.
  struct Impression: Equatable {
    /// Whether there is a code, though its text could not be read.
    let hasCode: Bool
    /// What is wrong with the picture, as measured; what helps most comes first.
    let hints: [String]

    /// The two that help most, in words: "a code was found but its text could not be read: too
    /// small, too dark".
    var summary: String {
      let what = hasCode ? "a code was found but its text could not be read" : "no code found"
      return hints.isEmpty ? what : "\(what): \(hints.prefix(2).joined(separator: ", "))"
    }
  }

  var codes: [Code] = []
  var impression: Impression?
  /// What was not looked at, in words.
  var unseen: [String] = []
}
