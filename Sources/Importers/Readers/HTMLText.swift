/// The text of HTML and of XML without a document around it.
enum HTMLText {
  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
  ]
  private static let longestEntity = 10

  /// The texts between the tags of a document, decoded and without white space around them.
  ///
  /// - Parameter html: a document.
  /// - Returns: those texts that are not empty, in their order.
  static func pieces(of html: String) -> [String] {
    let parts = html.split(separator: "<", omittingEmptySubsequences: false)
    // The first stands before any tag; in the others a tag that never ends is no text.
    let texts =
      (parts.first.map { [$0] } ?? [])
      + parts.dropFirst().compactMap { part in
        part.firstIndex(of: ">").map { part[part.index(after: $0)...] }
      }
    return texts.compactMap { decoded($0).trimmed.nonEmpty }
  }

  /// Replaces entities: `&amp;`, `&#38;`, `&#x26;`. What is none stays as it is.
  static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
    var decoded = ""
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      decoded += rest[..<start]
      let body = rest[start...].dropFirst()
      if let end = body.prefix(longestEntity).firstIndex(of: ";"), let scalar = scalar(body[..<end])
      {
        decoded.unicodeScalars.append(scalar)
        rest = body[body.index(after: end)...]
      } else {
        decoded += "&"
        rest = body
      }
    }
    return decoded + rest
  }

  private static func scalar(_ entity: Substring) -> Unicode.Scalar? {
    guard entity.first == "#" else { return named[String(entity)] }
    let number = entity.dropFirst()
    let isHexadecimal = number.first == "x" || number.first == "X"
    return UInt32(isHexadecimal ? number.dropFirst() : number, radix: isHexadecimal ? 16 : 10)
      .flatMap(Unicode.Scalar.init)
  }
}
