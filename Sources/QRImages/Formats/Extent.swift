/// How many of a file's frames or pages were looked at.
struct Extent {
  /// What one is called: "frame" or "page".
  let unit: String
  /// Those that were looked at.
  var seen = 0
  /// Those that have more pixels than are taken.
  var tooLarge = 0
  /// Those that there are, where that is known.
  var all: Int?
  /// Whether there are more, which were left out.
  var isCutShort = false

  init(of unit: String) { self.unit = unit }

  /// A file that is one picture.
  static let picture: Extent = {
    var extent = Extent(of: "picture")
    (extent.seen, extent.all) = (1, 1)
    return extent
  }()

  /// What was not looked at, in words.
  var unseen: [String] {
    var words: [String] = []
    let left = (all ?? 0) - seen - tooLarge
    if left > 0 || isCutShort {
      let total = all.map { left > 0 ? " of \($0)" : "" } ?? ""
      let which = isCutShort ? seen == 1 ? "the first" : "the first \(seen)" : "\(seen)"
      words.append("only \(which)\(total) \(units(all ?? seen)) \(seen == 1 ? "was" : "were") read")
    }
    if tooLarge > 0 {
      let total = all.map { " of \($0)" } ?? ""
      let are = tooLarge == 1 ? "is" : "are"
      words.append("\(tooLarge)\(total) \(units(all ?? tooLarge)) \(are) too large to be read")
    }
    return words
  }

  private func units(_ count: Int) -> String { count == 1 ? unit : unit + "s" }
}
