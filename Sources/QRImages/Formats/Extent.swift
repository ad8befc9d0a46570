/// How many of a file's frames or pages were looked at.
struct Extent {
  /// What one is called: "frame" or "page".
  let unit: String
  /// Those that were looked at.
  var seen = 0
  /// Those that have more pixels than are taken.
  var tooLarge = 0
  /// Those that are packed in a way that is not read here.
  var otherwisePacked = 0
  /// Whether the last one that was looked at breaks off.
  var isBroken = false
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
    let left = (all ?? 0) - seen - tooLarge - otherwisePacked
    if left > 0 || isCutShort {
      let total = all.map { left > 0 ? " of \($0)" : "" } ?? ""
      let which = isCutShort ? seen == 1 ? "the first" : "the first \(seen)" : "\(seen)"
      words.append("only \(which)\(total) \(units(all ?? seen)) \(seen == 1 ? "was" : "were") read")
    }
    words += told(tooLarge, "too large to be read")
    words += told(otherwisePacked, "packed in a way that fob does not read")
    if isBroken { words.append("\(unit) \(seen) breaks off") }
    return words
  }

  private func told(_ count: Int, _ what: String) -> [String] {
    guard count > 0 else { return [] }
    let total = all.map { " of \($0)" } ?? ""
    return ["\(count)\(total) \(units(all ?? count)) \(count == 1 ? "is" : "are") \(what)"]
  }

  private func units(_ count: Int) -> String { count == 1 ? unit : unit + "s" }

  /// Why there is nothing to look at.
  func problem(of format: PictureFormat) -> PictureError {
    tooLarge > 0
      ? .tooLarge(format) : otherwisePacked > 0 ? .otherwisePacked(format) : .damaged(format)
  }
}
