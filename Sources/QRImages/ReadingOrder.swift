extension [Symbol] {
  /// Line by line from the top, each line from the left. What begins above the middle of a line's
  /// first symbol stands in that line.
  func inReadingOrder() -> [Symbol] {
    var left = self.sorted { $0.box.top < $1.box.top }
    var ordered: [Symbol] = []
    while let first = left.first {
      let middle = (first.box.top + first.box.bottom) / 2
      let line = left.prefix { $0.box.top <= middle }.count
      // Where a box is no box, its symbol is a line by itself.
      let count = Swift.max(line, 1)
      ordered += left.prefix(count).sorted { $0.box.left < $1.box.left }
      left.removeFirst(count)
    }
    return ordered
  }

  /// Adds those whose payload is not there yet, or is there as another part of a message.
  mutating func add(_ others: [Symbol]) {
    for other in others where !contains(where: { $0.isSame(as: other) }) { append(other) }
  }
}

extension Symbol {
  /// Whether both say the same. Not every reader tells which part of a message a symbol is.
  fileprivate func isSame(as other: Symbol) -> Bool {
    payload == other.payload && (part == nil || other.part == nil || part == other.part)
  }
}
