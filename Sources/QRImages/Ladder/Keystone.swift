/// A side of a picture.
enum Side: String, CaseIterable {
  case bottom, left, top, right
}

extension GreyPicture {
  /// The picture as seen when one side lies further away: that side is a fifth shorter.
  ///
  /// A code photographed from the other side comes out nearer to a square.
  func withKeystone(_ side: Side) -> GreyPicture {
    switch side {
    case .bottom: withShorterBottom()
    case .top: flippedVertically().withShorterBottom().flippedVertically()
    case .right: transposed().withShorterBottom().transposed()
    case .left:
      transposed().flippedVertically().withShorterBottom().flippedVertically().transposed()
    }
  }

  /// In perspective with depth `1 + k * v` at the share `v` of the height, rows stay rows: each is
  /// scaled by its depth around the middle.
  private func withShorterBottom() -> GreyPicture {
    let k: Float = 0.25
    let middle = Float(width - 1) / 2
    return GreyPicture(width: width, height: height) { y, target in
      let share = (Float(y) + 0.5) / Float(height)
      let v = share / (1 + k - k * share)
      let depth = 1 + k * v
      let row = interpolatedRow(at: v * Float(height) - 0.5)
      Kernel.sample(row.span, from: middle - middle * depth, step: depth, into: &target)
    }
  }

  /// A row between two rows.
  private func interpolatedRow(at place: Float) -> [Float] {
    let place = min(max(place, 0), Float(height - 1))
    let first = min(Int(place), max(height - 2, 0))
    let share = place - Float(first)
    let run = Taps.Run(source: first, weight: 0, count: min(2, height))
    return mixedRow(run, height == 1 ? [1] : [1 - share, share])
  }
}
