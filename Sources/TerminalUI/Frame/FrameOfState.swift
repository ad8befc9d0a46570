extension Frame {
  /// What the screen shows in a state.
  ///
  /// - Parameter state: the state; its size is the frame's.
  public init(of state: State) {
    let size = state.size
    let layout = Layout(size)
    guard !layout.isTooSmall else {
      self.size = size
      let notice = "needs \(Layout.smallest.columns) x \(Layout.smallest.rows) cells"
      lines = Self.filled([Line(notice, columns: size.columns)], to: size.rows, size: size)
      cursor = nil
      return
    }
    if state.prompt == nil, case .qr(let matrix, let caption) = state.mode {
      self = Frame(of: matrix, caption: caption, size: size)
      return
    }
    self.size = size
    let body = Body(of: state)
    let title = TitleLine(of: state)
    lines =
      [title.line] + Self.filled(body.lines, to: layout.listHeight, size: size)
      + BottomLines(of: state).lines
    cursor =
      title.cursorColumn.map { Position(column: $0, row: 0) }
      ?? body.cursor.map { Position(column: $0.column, row: $0.row + 1) }
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
}

/// What stands between the title and the status line.
private struct Body {
  private(set) var lines: [Line] = []
  private(set) var cursor: Frame.Position?

  init(of state: State) {
    let (size, columns) = (state.size, state.size.columns)
    if let prompt = state.prompt {
      let view = PromptView(of: prompt, in: size)
      (lines, cursor) = (view.lines, view.cursor)
      return
    }
    switch state.mode {
    case .list, .filter: lines = ListView(of: state).lines
    case .help(let scroll): lines = HelpView(size: size, scroll: scroll).lines
    case .tags(let choice): lines = TagsView.lines(of: choice, in: size)
    case .add: lines = AddView.lines(columns: columns)
    case .review(let review): lines = ReviewView.lines(of: review, in: size)
    case .question(let question): lines = QuestionView.lines(of: question, columns: columns)
    case .form(let form):
      let view = FormView(of: form, in: size)
      (lines, cursor) = (view.lines, view.cursor)
    case .qr: break
    }
  }
}
