/// What a user types to find an account.
///
/// It matches where it stands in the issuer, the name or a tag, in either case, or else where each
/// of its words does. What it names exactly, as issuer, as name, as `issuer:name` or as
/// `issuer: name`, wins over what only contains it.
public struct AccountQuery: Sendable {
  /// How well a query matches, the best last.
  public enum Match: Int, Comparable, Sendable {
    /// Each of its words stands within the issuer, the name or a tag.
    case words
    /// It stands within the issuer, the name or a tag.
    case part
    /// It is the issuer, the name, or both with a colon, but for upper and lower case.
    case whole
    /// It is one of these to the letter.
    case exact

    /// Orders by how well the query matches.
    public static func < (left: Match, right: Match) -> Bool { left.rawValue < right.rawValue }
  }

  private let text: String
  private let folded: String
  private let isASCII: Bool
  private let hasColon: Bool
  /// Its words, where it has several.
  private let words: [AccountQuery]

  /// A query; an empty one matches every account.
  ///
  /// - Parameter text: as typed.
  public init(_ text: String) {
    self.text = text
    folded = text.lowercased()
    isASCII = folded.utf8.span.isASCII
    hasColon = folded.utf8.contains(UInt8(ascii: ":"))
    let words = text.split(separator: " ")
    self.words = words.count > 1 ? words.map { AccountQuery(String($0)) } : []
  }

  /// How well the query matches one account.
  ///
  /// - Parameter account: any account.
  /// - Returns: how well, or `nil` where it does not match.
  @inlinable
  public func match(_ account: some NamedAccount) -> Match? {
    match(issuer: account.issuer, name: account.name, tags: account.tags)
  }

  @usableFromInline
  func match(issuer: String, name: String, tags: [String]) -> Match? {
    let isPart = stands(in: issuer) || stands(in: name) || tags.contains(where: stands)
    func matchesWords() -> Match? {
      !words.isEmpty && words.allSatisfy { $0.match(issuer: issuer, name: name, tags: tags) != nil }
        ? .words : nil
    }
    // Almost all accounts end here.
    guard isPart || hasColon else { return matchesWords() }
    let wholes = [issuer, name, "\(issuer):\(name)", "\(issuer): \(name)"]
    if wholes.contains(text) { return .exact }
    if wholes.contains(where: { $0.lowercased() == folded }) { return .whole }
    return isPart ? .part : matchesWords()
  }

  /// Whether the query stands in a text, in either case. Byte by byte where both are ASCII: a tenth
  /// of the time that Unicode's rules take.
  private func stands(in text: String) -> Bool {
    let bytes = text.utf8.span
    guard isASCII, bytes.isASCII else { return text.lowercased().holds(folded) }
    return bytes.contains(folded)
  }

  /// The best matches among many, in their order.
  ///
  /// - Parameters:
  ///   - elements: what to choose from.
  ///   - account: the account of an element.
  /// - Returns: all elements that match as well as the best of them.
  @inlinable
  public func best<Element>(
    of elements: some Sequence<Element>, by account: (Element) -> some NamedAccount
  ) -> [Element] {
    var best: (match: Match, elements: [Element]) = (.words, [])
    for element in elements {
      guard let match = match(account(element)), match >= best.match else { continue }
      if match > best.match { best = (match, []) }
      best.elements.append(element)
    }
    return best.elements
  }
}

extension Span<UInt8> {
  fileprivate var isASCII: Bool { indices.allSatisfy { self[$0] < 0x80 } }
}

extension String {
  /// Whether `part` stands anywhere within, character by character, so that a letter and its accent
  /// are the same in one piece or in two.
  fileprivate func holds(_ part: String) -> Bool {
    part.isEmpty || indices.contains { self[$0...].starts(with: part) }
  }
}
