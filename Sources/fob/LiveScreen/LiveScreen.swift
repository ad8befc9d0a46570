internal import CNCurses
internal import Glibc
internal import TerminalUI

/// The loop between the terminal and the pure screen: it waits, tells what happened, does what it is
/// told, and draws. All decisions are `State`'s.
struct LiveScreen<Source: LiveScreenSource & ~Copyable>: ~Copyable {
  /// Why the screen has ended. The terminal is given back in each case.
  enum Ending: Equatable {
    case quit
    /// Standard input has ended, or its terminal is gone.
    case inputEnded
    /// SIGHUP, SIGINT, SIGQUIT or SIGTERM, to be raised again by the caller once it has cleaned up.
    case signal(Int32)
  }

  /// The longest sleep: another process's change of the vault is seen after this, in milliseconds.
  private static var longestPause: Int64 { 1500 }

  private var source: Source
  private var state: State
  private var screen: CursesScreen
  private var ending: Ending?
  private var lastCheck: Int64?

  /// Takes the terminal.
  ///
  /// - Parameter source: the accounts to show.
  /// - Throws: `LiveScreenError`, with the terminal as it was.
  init(showing source: consuming Source) throws(LiveScreenError) {
    state = State(vaultName: source.vaultName)
    screen = try CursesScreen()
    self.source = source
  }

  /// Shows the accounts until something ends that.
  ///
  /// - Returns: why it has ended; the terminal is given back.
  consuming func run() -> Ending {
    tell(.time(fob_now()))
    tell(.resize(screen.measure()))
    while true {
      lookForChanges()
      if let ending { return ending }
      screen.draw(Frame(of: state))
      let wakeup = screen.wait(milliseconds: pause)
      tell(.time(fob_now()))
      for signal in wakeup.signals { receive(signal: signal) }
      if wakeup.hasInput { readKeys() }
      if wakeup.inputHasEnded, ending == nil { ending = .inputEnded }
    }
  }

  private var pause: Int64 {
    guard let next = state.nextChange else { return Self.longestPause }
    return min(max(1, next - fob_now()), Self.longestPause)
  }

  /// What was typed after the key that ended the screen is for nobody.
  private mutating func readKeys() {
    for key in screen.readKeys() where ending == nil { tell(.key(key)) }
  }

  private mutating func receive(signal: Int32) {
    switch signal {
    case SIGWINCH: tell(.resize(screen.measure()))
    case SIGTSTP:
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
    lastCheck = state.now
    do throws(LiveScreenNotice) {
      if let rows = try source.changedRows() { tell(.rows(rows)) }
    } catch {
      tell(.notice(error.message))
    }
  }

  private mutating func tell(_ event: Event) {
    for effect in state.update(event) { perform(effect) }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .computeCodes(let ids, let time): tell(.codes(source.codes(of: ids, at: time), at: time))
    case .advanceCounter(let id): tell(.counterAdvanced(id, source.advanceCounter(of: id)))
    case .redraw: screen.forget()
    case .quit: ending = .quit
    }
  }
}
