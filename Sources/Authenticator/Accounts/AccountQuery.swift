/// What a user types to find an account.
///
/// It matches where it stands in the issuer, the name or a tag, in either case. What it names
/// exactly, as issuer, as name or as `issuer:name`, wins over what only contains it.
public struct AccountQuery: Sendable {
  /// How well a query matches, the best last.
  public enum Match: Int, Comparable, Sendable {
    /// It stands within the issuer, the name or a tag.
    case part
    /// It is the issuer, the name, or `issuer:name`, but for upper and lower case.
    case whole
    /// It is one of these to the letter.
    case exact

    /// Orders by how well the query matches.
    public static func < (left: Match, right: Match) -> Bool { left.rawValue < right.rawValue }
  }

  private let text: String
  private let folded: String

  /// A query; an empty one matches every account.
  ///
  /// - Parameter text: as typed.
  public init(_ text: String) {
    self.text = text
    folded = text.lowercased()
  }

  /// How well the query matches one account.
  ///
  /// - Parameter account: any account.
  /// - Returns: how well, or `nil` where it does not match.
  public func match(_ account: Account) -> Match? {
    let wholes = [account.issuer, account.name, "\(account.issuer):\(account.name)"]
    if wholes.contains(text) { return .exact }
    if wholes.contains(where: { $0.lowercased() == folded }) { return .whole }
    let parts = [account.issuer, account.name] + account.tags
    return parts.contains { $0.lowercased().holds(folded) } ? .part : nil
  }

  /// The best matches among many, in their order.
  ///
  /// - Parameters:
  ///   - elements: what to choose from.
  ///   - account: the account of an element.
  /// - Returns: all elements that match as well as the best of them.
  public func best<Element>(
    of elements: some Sequence<Element>, by account: (Element) -> Account
  ) -> [Element] {
    var best: (match: Match, elements: [Element]) = (.part, [])
    for element in elements {
      guard let match = match(account(element)), match >= best.match else { continue }
      if match > best.match { best = (match, []) }
      best.elements.append(element)
    }
    return best.elements
  }
}

extension String {
  /// Whether `part` stands anywhere within, character by character, so that a letter and its accent
  /// are the same in one piece or in two.
  fileprivate func holds(_ part: String) -> Bool {
    part.isEmpty || indices.contains { self[$0...].starts(with: part) }
  }
}
