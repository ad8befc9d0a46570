/// A small dictionary from text to `Element` that is always in the order in which the vault format
/// writes keys: shorter ones first, then by their bytes.
public struct KeyedTable<Element: Sendable>: Sendable {
  private(set) var pairs: [(key: String, element: Element)] = []

  /// An empty table.
  public init() {}

  /// The keys, in order.
  public var keys: [String] { pairs.map(\.key) }
  /// Whether there is nothing in it.
  public var isEmpty: Bool { pairs.isEmpty }

  /// The element under a key; assigning `nil` removes it.
  public subscript(key: String) -> Element? {
    get {
      let index = position(of: key)
      guard index < pairs.count, pairs[index].key.hasSameBytes(as: key) else { return nil }
      return pairs[index].element
    }
    set {
      let index = position(of: key)
      let isThere = index < pairs.count && pairs[index].key.hasSameBytes(as: key)
      switch (newValue, isThere) {
      case (let element?, true): pairs[index].element = element
      case (let element?, false): pairs.insert((key, element), at: index)
      case (nil, true): pairs.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// Adds a pair whose key must come after all others; `false` where it does not.
  mutating func append(_ key: String, _ element: Element) -> Bool {
    if let last = pairs.last, !last.key.comesBefore(key) { return false }
    pairs.append((key, element))
    return true
  }

  /// Keeps only the pairs for which `isKept` is true.
  mutating func keep(where isKept: (Element) -> Bool) {
    pairs.removeAll { !isKept($0.element) }
  }

  private func position(of key: String) -> Int {
    pairs.firstIndex { !$0.key.comesBefore(key) } ?? pairs.count
  }
}

extension KeyedTable: Equatable where Element: Equatable {
  /// Whether both hold the same keys, byte by byte, and equal elements.
  public static func == (left: KeyedTable, right: KeyedTable) -> Bool {
    left.pairs.elementsEqual(right.pairs) {
      $0.key.hasSameBytes(as: $1.key) && $0.element == $1.element
    }
  }
}

extension String {
  /// Swift's `==` takes different spellings of a character for equal; a merge must not.
  func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  fileprivate func comesBefore(_ other: String) -> Bool {
    let (left, right) = (utf8.count, other.utf8.count)
    return left == right ? utf8.lexicographicallyPrecedes(other.utf8) : left < right
  }
}
