internal import Authenticator

/// A URI within a line of text, whatever people and programs put around it.
struct URIPiece {
  /// Where it stands in the text.
  let range: Range<Int>
  /// Whether words follow it that are no part of it, as far as can be told.
  var isFollowed = false
  /// Whether what follows its secret may be the rest of the secret.
  var isUnclear = false

  /// The longest first, where one ends like another.
  private static let schemes = [
    "otpauth-migration://", "apple-otpauth://", "otpauth://", "steam://", "motp://",
  ]
  /// The characters of a secret from which on an unannounced `steam://` is no link to a game.
  private static let shortestSteamSecret = 16

  /// Finds the URIs of a line.
  ///
  /// - Parameters:
  ///   - line: a line, without white space around it.
  ///   - text: any bytes.
  ///   - isCode: whether the line is all that a QR code says, so that spaces in it belong to a URI.
  /// - Returns: the URIs in their order; none overlap.
  static func all(
    in line: Range<Int>, of text: Span<UInt8>, isCode: Bool = false
  ) -> [URIPiece] {
    let starts = starts(in: line, of: text)
    let ends = starts.dropFirst() + [line.upperBound]
    return zip(starts, ends).map { start, end in
      let part = text.trimmed(start..<end)
      guard !isCode else { return URIPiece(range: part) }
      return URIExtent(part, of: text, closing: closing(before: start, from: line, of: text)).piece
    }
  }

  private static func starts(in line: Range<Int>, of text: Span<UInt8>) -> [Int] {
    var (starts, free): ([Int], Int) = ([], line.lowerBound)
    for colon in line where text[colon] == UInt8(ascii: ":") && text.holds("://", at: colon) {
      guard let start = start(before: colon, from: free, of: text),
        start == line.lowerBound || isWhole(start, colon + 3..<line.upperBound, of: text)
      else { continue }
      starts.append(start)
      free = colon + 3
    }
    return starts
  }

  private static func start(before colon: Int, from lowest: Int, of text: Span<UInt8>) -> Int? {
    for scheme in schemes {
      let start = colon + 3 - scheme.utf8.count
      if start >= lowest, text.holds(scheme, at: start) { return start }
    }
    return nil
  }

  /// Whether a scheme in the middle of a line has behind it what a URI of an account has.
  private static func isWhole(_ start: Int, _ rest: Range<Int>, of text: Span<UInt8>) -> Bool {
    let isInWord = start > 0 && text[start - 1].isASCIILetterOrDigit
    if text.holds("steam://", at: start) {
      let secret = rest.prefix { text[$0].isBase32 }
      return !isInWord && secret.count >= shortestSteamSecret
    }
    if text.holds("motp://", at: start) { return !isInWord }
    let host = rest.prefix { text[$0].isASCIILetterOrDigit }
    return !host.isEmpty && host.upperBound < rest.upperBound
      && (text[host.upperBound] == UInt8(ascii: "/") || text[host.upperBound] == UInt8(ascii: "?"))
  }

  /// What ends a URI, as something before it opened a quotation, a bracket or a cell.
  private static func closing(
    before start: Int, from line: Range<Int>, of text: Span<UInt8>
  ) -> UInt8? {
    guard start > line.lowerBound else { return nil }
    let pairs: [UInt8: UInt8] = [
      UInt8(ascii: "'"): UInt8(ascii: "'"), UInt8(ascii: "("): UInt8(ascii: ")"),
      UInt8(ascii: "["): UInt8(ascii: "]"), UInt8(ascii: "{"): UInt8(ascii: "}"),
      UInt8(ascii: "*"): UInt8(ascii: "*"),
    ]
    if let closing = pairs[text[start - 1]] { return closing }
    let before = text.trimmed(line.lowerBound..<start)
    guard let last = before.last.map({ text[$0] }) else { return nil }
    return last == UInt8(ascii: ",") || last == UInt8(ascii: ";") ? last : nil
  }
}

extension UInt8 {
  /// Whether this is a letter or a digit of ASCII.
  var isASCIILetterOrDigit: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }

  /// Whether this is a character of base32, in either case.
  var isBase32: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased)
      || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains(self)
  }
}
