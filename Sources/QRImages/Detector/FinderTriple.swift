/// Three finder patterns that may belong to one symbol.
struct FinderTriple {
  /// The corner's, the one that follows clockwise, and the third.
  let corner: FinderPattern
  let right: FinderPattern
  let bottom: FinderPattern
  /// Which of the search's patterns they are.
  let indices: [Int]
  /// How far they are from an upright view; 0 is one.
  let strain: Double
  /// How many of them may be there by chance.
  let weakness: Int
  /// The length of both sides, in pixels.
  let length: Double

  /// Modules from finder pattern to finder pattern: of version 1, and of version 40, with room for
  /// how far a measurement may be off.
  private static let distances = 9.0...230.0

  /// Puts three patterns in their places; nil where no view of a symbol has them so.
  init?(_ indices: [Int], of patterns: [FinderPattern]) {
    let three = indices.map { patterns[$0] }
    let sides = [(1, 2), (0, 2), (0, 1)].map { (three[$0.1].centre - three[$0.0].centre).length }
    guard let opposite = sides.indices.max(by: { sides[$0] < sides[$1] }) else { return nil }
    var others = [0, 1, 2].filter { $0 != opposite }
    var (a, b) = (
      three[others[0]].centre - three[opposite].centre,
      three[others[1]].centre - three[opposite].centre
    )
    if a.cross(b) < 0 {
      others.reverse()
      swap(&a, &b)
    }
    let modules = three.map(\.module)
    let (least, greatest) = (modules.min() ?? 0, modules.max() ?? 0)
    let module = modules.reduce(0, +) / 3
    guard least > 0, greatest < 2.5 * least, Self.distances.contains(a.length / module),
      Self.distances.contains(b.length / module)
    else { return nil }
    let cosine = abs(a.dot(b)) / (a.length * b.length)
    let ratio = max(a.length / b.length, b.length / a.length)
    guard cosine < 0.7, ratio < 2.5 else { return nil }
    length = a.length + b.length
    strain = cosine + (ratio - 1) + (greatest / least - 1)
    weakness = three.count(where: \.isWeak)
    (corner, right, bottom) = (three[opposite], three[others[0]], three[others[1]])
    self.indices = indices
  }

  /// The triples of a search, those nearest to an upright view first, of equal ones the small: on a
  /// sheet of codes, those of several codes lie as upright as those of one. What may be there by
  /// chance comes later.
  static func all(of patterns: [FinderPattern]) -> [FinderTriple] {
    let bestFirst = patterns.indices.sorted { patterns[$0].hits > patterns[$1].hits }
    var triples: [FinderTriple] = []
    for (place, first) in bestFirst.enumerated() {
      let others = partners(of: first, among: bestFirst[(place + 1)...], patterns)
      for (i, second) in others.enumerated() {
        for third in others[(i + 1)...] {
          guard let triple = FinderTriple([first, second, third], of: patterns) else { continue }
          triples.append(triple)
        }
      }
    }
    return triples.sorted { ($0.step, $0.length) < ($1.step, $1.length) }
  }

  /// The most that are put together with one pattern.
  private static let mostPartners = 40

  /// The patterns that may be in one symbol with another: of many, the nearest that are not weak.
  private static func partners(
    of first: Int, among others: ArraySlice<Int>, _ patterns: [FinderPattern]
  ) -> [Int] {
    let one = patterns[first]
    let fitting = others.filter { fit(one, patterns[$0]) }
    if fitting.count <= mostPartners { return fitting }
    let sorted = fitting.map { (index: $0, distance: (patterns[$0].centre - one.centre).length) }
      .sorted { $0.distance < $1.distance }.map(\.index)
    let weak = sorted.filter { patterns[$0].isWeak }
    return Array((sorted.filter { !patterns[$0].isWeak } + weak).prefix(mostPartners / 2))
  }

  /// The strain in steps that a view's noise does not reach.
  private var step: Int { Int(strain * 40) + 8 * weakness }

  private static func fit(_ a: FinderPattern, _ b: FinderPattern) -> Bool {
    a.isLight == b.isLight && a.module < 2.5 * b.module && b.module < 2.5 * a.module
  }
}
