/// Which lines of the terminal are for what.
struct Layout: Sendable, Equatable {
  /// Below this, nothing sensible fits.
  static let smallest = Size(columns: 20, rows: 5)

  let isTooSmall: Bool
  /// The bottom line names some keys where the list keeps enough lines beside it.
  let hasKeyLine: Bool
  /// Lines between the title and the status line.
  let listHeight: Int

  init(_ size: Size) {
    isTooSmall = size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
    hasKeyLine = !isTooSmall && size.rows >= 8
    listHeight = isTooSmall ? 0 : size.rows - (hasKeyLine ? 3 : 2)
  }
}

/// How wide each column of the list is. Where there is little room the tags give way first, then
/// the next code and the bar, then the account's name; the code stays whole, and the issuer at least
/// recognisable.
struct ColumnPlan: Sendable, Equatable {
  /// The marks of the selected row and of a pinned one.
  static let mark = 2
  /// "29s", "59m".
  static let left = 3
  private static let bars = 5...30
  private static let leastDetail = 8
  private static let leastTitle = 12
  private static let leastTags = 6

  let code: Int
  private(set) var title: Int
  private(set) var detail = 0
  private(set) var tags = 0
  private(set) var next = 0
  private(set) var bar = 0

  /// - Parameters:
  ///   - columns: the terminal's width.
  ///   - natural: how wide the names would be.
  ///   - code: how wide the codes are.
  ///   - hasNext: whether the next codes are asked for.
  init(columns: Int, natural: NaturalWidths, code: Int, hasNext: Bool = false) {
    self.code = code
    let room = max(0, columns - Self.mark - (1 + code) - (1 + Self.left))
    title = min(max(1, natural.title), room, max(Self.leastTitle, room / 2))
    let detail = natural.detail
    let leastDetail = min(detail, Self.leastDetail)
    let leastBar = 1 + Self.bars.lowerBound
    if detail > 0, title + 1 + leastDetail + leastBar <= room {
      self.detail = min(detail, room - title - 1 - leastBar)
    } else if detail > 0, min(title, Self.leastTitle) + 1 + leastDetail <= room {
      title = min(title, room - 1 - leastDetail)
      self.detail = min(detail, room - title - 1)
    }
    var rest = room - title - (self.detail > 0 ? 1 + self.detail : 0)
    if hasNext, rest - (1 + code) >= leastBar {
      next = code
      rest -= 1 + code
    }
    if self.detail == detail, natural.tags > 0, rest - leastBar > Self.leastTags {
      tags = min(natural.tags, rest - leastBar - 1)
      rest -= 1 + tags
    }
    bar = rest < leastBar ? 0 : min(rest - 1, Self.bars.upperBound)
  }
}
