/// One way of preparing a picture for zbar.
struct Rung: Sendable {
  /// What it does, in a few words.
  let name: String
  /// The grey pixels that zbar gets.
  let prepare: @Sendable (GreyPicture) -> GreyPicture

  init(_ name: String, _ prepare: @escaping @Sendable (GreyPicture) -> GreyPicture) {
    self.name = name
    self.prepare = prepare
  }

  /// The symbols that zbar finds in the picture once it is prepared.
  func symbols(in picture: GreyPicture) -> [Symbol] {
    Symbol.find(in: prepare(picture))
  }
}

extension Rung {
  static let adaptive = Rung("adaptive") {
    $0.normalised(longSide: 1000).adaptivelyThresholded(fraction: 16, offset: 4)
  }
  static let untouched = Rung("untouched") { $0 }

  /// The attempts in their order; the first ones read most, and cost least.
  static let ladder: [Rung] =
    [
      adaptive,
      Rung("inverted, adaptive") {
        $0.normalised(longSide: 1000).inverted().adaptivelyThresholded(fraction: 16, offset: 4)
      },
      untouched,
      Rung("larger, finely adaptive") {
        $0.normalised(longSide: 1400).adaptivelyThresholded(fraction: 32, offset: 2)
      },
      Rung("small, Otsu") { $0.normalised(longSide: 700).thresholdedByOtsu() },
      Rung("small, by blocks") { $0.normalised(longSide: 700).thresholdedByBlocks() },
    ]
    + Side.allCases.map { side in
      Rung("keystone \(side), adaptive") {
        $0.normalised(longSide: 1000).withKeystone(side)
          .adaptivelyThresholded(fraction: 16, offset: 4)
      }
    } + [
      Rung("inverted") { $0.inverted() },
      Rung("blurred, adaptive") {
        $0.normalised(longSide: 1000).blurred(radius: 2)
          .adaptivelyThresholded(fraction: 16, offset: 4)
      },
    ]
}
