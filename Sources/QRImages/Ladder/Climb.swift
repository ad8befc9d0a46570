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
///   - isSought: tells what the picture was given for.
///   - hasTime: whether there is time for another attempt.
/// - Returns: every symbol that was read, and whether a code was seen that could not be read.
func climb(
  _ rungs: [Rung], _ views: [GreyPicture], seeking isSought: ([UInt8]) -> Bool,
  whileThereIs hasTime: () -> Bool = { true }
) -> (symbols: [Symbol], hasUnread: Bool) {
  var (symbols, hasUnread): ([Symbol], Bool) = ([], false)
  for view in views {
    for (place, rung) in rungs.enumerated() where hasTime() {
      let sight = rung.look(view)
      symbols.add(sight.symbols)
      let isFound = symbols.contains { $0.part != nil || isSought($0.payload) }
      if isFound, place > 0, sight.unread.isEmpty { return (symbols, false) }
      hasUnread = hasUnread || !sight.unread.isEmpty
    }
  }
  return (symbols, hasUnread)
}
