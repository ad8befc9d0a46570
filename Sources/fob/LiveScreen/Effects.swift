internal import TerminalUI

// What the pure screen tells the driver to do.

extension LiveScreen {
  mutating func perform(_ effect: Effect) {
    switch effect {
    case .computeCodes(let ids, let time): tell(.codes(source.codes(of: ids, at: time), at: time))
    case .advanceCounter(let id): tell(.counterAdvanced(id, source.advanceCounter(of: id)))
    case .copy(let id, let counted): copy(id, counted)
    case .edit(let id, let edit): change { (source) throws in try source.edit(id, edit) }
    case .trash(let id): change { (source) throws in try source.trash(id) }
    case .restore(let id): change { (source) throws in try source.restore(id) }
    case .undo: change { (source) throws in try source.undo() }
    case .addFound: change { (source) throws in try source.addFound() }
    case .dropFound: source.found = AddAccounts([])
    case .look(let place): look(in: place)
    case .drawQR(let id): draw(id)
    case .checkPassword: checkPassword()
    case .openSource: openSource()
    case .dropSource: source.locked = nil
    case .forgetTyped: typed.wipe()
    case .lock(let isAsked): lock(everywhere: isAsked)
    case .remember(let preferences): remember(preferences)
    case .redraw: screen.forget()
    case .quit: ending = .quit
    }
  }

  /// Changes the vault, shows that at once, and says what was done or why it was not.
  private mutating func change(_ body: (inout VaultSource) throws -> String) {
    do {
      let words = try body(&source)
      refresh()
      tell(.notice(words))
    } catch {
      tell(.notice(Failure.message(of: error)))
    }
  }

  private mutating func look(in place: Place) {
    screen.draw(Frame(of: state))
    do {
      switch try source.look(in: place, typed: typed) {
      case .found(let findings): tell(.found(findings))
      case .locked(let name): tell(.sourceLocked(name))
      }
    } catch {
      tell(.notice(Failure.message(of: error)))
    }
  }

  /// Takes what was typed for the password of another app's file.
  private mutating func openSource() {
    let password = typed.text
    typed.wipe()
    do {
      try source.locked?.open(with: password)
    } catch {
      tell(.passwordRefused(error.message))
    }
  }

  /// Tells how far the key of another app's file is, and what the file gave in the end.
  mutating func lookForOpened() {
    guard let locked = source.locked, locked.isWorking else { return }
    do {
      guard let findings = try source.unlockedFindings() else {
        if let progress = locked.progress { tell(.progress(progress)) }
        return
      }
      tell(.found(findings))
    } catch {
      // Whatever was typed meanwhile was for no question.
      typed.wipe()
      tell(.passwordRefused(Failure.message(of: error)))
    }
  }

  private mutating func copy(_ id: RowID, _ counted: String?) {
    do {
      tell(.copied(until: try source.copy(id, counted: counted)))
    } catch {
      tell(.notice(Failure.message(of: error)))
    }
  }

  private mutating func draw(_ id: RowID) {
    do {
      guard let (matrix, name) = try source.draw(id) else {
        return tell(.passwordNeeded(toDraw: id))
      }
      tell(.qr(matrix, of: name))
    } catch {
      tell(.notice(Failure.message(of: error)))
    }
  }

  mutating func hideCodes() {
    var preferences = source.preferences
    guard !preferences.hidesCodes else { return }
    preferences.hidesCodes = true
    tell(.preferences(preferences))
    remember(preferences)
  }

  private mutating func remember(_ preferences: Preferences) {
    do {
      try source.keep(preferences)
    } catch {
      tell(.notice("this cannot be remembered: \(Failure.message(of: error))"))
    }
  }
}

// Locking and opening.
extension LiveScreen {
  private mutating func lock(everywhere: Bool) {
    typed.wipe()
    source.close()
    if everywhere { source.lockAgent() }
    screen.forget()
  }

  /// Takes what was typed for the password; deriving a key from it takes a while.
  private mutating func checkPassword() {
    screen.draw(Frame(of: state))
    do {
      let wasLocked = state.isLocked
      let words = try source.open(typed: typed.text)
      typed.wipe()
      wakefulness.noteKey()
      // Something may have been said on standard error, which is this terminal.
      screen.forget()
      tell(.passwordAccepted)
      if wasLocked { welcome() }
      if let words { tell(.notice(words)) }
    } catch {
      typed.wipe()
      tell(.passwordRefused(Failure.message(of: error)))
    }
  }

  /// Shows the accounts of a vault that was just opened, in the way that was chosen for it.
  mutating func welcome() {
    tell(.preferences(source.preferences))
    refresh()
    tell(.backup("backup: \(source.backupAge.text)", isOld: source.backupAge.isOld))
    if source.wantsPassword { tell(.remindOfPassword) }
  }
}
