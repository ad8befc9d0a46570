/// A binary property list of Apple's (`bplist00`): objects that refer to each other by number. None
/// is read before it is asked for, so that one which holds itself does no harm.
struct BinaryPropertyList {
  /// An object; what is within it stands for itself.
  enum Object {
    case null
    case flag(Bool)
    case integer(Int)
    case real(Double)
    /// Where bytes stand in the list.
    case data(Range<Int>)
    case text(String)
    /// A reference of an archive (`UID`).
    case reference(Int)
    /// The numbers of the objects of a list or a set.
    case list([Int])
    /// The numbers of keys and values.
    case dictionary([(key: Int, value: Int)])
  }

  static let mark = Array("bplist00".utf8)
  private static let trailerLength = 32
  private static let mostObjects = 1 << 20
  /// The most that one object has within, and characters of one text: a million others may refer
  /// to it, and each time it is read anew.
  private static let (mostElements, longestText) = (1 << 18, 1 << 14)

  /// The number of the outermost object.
  let top: Int
  /// How many objects there are.
  let count: Int
  /// The list as it stands in the file.
  let bytes: [UInt8]
  private let tableStart: Int
  private let (offsetSize, referenceSize): (Int, Int)

  /// - Parameter bytes: the whole list; `nil` where it is none.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.mark), bytes.count >= Self.mark.count + Self.trailerLength else {
      return nil
    }
    self.bytes = bytes
    let trailer = bytes.count - Self.trailerLength
    (offsetSize, referenceSize) = (Int(bytes[trailer + 6]), Int(bytes[trailer + 7]))
    guard (1...8).contains(offsetSize), (1...8).contains(referenceSize),
      let count = Self.number(bytes[(trailer + 8)..<(trailer + 16)]),
      let top = Self.number(bytes[(trailer + 16)..<(trailer + 24)]),
      let start = Self.number(bytes[(trailer + 24)...]), (1...Self.mostObjects).contains(count),
      top < count, start <= trailer, count * offsetSize <= trailer - start
    else { return nil }
    (self.count, self.top, tableStart) = (count, top, start)
  }

  /// The object of a number; `nil` where there is none, or it is damaged.
  subscript(_ number: Int) -> Object? {
    guard (0..<count).contains(number),
      let start = Self.number(bytes[(tableStart + number * offsetSize)...].prefix(offsetSize)),
      start < tableStart
    else { return nil }
    let (kind, low) = (bytes[start] >> 4, Int(bytes[start] & 15))
    var position = start + 1
    switch kind {
    case 0: return [0: .null, 8: .flag(false), 9: .flag(true)][low]
    case 1: return low <= 4 ? integer(at: position, width: 1 << low) : nil
    case 2: return real(at: position, width: low == 2 || low == 3 ? 1 << low : 0)
    case 8: return part(at: position, count: low + 1).flatMap(Self.number).map { .reference($0) }
    case 4, 5, 6, 10, 12, 13:
      guard let length = length(low, at: &position) else { return nil }
      return object(of: kind, length, at: position)
    default: return nil
    }
  }

  private func object(of kind: UInt8, _ length: Int, at position: Int) -> Object? {
    switch kind {
    case 4: return part(at: position, count: length).map { .data($0.indices) }
    case 5, 6:
      guard length <= Self.longestText,
        let part = part(at: position, count: kind == 5 ? length : length * 2)
      else { return nil }
      return .text(kind == 5 ? String(decoding: part, as: UTF8.self) : Self.text(part))
    case 13:
      guard let keys = references(length, at: position), position <= tableStart,
        let values = references(length, at: position + length * referenceSize)
      else { return nil }
      return .dictionary(zip(keys, values).map { (key: $0, value: $1) })
    default: return references(length, at: position).map { .list($0) }
    }
  }

  /// The length that follows a mark: in the mark itself, or as a number behind it.
  private func length(_ low: Int, at position: inout Int) -> Int? {
    guard low == 15 else { return low }
    guard position < tableStart, bytes[position] >> 4 == 1, bytes[position] & 15 <= 3 else {
      return nil
    }
    let width = 1 << Int(bytes[position] & 15)
    guard let number = part(at: position + 1, count: width).flatMap(Self.number),
      number <= tableStart
    else { return nil }
    position += 1 + width
    return number
  }

  private func integer(at position: Int, width: Int) -> Object? {
    guard let part = part(at: position, count: width) else { return nil }
    // Of 16 bytes the lower 8 have any number that an app writes.
    return .integer(part.suffix(8).reduce(0) { $0 << 8 | Int($1) })
  }

  private func real(at position: Int, width: Int) -> Object? {
    guard width > 0, let part = part(at: position, count: width) else { return nil }
    let bits = part.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return .real(
      width == 8
        ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
  }

  private func references(_ length: Int, at position: Int) -> [Int]? {
    guard length <= Self.mostElements, let part = part(at: position, count: length * referenceSize)
    else { return nil }
    let starts = stride(from: part.startIndex, to: part.endIndex, by: referenceSize)
    let numbers = starts.compactMap { Self.number(part[$0..<$0 + referenceSize]) }
    return numbers.count == length ? numbers : nil
  }

  private func part(at position: Int, count: Int) -> ArraySlice<UInt8>? {
    guard position <= tableStart, count <= tableStart - position else { return nil }
    return bytes[position..<position + count]
  }

  /// Up to eight bytes, the most significant first; `nil` beyond what is any number here.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return bytes.count <= 8 ? Int(exactly: number) : nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }
}
