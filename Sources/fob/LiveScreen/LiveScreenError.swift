/// Why the live screen cannot be opened. The terminal is as it was.
enum LiveScreenError: Error, Equatable {
  /// Standard input or output is no terminal.
  case notATerminal
  /// There is no terminfo on this machine.
  case noTerminalDatabase
  /// terminfo does not know this TERM; escaped text.
  case unknownTerminal(String)
  /// The terminal cannot move its cursor (TERM=dumb); escaped text.
  case tooSimple(String)
  /// The system refused to hand over signals.
  case noSignals

  /// What happened.
  var message: String {
    switch self {
    case .notATerminal: "the live screen needs a terminal"
    case .noTerminalDatabase: "no terminal descriptions (terminfo) on this machine"
    case .unknownTerminal(""): "TERM is not set"
    case .unknownTerminal(let name): "the terminal type \"\(name)\" is not known here"
    case .tooSimple(let name): "a terminal of the type \"\(name)\" cannot show a live screen"
    case .noSignals: "the live screen cannot receive signals"
    }
  }

  /// What to do about it.
  var hint: String {
    switch self {
    case .noTerminalDatabase: "install ncurses-base, or use `fob list --codes`"
    case .unknownTerminal: "try `TERM=xterm-256color fob`, or `fob list --codes`"
    case .notATerminal, .tooSimple, .noSignals: "use `fob list --codes`"
    }
  }
}
