/// The lines of a form, as many as fit around the one that is being filled in.
struct FormView {
  private static let labelColumns = 10

  private(set) var lines: [Line] = []
  /// Where typing goes on, in the body.
  private(set) var cursor: Frame.Position?

  init(of form: Form, in size: Size) {
    let height = max(1, Layout(size).listHeight)
    let first = max(0, form.focus - height + 1)
    for index in form.fields.indices[first...].prefix(height) {
      let (line, column) = Self.line(of: form.fields[index], columns: size.columns)
      if index == form.focus { cursor = Frame.Position(column: column, row: lines.count) }
      lines.append(line)
    }
  }

  private static func line(of field: Form.Field, columns: Int) -> (Line, cursor: Int) {
    var line = Line(columns: columns)
    line.append("  " + field.name.rawValue, columns: labelColumns, Style(.title))
    let room = columns - labelColumns
    if field.name == .secret {
      let dots = min(field.typed, room - 1)
      line.append(String(repeating: "•", count: dots))
      return (line, labelColumns + dots)
    }
    let (text, cursor) = field.input.window(columns: room)
    line.append(text)
    return (line, labelColumns + cursor)
  }
}

/// The question for the password.
struct PromptView {
  private static let question = "Password: "

  let lines: [Line]
  /// Where typing goes on, in the body.
  let cursor: Frame.Position

  init(of prompt: PasswordPrompt, in size: Size) {
    let columns = size.columns
    let hasRoom = Layout(size).listHeight > 5
    let reason = Self.reason(of: prompt).map { Paragraph.lines($0, columns: columns) } ?? []
    let above = hasRoom ? [Line(columns: columns)] + reason : []
    var line = Line(columns: columns)
    line.append("  " + Self.question, Style(.title))
    let dots = min(prompt.typed, line.room - 1)
    cursor = Frame.Position(column: columns - line.room + dots, row: above.count)
    line.append(String(repeating: "•", count: dots))
    lines = above + [line]
  }

  private static func reason(of prompt: PasswordPrompt) -> String? {
    switch prompt.purpose {
    case .unlock(let reason): reason
    case .reminder:
      "You have not typed your password for 30 days. Type it, so that you do not forget it."
    case .drawing: "A QR code holds the secret, which takes the password."
    case .source(let name): "\(name) has a password of its own."
    }
  }

  static func tellStatus(of prompt: PasswordPrompt, _ line: inout Line) {
    if prompt.isChecking { return line.append(prompt.progress ?? "opening …", Style(.notice)) }
    if let problem = prompt.problem { return line.append(problem, Style(.notice)) }
    let hint = prompt.isLock ? "locked" : "Esc: not now"
    line.append(hint, Style(.faint))
  }
}
