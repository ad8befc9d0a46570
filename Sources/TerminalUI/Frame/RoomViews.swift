// What lies over the list: each a few lines of text, as many as there are.

/// Text in lines of a width.
enum Paragraph {
  static func lines(
    _ text: String, _ style: Style = Style(.plain), indent: Int = 2, columns: Int
  ) -> [Line] {
    wrapped(text, columns: columns - indent).map {
      Line(String(repeating: " ", count: indent) + $0, style, columns: columns)
    }
  }

  /// Words that are longer than a line stand alone, and are cut where they are drawn.
  static func wrapped(_ text: String, columns: Int) -> [String] {
    var (lines, width) = ([""], 0)
    for word in text.split(separator: " ") {
      let length = DisplayText.columns(of: String(word))
      if width > 0, width + 1 + length > columns {
        lines.append(String(word))
        width = length
      } else {
        lines[lines.count - 1] += (width > 0 ? " " : "") + word
        width += (width > 0 ? 1 : 0) + length
      }
    }
    return lines
  }
}

/// The ways to add accounts, from the table that the keys are read from.
enum AddView {
  static func lines(columns: Int) -> [Line] {
    KeyMap.add.bindings.filter { $0.action != .back }.prefix(4).flatMap { binding in
      var lines = Paragraph.lines(binding.help, indent: 5, columns: columns)
      var first = Line(columns: columns)
      first.append("  " + binding.label, columns: 5, Style(.key))
      first.append(String((lines.first?.text ?? "").dropFirst(5)))
      lines[0] = first
      return lines
    }
  }
}

/// The tags and how many accounts have each.
enum TagsView {
  static func lines(of choice: TagChoice, in size: Size) -> [Line] {
    let height = max(1, Layout(size).listHeight)
    let first = max(0, choice.selection - height + 1)
    return choice.names.indices[first...].prefix(height).map { index in
      let isSelected = index == choice.selection
      var line = Line(columns: size.columns)
      line.append(
        isSelected ? "▸" : "", columns: ColumnPlan.mark, Style(.plain, isSelected: isSelected))
      line.append("#" + choice.names[index], Style(.plain, isSelected: isSelected))
      line.append("  \(choice.counts[index])", Style(.faint, isSelected: isSelected))
      line.fill(Style(.plain, isSelected: isSelected))
      return line
    }
  }
}

/// What was found, scrolled.
enum ReviewView {
  static func lines(of review: Review, in size: Size) -> [Line] {
    let all = lines(of: review.findings, columns: size.columns)
    return Array(all[min(review.scroll, all.count)...].prefix(Layout(size).listHeight))
  }

  static func scrolled(_ review: Review, by distance: Int, in size: Size) -> Review {
    var review = review
    let most = lines(of: review.findings, columns: size.columns).count - Layout(size).listHeight
    review.scroll = max(0, min(review.scroll + distance, most))
    return review
  }

  private static func lines(of findings: Findings, columns: Int) -> [Line] {
    findings.lines.map { Line($0, columns: columns) }
  }
}

/// A question with its reasons.
enum QuestionView {
  static func lines(of question: Question, columns: Int) -> [Line] {
    question.lines.flatMap { Paragraph.lines($0, columns: columns) }
  }
}
