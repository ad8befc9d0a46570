/// The wire format of Protocol Buffers, as much of it as reading needs.
enum Protobuf {
  /// A field as it stands in a message.
  struct Field {
    /// What a field holds.
    enum Value {
      /// A number; negative ones as their two's complement.
      case number(UInt64)
      /// Where text, bytes or a message stand.
      case bytes(Range<Int>)
      /// A fixed-width number, which no message here has.
      case other
    }

    let number: UInt64
    let value: Value
  }

  /// Finds the fields of a message.
  ///
  /// - Parameters:
  ///   - part: where the message stands.
  ///   - bytes: what it stands in.
  /// - Returns: the fields up to the first damage, and whether there is none.
  static func fields(_ part: Range<Int>, in bytes: Span<UInt8>) -> (fields: [Field], isWhole: Bool)
  {
    var fields: [Field] = []
    var rest = part
    while !rest.isEmpty {
      guard let field = field(&rest, in: bytes) else { return (fields, false) }
      fields.append(field)
    }
    return (fields, true)
  }

  private static func field(_ rest: inout Range<Int>, in bytes: Span<UInt8>) -> Field? {
    guard let tag = number(&rest, in: bytes), tag >> 3 > 0 else { return nil }
    switch tag & 7 {
    case 0: return number(&rest, in: bytes).map { Field(number: tag >> 3, value: .number($0)) }
    case 1: return taken(8, from: &rest).map { _ in Field(number: tag >> 3, value: .other) }
    case 2:
      guard let length = number(&rest, in: bytes), let part = taken(length, from: &rest) else {
        return nil
      }
      return Field(number: tag >> 3, value: .bytes(part))
    case 5: return taken(4, from: &rest).map { _ in Field(number: tag >> 3, value: .other) }
    default: return nil
    }
  }

  /// A base-128 number of at most ten bytes; bits beyond the 64th are dropped.
  private static func number(_ rest: inout Range<Int>, in bytes: Span<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for (shift, position) in zip(stride(from: 0, to: 70, by: 7), rest) {
      let byte = bytes[position]
      value |= UInt64(byte & 127) << UInt64(shift)
      guard byte >= 128 else {
        rest = position + 1..<rest.upperBound
        return value
      }
    }
    return nil
  }

  private static func taken(_ length: UInt64, from rest: inout Range<Int>) -> Range<Int>? {
    guard length <= UInt64(rest.count) else { return nil }
    let end = rest.lowerBound + Int(length)
    defer { rest = end..<rest.upperBound }
    return rest.lowerBound..<end
  }
}
