/// One or two columns that are drawn together: a character with its combining marks.
struct Cluster {
  var scalars: String.UnicodeScalarView
  let columns: Int
}

/// The escaped clusters of a text, in order. (Swift's `Character` joins by other rules than
/// terminals do: a family of emoji is one `Character` and many cells.)
struct Clusters: Sequence, IteratorProtocol {
  private static let replacement: Unicode.Scalar = "\u{FFFD}"
  private static let markLimit = 2

  private var source: String.UnicodeScalarView.Iterator
  private var pending: Unicode.Scalar?

  init(of text: String) {
    source = text.unicodeScalars.makeIterator()
    pending = source.next()
  }

  mutating func next() -> Cluster? {
    guard let base = pending else { return nil }
    var cluster = Self.cluster(from: base)
    var marks = 0
    pending = source.next()
    while let mark = pending, CellWidth(of: mark) == .zero {
      marks += 1
      if marks <= Self.markLimit { cluster.scalars.append(mark) }
      pending = source.next()
    }
    return cluster
  }

  private static func cluster(from base: Unicode.Scalar) -> Cluster {
    let width = CellWidth(of: base)
    let isDrawn = width == .one || width == .two
    return Cluster(
      scalars: String.UnicodeScalarView([isDrawn ? base : replacement]),
      columns: isDrawn ? width.columns : 1)
  }
}
