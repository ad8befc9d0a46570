/// One way of preparing a picture for zbar.
struct Rung: Sendable {
  /// What it does, in a few words.
  let name: String
  /// The grey pixels that zbar gets.
  let prepare: @Sendable (GreyPicture) -> GreyPicture

  /// Whether it is tried even after another one read a code.
  let seesMost: Bool

  init(
    _ name: String, seesMost: Bool = false,
    _ prepare: @escaping @Sendable (GreyPicture) -> GreyPicture
  ) {
    self.name = name
    self.seesMost = seesMost
    self.prepare = prepare
  }

  /// The symbols that zbar finds in the picture once it is prepared.
  func symbols(in picture: GreyPicture) -> [Symbol] {
    Symbol.find(in: prepare(picture))
  }
}

extension Rung {
  /// The attempts in their order; the first ones read most, and cost least.
  static let ladder = [
    Rung("adaptive", seesMost: true) { $0.normalised(longSide: 1000).adaptive() },
    Rung("inverted, adaptive") { $0.normalised(longSide: 1000).inverted().adaptive() },
    Rung("untouched", seesMost: true) { $0 },
    Rung("larger, finely adaptive") {
      $0.normalised(longSide: 1400).adaptivelyThresholded(fraction: 32, offset: 2)
    },
    Rung("small, Otsu") { $0.normalised(longSide: 700).thresholdedByOtsu() },
    Rung("small, by blocks") { $0.normalised(longSide: 700).thresholdedByBlocks() },
    Rung("bottom further") { $0.normalised(longSide: 1000).withKeystone(.bottom).adaptive() },
    Rung("left further") { $0.normalised(longSide: 1000).withKeystone(.left).adaptive() },
    Rung("top further") { $0.normalised(longSide: 1000).withKeystone(.top).adaptive() },
    Rung("right further") { $0.normalised(longSide: 1000).withKeystone(.right).adaptive() },
    Rung("inverted") { $0.inverted() },
    Rung("blurred, adaptive") { $0.normalised(longSide: 1000).blurred(radius: 2).adaptive() },
  ]
}

extension GreyPicture {
  fileprivate func adaptive() -> GreyPicture {
    adaptivelyThresholded(fraction: 16, offset: 4)
  }
}
