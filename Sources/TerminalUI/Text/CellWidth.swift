/// How many columns of a terminal a scalar takes, by the generated table.
enum CellWidth: UInt32 {
  /// Controls, formats, private use, unassigned, invisible: never sent to a terminal.
  case unprintable
  /// Joins the character before it.
  case zero
  case one
  case two

  init(of scalar: Unicode.Scalar) {
    let isASCII = (0x20..<0x7F).contains(scalar.value)
    self = isASCII ? .one : CellWidth(rawValue: cellWidthRuns.kind(of: scalar)) ?? .unprintable
  }

  var columns: Int {
    switch self {
    case .zero: 0
    case .one, .unprintable: 1
    case .two: 2
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal that knows bidi text may move what follows this.
  var turnsText: Bool {
    value >= 0x590 && directionRuns.kind(of: self) == 1
  }
}

extension [UInt32] {
  /// The kind of the run that a scalar is in: the last one that begins at or before it.
  fileprivate func kind(of scalar: Unicode.Scalar) -> UInt32 {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if self[middle] >> 2 <= scalar.value { low = middle } else { high = middle }
    }
    return self[low] & 3
  }
}
