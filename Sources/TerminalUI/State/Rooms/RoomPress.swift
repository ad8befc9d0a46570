// What the keys do in what lies over the list.

extension State {
  mutating func performInAdd(_ action: Action) -> [Effect] {
    switch action {
    case .addTyped: mode = .form(.add)
    case .addPicture: mode = .form(.picture)
    case .addClipboard: return look(in: .clipboard, "reading the clipboard …")
    case .addScreen: return look(in: .screen, "taking a picture of the screen …")
    default: mode = .list
    }
    return []
  }

  /// What is found is told by an event; what is not, by a notice.
  private mutating func look(in place: Place, _ doing: String) -> [Effect] {
    status.showUntilNews(doing)
    return [.look(place)]
  }

  mutating func perform(_ action: Action, in form: Form) -> [Effect] {
    var form = form
    form.problem = nil
    switch action {
    case .back:
      mode = .list
      return []
    case .accept where !form.goesOn: return submit(form)
    case .accept, .nextField: form.moveFocus(by: 1)
    case .previousField: form.moveFocus(by: -1)
    default: form.perform(action)
    }
    mode = .form(form)
    return []
  }

  private mutating func submit(_ form: Form) -> [Effect] {
    if let problem = form.missing {
      var form = form
      form.problem = problem
      mode = .form(form)
      return []
    }
    switch form.purpose {
    case .edit(let row):
      mode = .list
      guard form.edit != RowEdit() else {
        show(notice: "nothing was changed")
        return []
      }
      return [.edit(row.id, form.edit)]
    case .picture: return look(in: .file(form.text(.path)), "reading …")
    case .add:
      let place = Place.typed(issuer: form.text(.issuer), account: form.text(.account))
      return look(in: place, "reading …")
    }
  }

  mutating func review(_ findings: Findings) {
    status.clear()
    if prompt?.isForSource == true { prompt = nil }
    mode = .review(Review(findings))
  }

  mutating func perform(_ action: Action, in review: Review) -> [Effect] {
    switch action {
    case .back:
      mode = .list
      show(notice: "nothing was added")
      return [.dropFound]
    case .accept:
      mode = .list
      guard review.findings.changes > 0 else { return [.dropFound] }
      return [.addFound]
    default:
      mode = .review(ReviewView.scrolled(review, by: distance(of: action), in: size))
      return []
    }
  }

  mutating func perform(_ action: Action, in question: Question) -> [Effect] {
    mode = .list
    return action == .accept ? [.drawQR(question.drawing.id)] : []
  }

  mutating func show(_ matrix: QRMatrix, of name: String) {
    status.clear()
    mode = .qr(matrix, caption: "\(name)  Esc ends this")
  }
}

// The password, and what is typed unseen.
extension State {
  mutating func performInPrompt(_ action: Action) -> [Effect] {
    guard let prompt, !prompt.isChecking || prompt.isForSource else { return [] }
    switch action {
    case .accept where prompt.typed > 0 && !prompt.isChecking:
      self.prompt?.isChecking = true
      self.prompt?.problem = nil
      return [prompt.isForSource ? .openSource : .checkPassword]
    case .back where prompt.isForSource:
      self.prompt = nil
      return [.dropSource]
    case .back where !prompt.isLock:
      self.prompt = nil
      return []
    case .back:
      self.prompt?.typed = 0
      return [.forgetTyped]
    default: return []
    }
  }

  mutating func askPassword(ofSource name: String) {
    status.clear()
    if prompt == nil { prompt = PasswordPrompt(.source(name)) }
  }

  mutating func noteTyped(_ count: Int) {
    if let prompt {
      guard !prompt.isChecking else { return }
      self.prompt?.typed = count
      self.prompt?.problem = nil
    } else if case .form(var form) = mode {
      form.noteTyped(count)
      mode = .form(form)
    }
  }

  mutating func acceptPassword() -> [Effect] {
    defer { prompt = nil }
    guard case .drawing(let id) = prompt?.purpose else { return [] }
    return [.drawQR(id)]
  }

  mutating func refusePassword(_ reason: String) {
    prompt?.typed = 0
    prompt?.isChecking = false
    prompt?.progress = nil
    prompt?.problem = reason
  }

  /// Forgets every account, and all that was going on.
  mutating func lock(because reason: String?, isAsked: Bool = false) -> [Effect] {
    guard !isLocked else { return [] }
    list = AccountList(order: list.order)
    hiding = Hiding(isOn: hiding.isOn)
    (codes, mode) = (CodeCache(), .list)
    (showsNextCode, lastCounterPress) = (false, nil)
    status.clear()
    prompt = PasswordPrompt(.unlock(reason))
    return [.lock(isAsked: isAsked)]
  }
}

extension Form {
  /// What still has to be said, or has been said in the wrong place.
  fileprivate var missing: String? {
    switch purpose {
    case .add where text(.issuer).contains("://"):
      "a URI holds the secret: it belongs in the last line, which hides it"
    case .add where focused.typed == 0: "there is no secret yet"
    case .picture where text(.path).isEmpty: "type a path, or Esc"
    default: nil
    }
  }
}
