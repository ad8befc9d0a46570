/// One way of preparing a picture, and who then looks for symbols in it.
struct Rung: Sendable {
  /// What it does, in a few words.
  let name: String
  /// What is seen in a picture.
  let look: @Sendable (GreyPicture) -> SymbolReader.Sight

  /// A rung whose black and white the house's own reader gets.
  static func own(
    _ name: String,
    _ prepare: @escaping @Sendable (GreyPicture) -> GreyPicture
  ) -> Rung {
    Rung(name: name) { SymbolReader.read(prepare($0)) }
  }

  /// A rung whose grey zbar gets.
  static func zbar(
    _ name: String,
    _ prepare: @escaping @Sendable (GreyPicture) -> GreyPicture
  ) -> Rung {
    Rung(name: name) {
      SymbolReader.Sight(symbols: Symbol.find(in: prepare($0)))
    }
  }
}

extension Rung {
  /// Tried on every frame or page: they read most, and cost least.
  static let quick = [
    own("Otsu") { $0.thresholdedByOtsu() },
    own("halved, by blocks") { $0.halved(below: 1600).thresholdedByBlocks() },
    own("small, by blocks") { $0.normalised(longSide: 700).thresholdedByBlocks() },
    own("adaptive") { $0.normalised(longSide: 1000).adaptive() },
    own("by blocks") { $0.thresholdedByBlocks() },
  ]

  /// Photos of a camera are halved for zbar, which takes long over them; 4K screens are not.
  private static let largest = 3900

  /// Tried where nothing was read by those.
  static let thorough = [
    own("smaller, widely adaptive") {
      $0.normalised(longSide: 500).adaptivelyThresholded(fraction: 5, offset: 4)
    },
    own("blurred, widely adaptive") {
      $0.normalised(longSide: 1000).blurred(radius: 2).adaptivelyThresholded(fraction: 5, offset: 4)
    },
    zbar("nearly untouched") { $0.halved(below: largest) },
    zbar("adaptive") { $0.normalised(longSide: 1000).adaptive() },
    zbar("inverted, adaptive") { $0.normalised(longSide: 1000).inverted().adaptive() },
    zbar("larger, finely adaptive") { $0.normalised(longSide: 1400).finelyAdaptive() },
    zbar("small, Otsu") { $0.normalised(longSide: 700).thresholdedByOtsu() },
    zbar("small, by blocks") { $0.normalised(longSide: 700).thresholdedByBlocks() },
    own("larger, finely adaptive") { $0.normalised(longSide: 1400).finelyAdaptive() },
    zbar("bottom further") { $0.normalised(longSide: 1000).withKeystone(.bottom).adaptive() },
    zbar("left further") { $0.normalised(longSide: 1000).withKeystone(.left).adaptive() },
    zbar("top further") { $0.normalised(longSide: 1000).withKeystone(.top).adaptive() },
    zbar("right further") { $0.normalised(longSide: 1000).withKeystone(.right).adaptive() },
    zbar("inverted") { $0.halved(below: largest).inverted() },
    zbar("blurred, adaptive") { $0.normalised(longSide: 1000).blurred(radius: 2).adaptive() },
  ]
}

extension GreyPicture {
  fileprivate func adaptive() -> GreyPicture {
    adaptivelyThresholded(fraction: 16, offset: 4)
  }

  fileprivate func finelyAdaptive() -> GreyPicture {
    adaptivelyThresholded(fraction: 32, offset: 2)
  }
}
