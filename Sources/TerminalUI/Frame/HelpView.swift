/// The help that lies over the list: all keys, from the tables that the keys are read from.
struct HelpView {
  private static let labelColumns = 17

  let size: Size
  let scroll: Int

  var lines: [Line] {
    let all = Self.lines(columns: size.columns)
    let start = Self.clamped(scroll, in: size)
    return Array(all[start...].prefix(Layout(size).listHeight))
  }

  /// A scroll position that leaves no line empty that could show one.
  static func clamped(_ scroll: Int, in size: Size) -> Int {
    let most = lines(columns: size.columns).count - Layout(size).listHeight
    return max(0, min(scroll, most))
  }

  private static func lines(columns: Int) -> [Line] {
    KeyMap.all.flatMap { map in
      var lines = [Line(map.title, Style(.title), columns: columns)]
      lines += map.bindings.flatMap { entry($0.label, $0.help, columns: columns) }
      if let others = map.others { lines += entry("a … z", others, columns: columns) }
      return lines + [Line(columns: columns)]
    }.dropLast()
  }

  /// A key and what it does: side by side, or below one another where there is little room.
  private static func entry(_ label: String, _ help: String, columns: Int) -> [Line] {
    let isNarrow = columns < 40
    let indent = isNarrow ? 4 : labelColumns
    let label = "  " + label
    let words = (isNarrow ? [""] : []) + Paragraph.wrapped(help, columns: columns - indent)
    return words.enumerated().map { index, words in
      var line = Line(columns: columns)
      if words.isEmpty {
        line.append(label, Style(.key))
      } else {
        line.append(index == 0 ? label : "", columns: indent, Style(.key))
      }
      line.append(words)
      return line
    }
  }
}
