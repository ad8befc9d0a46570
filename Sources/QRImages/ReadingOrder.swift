extension [Symbol] {
  /// Line by line from the top, each line from the left. What begins above the middle of a line's
  /// first symbol stands in that line.
  func inReadingOrder() -> [Symbol] {
    var left = self.sorted { $0.box.top < $1.box.top }
    var ordered: [Symbol] = []
    while let first = left.first {
      let middle = (first.box.top + first.box.bottom) / 2
      let line = left.prefix { $0.box.top <= middle }
      ordered += line.sorted { $0.box.left < $1.box.left }
      left.removeFirst(line.count)
    }
    return ordered
  }

  /// Adds those whose payload is not there yet.
  mutating func add(_ others: [Symbol]) {
    for other in others where !contains(where: { $0.payload == other.payload }) {
      append(other)
    }
  }
}
