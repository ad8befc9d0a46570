/// How the accounts are sorted, the pinned ones before the others.
public enum Order: String, Sendable, CaseIterable {
  /// By issuer and account, as the driver gives them.
  case name
  /// The one that was used last first.
  case use

  var next: Order { self == .name ? .use : .name }
}

/// The accounts, which of them are shown in what order, and which one the keys act on.
struct AccountList: Sendable, Equatable {
  /// Which accounts the list is about.
  enum View: Sendable, Equatable {
    case accounts, trash
    case tag(String)

    func holds(_ row: Row) -> Bool {
      switch self {
      case .accounts: !row.isTrashed
      case .trash: row.isTrashed
      case .tag(let tag): !row.isTrashed && row.tags.contains(tag)
      }
    }
  }

  /// Scalars that a filter may have; what is longer matches nothing anyway.
  static let filterLimit = 64

  private(set) var rows: [Row] = []
  private(set) var view = View.accounts
  private(set) var order = Order.name
  private(set) var filter = TextInput(limit: filterLimit)
  /// Display widths of the names, over all rows, so that filtering moves no column.
  private(set) var naturalWidths = NaturalWidths()
  /// The rows that pass the filter, as indices of `rows`.
  private(set) var matches: [Int] = []
  /// How many rows the view has without the filter.
  private(set) var countInView = 0
  /// The row that the keys act on, as an index of `matches`; 0 where there is none.
  private(set) var selection = 0
  /// The first match on the screen, as an index of `matches`.
  private var top = 0
  /// What is searched: one text a row, in the order of `rows`.
  private var searchTexts: [SearchText] = []
  /// The rows as indices, sorted.
  private var sorted: [Int] = []

  init(order: Order = .name) { self.order = order }

  var selectedRow: Row? {
    matches.indices.contains(selection) ? rows[matches[selection]] : nil
  }

  /// All tags of accounts that are not in the trash, with how many have each.
  var tags: [(name: String, count: Int)] {
    let names = rows.filter { !$0.isTrashed }.flatMap { Set($0.tags) }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.sorted { ($0.key.lowercased(), $0.key) < ($1.key.lowercased(), $1.key) }
      .map { (name: $0.key, count: $0.value) }
  }

  /// The indices of `matches` that are on a screen with room for so many lines.
  func visible(_ height: Int) -> Range<Int> {
    let end = min(matches.count, top + height)
    return min(top, end)..<end
  }
}

// What changes it. The selection stays on its account where that is still shown.
extension AccountList {
  mutating func replaceRows(with rows: [Row]) {
    let selected = selectedRow?.id
    self.rows = rows
    searchTexts = rows.map(SearchText.init(of:))
    naturalWidths = NaturalWidths(of: rows)
    sort()
    match(keeping: selected)
  }

  mutating func show(_ view: View) {
    let selected = selectedRow?.id
    self.view = view
    filter = TextInput(limit: Self.filterLimit)
    match(keeping: selected)
  }

  mutating func sort(by order: Order) {
    let selected = selectedRow?.id
    self.order = order
    sort()
    match(keeping: selected)
  }

  /// A filter that is typed selects its first match; one that is dropped keeps the selection.
  mutating func filter(by filter: TextInput) {
    let isNew = filter.text != self.filter.text
    let selected = filter.isEmpty ? selectedRow?.id : nil
    self.filter = filter
    guard isNew else { return }
    selection = 0
    match(keeping: selected)
  }

  mutating func moveSelection(by distance: Int) {
    selection = min(max(0, selection + distance), max(0, matches.count - 1))
  }

  mutating func scrollToSelection(_ height: Int) {
    let height = max(1, height)
    top = min(top, selection, max(0, matches.count - height))
    top = max(top, selection - height + 1)
  }

  private mutating func sort() {
    sorted = Array(rows.indices)
    guard order == .use else { return }
    sorted.sort { left, right in
      guard rows[left].isPinned == rows[right].isPinned else { return rows[left].isPinned }
      let (leftUse, rightUse) = (rows[left].lastUse, rows[right].lastUse)
      return leftUse == rightUse ? left < right : leftUse > rightUse
    }
  }

  private mutating func match(keeping selected: RowID?) {
    let wanted = filter.text.lowercased()
    let inView = sorted.filter { view.holds(rows[$0]) }
    countInView = inView.count
    matches = inView.filter { searchTexts[$0].contains(wanted) }
    let kept = selected.flatMap { id in matches.firstIndex { rows[$0].id == id } }
    selection = kept ?? min(selection, max(0, matches.count - 1))
  }
}
