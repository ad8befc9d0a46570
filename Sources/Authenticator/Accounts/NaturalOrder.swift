extension String {
  /// The text as it sorts among others: in either case, and numbers by what they are worth, so that
  /// `Site 2` stands before `Site 10`.
  ///
  /// Before each run of ASCII digits, without its leading zeros, stands how many there are: 1 to 8,
  /// then 90 to 98, then 990 and so on, of which none begins another.
  var sortKey: String {
    let folded = lowercased()
    guard folded.utf8.contains(where: \.isDigit) else { return folded }
    var (key, digits): ([UInt8], [UInt8]) = ([], [])
    for byte in folded.utf8 {
      if byte.isDigit {
        digits.append(byte)
      } else {
        key.append(number: &digits)
        key.append(byte)
      }
    }
    key.append(number: &digits)
    return String(decoding: key, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Takes the digits of a number, which are gone then.
  fileprivate mutating func append(number digits: inout [UInt8]) {
    guard !digits.isEmpty else { return }
    let number = digits.drop { $0 == UInt8(ascii: "0") }
    self += [UInt8](repeating: UInt8(ascii: "9"), count: number.count / 9)
    append(UInt8(ascii: "0") + UInt8(number.count % 9))
    self += number
    digits = []
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
