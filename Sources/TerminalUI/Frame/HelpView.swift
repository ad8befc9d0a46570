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
    [KeyMap.list, .filter, .help].flatMap { map in
      var lines = [heading(map.title, columns: columns)]
      lines += map.bindings.flatMap { entry($0.label, $0.help, columns: columns) }
      if let others = map.others { lines += entry("a … z", others, columns: columns) }
      return lines + [Line(columns: columns)]
    }.dropLast()
  }

  private static func heading(_ text: String, columns: Int) -> Line {
    var line = Line(columns: columns)
    line.append(text, Style(.title))
    return line
  }

  /// A key and what it does: side by side, or below one another where there is little room.
  private static func entry(_ label: String, _ help: String, columns: Int) -> [Line] {
    let isNarrow = columns < 40
    let indent = isNarrow ? 4 : labelColumns
    let label = "  " + label
    let words = (isNarrow ? [""] : []) + wrapped(help, columns: columns - indent)
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

  private static func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
