/// One or two columns that are drawn together: a character with its combining marks.
struct Cluster {
  var scalars: String.UnicodeScalarView
  let columns: Int
}

/// The escaped clusters of a text, in order. (Swift's `Character` joins by other rules than
/// terminals do, which join emoji each in its own way. So what joins or varies emoji is left out: of
/// a family its members are drawn side by side, and all terminals agree how wide that is.)
struct Clusters: Sequence, IteratorProtocol {
  private static let replacement: Unicode.Scalar = "\u{FFFD}"
  private static let markLimit = 2
  private static let joiner: Unicode.Scalar = "\u{200D}"
  /// Terminals join them to whatever stands before, or do not.
  private static let skinTones: ClosedRange<Unicode.Scalar> = "\u{1F3FB}"..."\u{1F3FF}"

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
    while let scalar = pending {
      if CellWidth(of: scalar) == .zero {
        marks += 1
        if marks <= Self.markLimit { cluster.scalars.append(scalar) }
      } else if !varies(base, scalar) {
        break
      }
      pending = source.next()
    }
    return cluster
  }

  /// Whether a scalar only says how an emoji is drawn, or joins it to the next one.
  private func varies(_ base: Unicode.Scalar, _ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case Self.joiner:
      var rest = source
      return base.properties.isEmoji && rest.next()?.properties.isEmoji == true
    case "\u{FE0E}", "\u{FE0F}": return base.properties.isEmoji
    case Self.skinTones: return base.properties.isEmojiModifierBase
    case "\u{E0020}"..."\u{E007F}": return base == "\u{1F3F4}"
    default: return false
    }
  }

  private static func cluster(from base: Unicode.Scalar) -> Cluster {
    let width = CellWidth(of: base)
    let isDrawn = (width == .one || width == .two) && !skinTones.contains(base)
    return Cluster(
      scalars: String.UnicodeScalarView([isDrawn ? base : replacement]),
      columns: isDrawn ? width.columns : 1)
  }
}
