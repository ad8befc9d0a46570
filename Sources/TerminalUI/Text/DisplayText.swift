/// Foreign text made safe to draw: one line, no control, nothing invisible, of known width.
///
/// What a terminal must not get becomes U+FFFD, one for each scalar: the categories Cc, Cf, Cs, Co,
/// Cn, Zl and Zp (among them ESC, newlines, bidi controls and zero width joiners), all other
/// default-ignorable scalars, and a combining mark at the start, where it has nothing of ours to
/// join. A character keeps its first two combining marks and loses the others. All else stays as it
/// is: plain text is unchanged, and so is text that was escaped before.
public enum DisplayText {
  /// Columns that a name gets in a list.
  public static let listColumns = 64

  /// Text that may be written to a terminal.
  ///
  /// - Parameters:
  ///   - text: anything.
  ///   - limit: columns it may take; longer text is cut between two characters and ends in "…".
  /// - Returns: the escaped text, at most `limit` columns wide.
  public static func escaped(_ text: String, columns limit: Int = .max) -> String {
    guard limit > 0 else { return "" }
    if let columns = plainColumns(of: text), columns <= limit { return text }
    var drawn = String.UnicodeScalarView()
    var room = limit
    var last: Cluster?
    for cluster in Clusters(of: text) {
      guard cluster.columns <= room else {
        if room == 0, let last { drawn.removeLast(last.scalars.count) }
        return String(drawn) + "…"
      }
      drawn.append(contentsOf: cluster.scalars)
      room -= cluster.columns
      last = cluster
    }
    return String(drawn)
  }

  /// Text that may be written to a terminal, exactly as wide as its column.
  ///
  /// - Parameters:
  ///   - text: anything.
  ///   - columns: the width; text is cut or filled with spaces on its right.
  /// - Returns: the escaped text.
  public static func fitted(_ text: String, columns: Int) -> String {
    let drawn = escaped(text, columns: columns)
    return drawn + String(repeating: " ", count: max(0, columns - self.columns(of: drawn)))
  }

  /// The columns that a text takes once it is escaped.
  ///
  /// - Parameter text: anything.
  /// - Returns: its width on a terminal.
  public static func columns(of text: String) -> Int {
    plainColumns(of: text)
      ?? Clusters(of: text).reduce(0) { width, cluster in width + cluster.columns }
  }

  /// The columns of printable ASCII, a byte each; `nil` for any other text. It goes before all
  /// since almost every text is so, and a list of 10,000 accounts took 580,000 instructions a line.
  private static func plainColumns(of text: String) -> Int? {
    let bytes = text.utf8.span
    return bytes.indices.allSatisfy { (0x20..<0x7F).contains(bytes[$0]) } ? bytes.count : nil
  }
}
