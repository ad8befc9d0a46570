/// How many columns of a terminal a scalar takes, by the generated table.
enum CellWidth: UInt32 {
  /// Controls, formats, private use, unassigned, invisible: never sent to a terminal.
  case unprintable
  /// Joins the character before it.
  case zero
  case one
  case two

  init(of scalar: Unicode.Scalar) {
    if (0x20..<0x7F).contains(scalar.value) {
      self = .one
    } else {
      self = Self.lookUp(scalar.value)
    }
  }

  var columns: Int {
    switch self {
    case .zero: 0
    case .one, .unprintable: 1
    case .two: 2
    }
  }

  /// Finds the last run that starts at or before `scalar`.
  private static func lookUp(_ scalar: UInt32) -> CellWidth {
    var (low, high) = (0, cellWidthRuns.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if cellWidthRuns[middle] >> 2 <= scalar { low = middle } else { high = middle }
    }
    return CellWidth(rawValue: cellWidthRuns[low] & 3) ?? .unprintable
  }
}
