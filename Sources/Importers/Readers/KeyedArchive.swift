/// What `NSKeyedArchiver` of Apple writes: a binary property list of objects with fields, which refer
/// to each other.
struct KeyedArchive {
  /// An object with fields.
  struct Item {
    /// The numbers in the list of what stands under each name, which is read when it is asked for.
    fileprivate let fields: [String: Int]
  }

  /// The most fields of an object.
  private static let mostFields = 256

  private let list: BinaryPropertyList
  /// The numbers in the list of the archive's own objects.
  private let objects: [Int]
  /// The outermost object.
  private let top: Int

  /// - Parameter bytes: the whole archive; `nil` where it is none.
  init?(_ bytes: [UInt8]) {
    guard let list = BinaryPropertyList(bytes), case .dictionary(let pairs) = list[list.top] else {
      return nil
    }
    let whole = Self.fields(pairs, in: list)
    guard let objects = whole["$objects"], let top = whole["$top"],
      case .list(let objects) = list[objects], case .dictionary(let top) = list[top],
      let root = Self.fields(top, in: list)["root"], case .reference(let root) = list[root]
    else { return nil }
    (self.list, self.objects, self.top) = (list, objects, root)
  }

  /// The outermost object; `nil` where it has no fields.
  var root: Item? { item(top) }

  /// A text of an object.
  func text(_ name: String, of item: Item) -> String? {
    guard case .text(let text) = object(name, of: item, within: "NS.string") else { return nil }
    return text
  }

  /// Bytes of an object.
  ///
  /// - Parameters:
  ///   - name: the field.
  ///   - item: the object.
  ///   - longest: how many may be copied.
  /// - Returns: the bytes; `nil` where there are none, or more.
  func data(_ name: String, of item: Item, longest: Int = .max) -> [UInt8]? {
    guard case .data(let part) = object(name, of: item, within: "NS.data"), part.count <= longest
    else { return nil }
    return Array(list.bytes[part])
  }

  /// A number of an object; `nil` where there is none.
  func number(_ name: String, of item: Item) -> Double? {
    switch object(name, of: item) {
    case .integer(let number): return Double(number)
    case .real(let number): return number
    default: return nil
    }
  }

  /// A whole number of an object.
  func integer(_ name: String, of item: Item) -> LooseNumber {
    switch object(name, of: item) {
    case .integer(let number): return .number(number)
    case .real(let number): return Int(exactly: number).map { .number($0) } ?? .unreadable
    case nil, .null: return .missing
    default: return .unreadable
    }
  }

  /// The objects of a list; those that have no fields are `nil`.
  func items(_ name: String, of item: Item) -> [Item?]? {
    guard case .dictionary(let pairs) = object(name, of: item),
      let elements = Self.fields(pairs, in: list)["NS.objects"],
      case .list(let numbers) = list[elements]
    else { return nil }
    return numbers.map { number in
      guard case .reference(let reference) = list[number] else { return nil }
      return self.item(reference)
    }
  }

  /// An object's fields; those of a dictionary by its keys.
  private func item(_ number: Int) -> Item? {
    guard case .dictionary(let pairs) = object(number) else { return nil }
    let fields = Self.fields(pairs, in: list)
    guard let keys = fields["NS.keys"], let values = fields["NS.objects"],
      case .list(let keys) = list[keys], case .list(let values) = list[values],
      keys.count <= Self.mostFields
    else { return Item(fields: fields) }
    let named = zip(keys, values).compactMap { key, value in
      resolved(list[key])?.text.map { ($0, value) }
    }
    return Item(fields: Dictionary(named, uniquingKeysWith: { first, _ in first }))
  }

  private func object(
    _ name: String, of item: Item, within wrapping: String = ""
  ) -> BinaryPropertyList.Object? {
    let object = resolved(item.fields[name].flatMap { list[$0] })
    // Texts and data that may change stand within an object of their own.
    guard !wrapping.isEmpty, case .dictionary(let pairs) = object else { return object }
    return resolved(Self.fields(pairs, in: list)[wrapping].flatMap { list[$0] })
  }

  private func resolved(_ object: BinaryPropertyList.Object?) -> BinaryPropertyList.Object? {
    guard case .reference(let number) = object else { return object }
    return self.object(number)
  }

  /// The first object of an archive stands for nothing.
  private func object(_ number: Int) -> BinaryPropertyList.Object? {
    number > 0 && objects.indices ~= number ? list[objects[number]] : nil
  }

  private static func fields(
    _ pairs: [(key: Int, value: Int)], in list: BinaryPropertyList
  ) -> [String: Int] {
    let named = pairs.prefix(mostFields).compactMap { key, value in
      list[key]?.text.map { ($0, value) }
    }
    return Dictionary(named, uniquingKeysWith: { first, _ in first })
  }
}

extension BinaryPropertyList.Object {
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
