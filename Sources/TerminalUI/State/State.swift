/// Everything the live screen knows. It changes in `update(_:)` alone, and `Frame` draws it.
public struct State: Sendable, Equatable {
  /// What the keys go to.
  enum Mode: Sendable, Equatable {
    case list, filter
    /// The help, scrolled down by so many lines.
    case help(scroll: Int)
    case tags(TagChoice)
    case add
    case form(Form)
    case review(Review)
    case question(Question)
    /// The code, and what it is.
    case qr(QRMatrix, caption: String)
  }

  /// What the vault is called in the title line; raw text.
  let vaultName: String
  var size = Size(columns: 80, rows: 24)
  /// The last time that was told, in milliseconds since the Unix epoch.
  public internal(set) var now: Int64 = 0
  var mode = Mode.list
  /// The question for the password, over everything else.
  var prompt: PasswordPrompt?
  var list = AccountList()
  var codes = CodeCache()
  var hiding = Hiding()
  var showsNextCode = false
  var lastCounterPress: CounterPress?
  var status = Status()
  var backup: BackupNote?

  /// An empty screen.
  ///
  /// - Parameters:
  ///   - vaultName: what the title line calls the vault.
  ///   - isLocked: it begins with the question for the password.
  public init(vaultName: String, isLocked: Bool = false) {
    self.vaultName = vaultName
    prompt = isLocked ? PasswordPrompt(.unlock(nil)) : nil
  }

  /// Whether no account may be shown.
  public var isLocked: Bool { prompt?.isLock ?? false }

  /// Whether characters make up a password or a secret: they are the driver's alone, which keeps
  /// them and tells how many there are.
  public var takesSecret: Bool {
    if prompt != nil { return true }
    guard case .form(let form) = mode else { return false }
    return form.focused.name == .secret
  }

  /// Whether what was typed of a password or a secret may still be needed.
  var keepsTyped: Bool {
    if prompt != nil { return true }
    guard case .form(let form) = mode else { return false }
    return form.hasSecret
  }

  var preferences: Preferences {
    Preferences(order: list.order, hidesCodes: hiding.isOn)
  }

  var keyMap: KeyMap {
    guard prompt == nil else { return .password }
    return switch mode {
    case .list: list.view == .trash ? .trash : .list
    case .filter: .filter
    case .help: .help
    case .tags: .tags
    case .add: .add
    case .form(let form): .form(enter: form.enterHint)
    case .review: .review
    case .question: .question
    case .qr: .picture
    }
  }

  var selectedRow: Row? { list.selectedRow }

  /// The indices of `list.matches` that are on the screen.
  var visible: Range<Int> { list.visible(Layout(size).listHeight) }

  /// The rows on the screen; none while something lies over them, or the terminal is too small.
  var visibleRows: [Row] {
    guard prompt == nil, mode == .list || mode == .filter else { return [] }
    return visible.map { list.rows[list.matches[$0]] }
  }

  /// The rows whose codes are on the screen.
  var rowsWithCodes: [Row] {
    visibleRows.filter { !$0.isTrashed && hiding.shows($0.id, at: now) }
  }

  /// The next moment at which time alone changes what is shown.
  ///
  /// - Returns: milliseconds since the Unix epoch, later than the last `Event.time`; nil where
  ///   nothing that is shown depends on time.
  public var nextChange: Int64? {
    let nextSecond = (now / 1000 + 1) * 1000
    let ticks =
      status.ticks || hiding.ticks
      || visibleRows.contains { !$0.isTrashed && ($0.period != nil || codes[$0, now] != nil) }
    return ticks ? nextSecond : nil
  }
}
