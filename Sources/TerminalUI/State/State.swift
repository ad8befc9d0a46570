/// Everything the live screen knows. It changes in `update(_:)` alone, and `Frame` draws it.
public struct State: Sendable, Equatable {
  /// What the keys go to.
  enum Mode: Sendable, Equatable {
    case list, filter
    /// The help, scrolled down by so many lines.
    case help(scroll: Int)
  }

  /// A message in the status line, and when it goes.
  struct Notice: Sendable, Equatable {
    let text: String
    let until: Int64
  }

  /// What the vault is called in the title line; raw text.
  let vaultName: String
  var rows: [Row] = []
  var size = Size(columns: 80, rows: 24)
  /// The last time that was told, in milliseconds since the Unix epoch.
  public internal(set) var now: Int64 = 0
  var mode = Mode.list
  var filter = ""
  var showsNextCode = false
  var notice: Notice?
  var lastCounterPress: CounterPress?
  var codes = CodeCache()
  /// What is searched: one text a row, in the order of `rows`.
  var searchTexts: [SearchText] = []
  /// Display widths of the names, over all rows, so that filtering moves no column.
  var naturalWidths = NaturalWidths()
  /// The rows that pass the filter, as indices of `rows`.
  var matches: [Int] = []
  /// The row that the keys act on, as an index of `matches`; 0 where there is none.
  var selection = 0
  /// The first match on the screen, as an index of `matches`.
  var top = 0

  /// An empty screen.
  ///
  /// - Parameter vaultName: what the title line calls the vault.
  public init(vaultName: String) {
    self.vaultName = vaultName
  }

  var keyMap: KeyMap {
    switch mode {
    case .list: .list
    case .filter: .filter
    case .help: .help
    }
  }

  var selectedRow: Row? {
    matches.indices.contains(selection) ? rows[matches[selection]] : nil
  }

  /// The indices of `matches` that are on the screen.
  var visible: Range<Int> {
    let end = min(matches.count, top + Layout(size).listHeight)
    return min(top, end)..<end
  }

  /// The rows on the screen; none while the help covers them or the terminal is too small.
  var visibleRows: [Row] {
    if case .help = mode { return [] }
    return visible.map { rows[matches[$0]] }
  }

  /// The next moment at which time alone changes what is shown.
  ///
  /// - Returns: milliseconds since the Unix epoch, later than the last `Event.time`; nil where
  ///   nothing that is shown depends on time.
  public var nextChange: Int64? {
    let nextSecond = (now / 1000 + 1) * 1000
    let ticks = notice != nil || visibleRows.contains { $0.period != nil || codes[$0, now] != nil }
    return ticks ? nextSecond : nil
  }
}
