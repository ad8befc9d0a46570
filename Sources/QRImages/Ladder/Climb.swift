/// Tries rung after rung on each view until one yields what is sought, or a part of a message that
/// may be it, and does not show a code that
/// could not be read: where there is one code there may be another, of another size or shade.
///
/// Two are always tried: a threshold for the whole picture does not see a pale code beside a dark
/// one, and one from place to place does.
///
/// - Parameters:
///   - rungs: the attempts.
///   - views: what to try them on.
///   - known: what was read in these views before.
///   - isSought: tells what the picture was given for.
///   - hasTime: whether there is time for another attempt.
/// - Returns: every symbol that was read, and whether a code was seen that could not be read by any
///   of the rungs.
func climb(
  _ rungs: [Rung], _ views: [GreyPicture], knowing known: [Symbol] = [],
  seeking isSought: ([UInt8]) -> Bool, whileThereIs hasTime: () -> Bool = { true }
) -> (symbols: [Symbol], hasUnread: Bool) {
  var (symbols, unread): ([Symbol], [Symbol.Box]) = (known, [])
  for view in views {
    for (place, rung) in rungs.enumerated() where hasTime() {
      let sight = rung.look(view)
      symbols.add(sight.symbols)
      let boxes = sight.unread.map(\.box)
      let isFound = symbols.contains { $0.part != nil || isSought($0.payload) }
      if isFound, place > 0, !boxes.contains(where: symbols.lack) { return (symbols, false) }
      unread += boxes
    }
  }
  return (symbols, unread.contains(where: symbols.lack))
}

extension [Symbol] {
  /// Whether none of them is what was seen in a box.
  fileprivate func lack(_ box: Symbol.Box) -> Bool {
    !contains { $0.box.isAround(box.middle) || box.isAround($0.box.middle) }
  }
}

extension Symbol.Box {
  fileprivate var middle: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }

  fileprivate func isAround(_ point: Point) -> Bool {
    left...right ~= point.x && top...bottom ~= point.y
  }
}
