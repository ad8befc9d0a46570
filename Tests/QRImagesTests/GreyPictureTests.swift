import Testing

@testable import QRImages

/// A picture from rows of greys.
func picture(_ rows: [[UInt8]]) -> GreyPicture {
  GreyPicture(width: rows[0].count, height: rows.count, pixels: rows.flatMap(\.self))
}

/// A picture of one grey.
func plain(_ grey: UInt8, width: Int, height: Int) -> GreyPicture {
  GreyPicture(
    width: width, height: height, pixels: [UInt8](repeating: grey, count: width * height))
}

/// A picture of greys that look random and are the same on every run.
func noise(width: Int, height: Int, seed: UInt64 = 1) -> GreyPicture {
  var state = seed
  let pixels = (0..<width * height).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 56)
  }
  return GreyPicture(width: width, height: height, pixels: pixels)
}

@Suite struct `A grey picture` {
  let small = picture([[1, 2, 3], [4, 5, 6]])

  @Test func `inverts black to white`() {
    #expect(small.inverted() == picture([[254, 253, 252], [251, 250, 249]]))
  }

  @Test func `is flipped with its first row last`() {
    #expect(small.flippedVertically() == picture([[4, 5, 6], [1, 2, 3]]))
  }

  @Test func `is transposed with rows for columns`() {
    #expect(small.transposed() == picture([[1, 4], [2, 5], [3, 6]]))
  }

  @Test(arguments: [(1, 1), (31, 33), (64, 32), (100, 7)])
  func `is itself again once transposed, flipped or inverted twice`(width: Int, height: Int) {
    let some = noise(width: width, height: height)
    #expect(some.transposed().transposed() == some)
    #expect(some.flippedVertically().flippedVertically() == some)
    #expect(some.inverted().inverted() == some)
  }

  /// EXIF 2.3, tag 0x0112: where the first stored row and column are in the upright picture.
  private static let turned: [(UInt16, [[UInt8]])] = [
    (1, [[1, 2, 3], [4, 5, 6]]), (2, [[3, 2, 1], [6, 5, 4]]), (3, [[6, 5, 4], [3, 2, 1]]),
    (4, [[4, 5, 6], [1, 2, 3]]), (5, [[1, 4], [2, 5], [3, 6]]), (6, [[4, 1], [5, 2], [6, 3]]),
    (7, [[6, 3], [5, 2], [4, 1]]), (8, [[3, 6], [2, 5], [1, 4]]),
  ]

  @Test(arguments: turned)
  func `is turned upright`(orientation: UInt16, upright: [[UInt8]]) throws {
    let orientation = try #require(Orientation(rawValue: orientation))
    #expect(small.turned(orientation) == picture(upright))
  }
}
