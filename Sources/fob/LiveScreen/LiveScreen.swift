internal import CNCurses
internal import Glibc
internal import TerminalUI

/// The loop between the terminal and the pure screen: it waits, tells what happened, does what it is
/// told, and draws. All decisions are `State`'s.
struct LiveScreen: ~Copyable {
  /// Why the screen has ended. The terminal is given back in each case.
  enum Ending: Equatable {
    case quit
    /// Standard input has ended, or its terminal is gone.
    case inputEnded
    /// SIGHUP, SIGINT, SIGQUIT or SIGTERM, to be raised again by the caller once it has cleaned up.
    case signal(Int32)
  }

  /// The longest sleep: another process's change of the vault is seen after this, in milliseconds.
  private static let longestPause: Int64 = 1500
  /// How often it is looked whether a key is derived, in milliseconds.
  private static let shortPause: Int64 = 50
  /// Keys that are read in one go, so that a flood of them does not hold signals up.
  private static let batch = 256

  var source: VaultSource
  var state: State
  var screen: CursesScreen
  /// The password or secret that is being typed.
  var typed = SecretLine()
  var ending: Ending?
  var wakefulness: Wakefulness
  private var sleep = SleepWatch()
  private var lastCheck: Int64?

  /// Takes the terminal.
  ///
  /// - Parameter source: the accounts to show, or a locked vault.
  /// - Throws: `LiveScreenError`, with the terminal as it was.
  init(showing source: consuming VaultSource) throws(LiveScreenError) {
    state = State(vaultName: source.name, isLocked: source.session == nil)
    wakefulness = Wakefulness(seconds: source.timeout)
    screen = try CursesScreen()
    self.source = source
  }

  /// Shows the accounts until something ends that.
  ///
  /// - Parameter hidesCodes: from now on, and the next time.
  /// - Returns: why it has ended; the terminal is given back.
  consuming func run(hidingCodes hidesCodes: Bool) -> Ending {
    tell(.time(fob_now()))
    tell(.resize(screen.measure()))
    if !state.isLocked { welcome() }
    if hidesCodes { hideCodes() }
    while true {
      lookForChanges()
      lookForOpened()
      if let ending {
        source.close()
        return ending
      }
      screen.draw(Frame(of: state))
      let wakeup = screen.wait(milliseconds: pause, teller: sleep.descriptor)
      tell(.time(fob_now()))
      for signal in wakeup.signals { receive(signal: signal) }
      if wakeup.isTold, sleep.reads() { tell(.lock("Locked, since the machine goes to sleep.")) }
      if let reason = wakefulness.reasonToLock() { tell(.lock(reason)) }
      if wakeup.hasInput { readKeys() }
      if wakeup.inputHasEnded, ending == nil { ending = .inputEnded }
    }
  }

  private var pause: Int64 {
    if source.locked?.isWorking == true { return Self.shortPause }
    guard let next = state.nextChange else { return Self.longestPause }
    return min(max(1, next - fob_now()), Self.longestPause)
  }

  /// What was typed after the key that ended the screen is for nobody.
  private mutating func readKeys() {
    if wakefulness.noteKey() { source.noteUse() }
    for _ in 0..<Self.batch where ending == nil {
      if state.takesSecret {
        guard let key = screen.readSecretKey(into: &typed) else { return }
        switch key {
        case .typed: tell(.secretTyped(typed.characters))
        case .key(let key): tell(.key(key))
        }
      } else {
        guard let key = screen.readKey() else { return }
        tell(.key(key))
      }
    }
  }

  private mutating func receive(signal: Int32) {
    switch signal {
    case SIGWINCH: tell(.resize(screen.measure()))
    case SIGTSTP:
      tell(.lock("Locked, since fob was stopped."))
      screen.stop()
      tell(.resize(screen.measure()))
      tell(.time(fob_now()))
    case SIGCONT: screen.resume()
    default: ending = .signal(signal)
    }
  }

  /// Asks for new accounts, at most twice a second: with a whole second between, a wait that ends a
  /// little early would cost another one. (The wall clock may have been set back.)
  private mutating func lookForChanges() {
    if let lastCheck, (0..<500).contains(state.now - lastCheck) { return }
    refresh()
  }

  /// Takes new accounts in. A vault that does not open any more, since its keys were changed or its
  /// agent has locked it, locks the screen.
  mutating func refresh() {
    lastCheck = state.now
    do {
      guard let rows = try source.changedRows() else { return }
      tell(.rows(rows))
      wakefulness.limit = source.timeout * 1000
    } catch let failure as Failure where failure.status == .locked {
      tell(.lock(failure.message))
    } catch {
      tell(.notice(Failure.message(of: error)))
    }
  }

  mutating func tell(_ event: Event) {
    for effect in state.update(event) { perform(effect) }
  }
}
