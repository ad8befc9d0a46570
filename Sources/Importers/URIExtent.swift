internal import Authenticator

/// Tells where a URI ends in a line that may go on behind it. Spaces belong to a label, to a value
/// that another one follows, and to a secret in groups of four; any other ends the URI.
struct URIExtent: ~Escapable {
  /// What no URI has unencoded (RFC 3986, section 2).
  private static let delimiters = Array("\"<>`|\\".utf8)
  private static let entities = ["&quot;", "&lt;", "&gt;", "&#34;", "&#39;"]
  private static let groupLength = 4
  private static let space = UInt8(ascii: " ")

  private let text: Span<UInt8>
  private let part: Range<Int>
  /// A character that ends the query, since it ends what was opened before the URI.
  private let closing: UInt8?

  /// - Parameters:
  ///   - part: from the URI's beginning to the next one or the end of the line.
  ///   - text: what it is a part of.
  ///   - closing: a character that ends the query.
  @_lifetime(copy text)
  init(_ part: Range<Int>, of text: Span<UInt8>, closing: UInt8?) {
    (self.part, self.text, self.closing) = (part, text, closing)
  }

  /// The URI alone.
  var piece: URIPiece {
    let whole = part.lowerBound..<delimitedEnd
    let value = lastValue(of: whole)
    let isSecret = value.isSecret
    guard let space = value.range.first(where: { text[$0] == Self.space }),
      !(isSecret ? isGrouped(value.range) : isIssuerOfLabel(value.range, in: whole))
    else {
      return piece(
        to: whole.upperBound,
        isUnclear: isSecret && isControl(at: whole.upperBound) && mayGoOn(behind: whole.upperBound))
    }
    return piece(to: space, isUnclear: isSecret && mayGoOn(behind: space))
  }

  private func piece(to end: Int, isUnclear: Bool) -> URIPiece {
    let range = text.trimmed(part.lowerBound..<end)
    let kept = range.last { text[$0] != UInt8(ascii: ",") && text[$0] != UInt8(ascii: ";") }
    let next = (end..<part.upperBound).first { text[$0] != Self.space }
    let isFollowed =
      end < part.upperBound && text[end] == Self.space
      && next.map { text[$0].isASCIILetterOrDigit || text[$0] >= 0x80 } ?? false
    return URIPiece(
      range: range.lowerBound..<(kept ?? range.lowerBound) + 1, isFollowed: isFollowed,
      isUnclear: isUnclear)
  }

  /// Where a control character ends it, or in the query what no query has.
  private var delimitedEnd: Int {
    var isQuery = false
    // Raw JSON, which Ente wrote once, has quotation marks and anything else in it.
    let isLoose = text.extracting(part).contains("codedisplay={")
    for index in part {
      if isControl(at: index) { return index }
      if isQuery, !isLoose, isDelimiter(at: index) { return index }
      isQuery = isQuery || text[index] == UInt8(ascii: "?")
    }
    return part.upperBound
  }

  private func isDelimiter(at index: Int) -> Bool {
    text[index] == closing || Self.delimiters.contains(text[index])
      || text[index] == UInt8(ascii: "&") && Self.entities.contains { text.holds($0, at: index) }
  }

  /// Whether a control character stands there, or one of Unicode's line ends.
  private func isControl(at index: Int) -> Bool {
    guard index < part.upperBound else { return false }
    return text[index] < 32 || text[index] == 127 || text.begins(with: [0xC2, 0x85], at: index)
      || text.begins(with: [0xE2, 0x80, 0xA8], at: index)
      || text.begins(with: [0xE2, 0x80, 0xA9], at: index)
  }

  /// The value of the last parameter; the label of what has no parameters. Migration codes and raw
  /// JSON have spaces of their own.
  private func lastValue(of uri: Range<Int>) -> (range: Range<Int>, isSecret: Bool) {
    let none = (uri.upperBound..<uri.upperBound, false)
    if text.holds("otpauth-migration://", at: uri.lowerBound) { return none }
    if text.extracting(uri).contains("codedisplay={") { return none }
    for mark in uri.reversed()
    where text[mark] == UInt8(ascii: "&") || text[mark] == UInt8(ascii: "?") {
      let name = (mark + 1..<uri.upperBound).prefix { isNameCharacter(text[$0]) }
      guard !name.isEmpty, name.upperBound < uri.upperBound,
        text[name.upperBound] == UInt8(ascii: "=")
      else { continue }
      let isSecret = name.count >= 6 && text.holds("secret=", at: name.upperBound - 6)
      return (name.upperBound + 1..<uri.upperBound, isSecret)
    }
    guard text.holds("steam://", at: uri.lowerBound) else { return none }
    return (uri.lowerBound + "steam://".utf8.count..<uri.upperBound, true)
  }

  private func isNameCharacter(_ character: UInt8) -> Bool {
    character.isASCIILetterOrDigit || character == UInt8(ascii: "_")
      || character == UInt8(ascii: ";")
  }

  /// Whether a secret stands in groups of four, as services show it.
  private func isGrouped(_ value: Range<Int>) -> Bool {
    let groups = value.split { text[$0] == Self.space }
    guard let last = groups.last, groups.count > 2 else { return false }
    return groups.dropLast().allSatisfy { $0.count == Self.groupLength }
      && last.count <= Self.groupLength && value.allSatisfy { isOfSecret(text[$0]) }
  }

  /// Whether a value with spaces is what the label begins with: `My Bank:alice?...&issuer=My Bank`.
  private func isIssuerOfLabel(_ value: Range<Int>, in uri: Range<Int>) -> Bool {
    let prefix = AccountLabel(Array(OTPAuthURI.label(of: text.extracting(uri)).utf8)).issuer
    return !prefix.isEmpty && prefix == AccountLabel.text(value.map { text[$0] }[...])
  }

  /// Whether the next word behind a place has only characters that secrets have.
  private func mayGoOn(behind end: Int) -> Bool {
    let rest = (end..<part.upperBound).drop { text[$0] <= 32 || text[$0] == 127 }
    let word = rest.prefix { text[$0] > 32 && text[$0] != UInt8(ascii: "&") }
    return word.contains { text[$0].isBase32 } && word.allSatisfy { isOfSecret(text[$0]) }
  }

  private func isOfSecret(_ character: UInt8) -> Bool {
    character.isBase32 || " -=%".utf8.contains(character)
  }
}
