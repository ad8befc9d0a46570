extension Frame {
  /// What the screen shows in a state.
  ///
  /// - Parameter state: the state; its size is the frame's.
  public init(of state: State) {
    let size = state.size
    let layout = Layout(size)
    self.size = size
    guard !layout.isTooSmall else {
      lines = Self.filled([Self.notice(in: size)], to: size.rows, size: size)
      cursor = nil
      return
    }
    let title = TitleLine(of: state)
    let body = Self.filled(Self.body(of: state), to: layout.listHeight, size: size)
    lines = [title.line] + body + BottomLines(of: state).lines
    cursor = title.cursorColumn.map { Position(column: $0, row: 0) }
  }

  private static func body(of state: State) -> [Line] {
    guard case .help(let scroll) = state.mode else { return ListView(of: state).lines }
    return HelpView(size: state.size, scroll: scroll).lines
  }

  /// As many lines as asked for, each filled to its end.
  static func filled(_ lines: [Line], to count: Int, size: Size) -> [Line] {
    let missing = max(0, count - lines.count)
    let padded = lines.prefix(count) + Array(repeating: Line(columns: size.columns), count: missing)
    return padded.map { line in
      var line = line
      line.fill()
      return line
    }
  }

  private static func notice(in size: Size) -> Line {
    var line = Line(columns: size.columns)
    line.append("needs \(Layout.smallest.columns) x \(Layout.smallest.rows) cells")
    return line
  }
}
