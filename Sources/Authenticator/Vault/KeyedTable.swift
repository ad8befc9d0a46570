/// A small dictionary from text to `Element` that is always in the order in which the vault format
/// writes keys: shorter ones first, then by their bytes.
public struct KeyedTable<Element: Sendable>: Sendable {
  // Keys and elements stand apart: looking for a key among pairs would copy elements on the way.

  /// The keys, in order.
  public fileprivate(set) var keys: [String] = []
  /// The elements, in the order of their keys.
  fileprivate(set) var elements: [Element] = []

  /// An empty table.
  public init() {}

  init(capacity: Int) {
    keys.reserveCapacity(capacity)
    elements.reserveCapacity(capacity)
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { keys.isEmpty }
  /// How many pairs there are.
  var count: Int { keys.count }
  /// Keys and elements, in order.
  var pairs: Zip2Sequence<[String], [Element]> { zip(keys, elements) }

  /// The element under a key; assigning `nil` removes it.
  public subscript(key: String) -> Element? {
    get {
      let keys = keys.span
      return keys.indices.first { keys[$0].hasSameBytes(as: key) }.map { elements[$0] }
    }
    set {
      let index = position(of: key)
      let isThere = index < count && keys[index].hasSameBytes(as: key)
      switch (newValue, isThere) {
      case (let element?, true): elements[index] = element
      case (let element?, false): insert(key, element, at: index)
      case (nil, true): remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// Adds pairs none of whose keys must be there yet; `false` where one is.
  mutating func add(_ other: KeyedTable) -> Bool {
    guard !isEmpty else {
      self = other
      return true
    }
    for (key, element) in other.pairs {
      guard self[key] == nil else { return false }
      self[key] = element
    }
    return true
  }

  /// Adds a pair whose key must come after all others; `false` where it does not.
  mutating func append(_ key: String, _ element: Element) -> Bool {
    if let last = keys.last, !last.comesBefore(key) { return false }
    keys.append(key)
    elements.append(element)
    return true
  }

  /// The same keys with what `transform` makes of each element.
  func mapValues<Other>(_ transform: (Element) -> Other) -> KeyedTable<Other> {
    var other = KeyedTable<Other>()
    other.keys = keys
    other.elements = elements.map(transform)
    return other
  }

  /// Keeps only the pairs for which `isKept` is true.
  mutating func keep(where isKept: (Element) -> Bool) {
    for index in keys.indices.reversed() where !isKept(elements[index]) { remove(at: index) }
  }

  private mutating func insert(_ key: String, _ element: Element, at index: Int) {
    keys.insert(key, at: index)
    elements.insert(element, at: index)
  }

  private mutating func remove(at index: Int) {
    keys.remove(at: index)
    elements.remove(at: index)
  }

  private func position(of key: String) -> Int {
    keys.firstIndex { !$0.comesBefore(key) } ?? count
  }
}

extension KeyedTable: Equatable where Element: Equatable {
  /// Whether both hold the same keys, byte by byte, and equal elements.
  public static func == (left: KeyedTable, right: KeyedTable) -> Bool {
    left.keys.elementsEqual(right.keys) { $0.hasSameBytes(as: $1) }
      && left.elements == right.elements
  }
}

extension String {
  /// Swift's `==` takes different spellings of a character for equal; a merge must not.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let (left, right) = (utf8.span, other.utf8.span)
    return left.indices.allSatisfy { left[$0] == right[$0] }
  }

  fileprivate func comesBefore(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return utf8.count < other.utf8.count }
    let (left, right) = (utf8.span, other.utf8.span)
    guard let index = left.indices.first(where: { left[$0] != right[$0] }) else { return false }
    return left[index] < right[index]
  }
}
