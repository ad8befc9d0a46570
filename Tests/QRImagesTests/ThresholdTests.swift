import Testing

@testable import QRImages

@Suite struct `The adaptive threshold` {
  /// What it means, written down without any cleverness.
  private func reference(_ picture: GreyPicture, window: Int, offset: Int) -> [UInt8] {
    func grey(_ x: Int, _ y: Int) -> Int {
      let (x, y) = (min(max(x, 0), picture.width - 1), min(max(y, 0), picture.height - 1))
      return Int(picture.pixels[y * picture.width + x])
    }
    let reach = -(window / 2)...window / 2
    return (0..<picture.height).flatMap { y in
      (0..<picture.width).map { x in
        let around = reach.flatMap { dy in reach.map { dx in grey(x + dx, y + dy) } }
        return (grey(x, y) + offset) * window * window > around.reduce(0, +) ? 255 : 0
      }
    }
  }

  @Test(arguments: [(1, 1), (40, 30), (9, 50), (50, 9)])
  func `compares each pixel with the mean around it`(width: Int, height: Int) {
    let some = noise(width: width, height: height)
    let result = some.adaptivelyThresholded(fraction: 16, offset: 4)
    #expect(result.pixels == reference(some, window: 15, offset: 4))
  }

  @Test func `takes a window that grows with the picture`() {
    let some = noise(width: 70, height: 64)
    let result = some.adaptivelyThresholded(fraction: 3, offset: 2)
    #expect(result.pixels == reference(some, window: 21, offset: 2))
  }

  @Test func `makes plain paper white`() {
    let paper = plain(90, width: 50, height: 50)
    #expect(paper.adaptivelyThresholded(fraction: 16, offset: 4).pixels.allSatisfy { $0 == 255 })
  }
}

@Suite struct `Otsu's threshold` {
  @Test func `parts two greys, however close`() {
    let two = picture([[100, 100, 110], [110, 100, 110]])
    #expect(two.thresholdedByOtsu() == picture([[0, 0, 255], [255, 0, 255]]))
  }

  @Test func `lies between two heaps of greys`() {
    let dark = [UInt8](20..<30)
    let light = [UInt8](180..<200)
    let level = GreyPicture(width: 10, height: 3, pixels: dark + light).otsuLevel()
    #expect((29..<180).contains(level))
  }
}

@Suite struct `The threshold by blocks` {
  @Test(arguments: [(1, 1), (8, 8), (41, 30)])
  func `makes plain paper white, at any size`(width: Int, height: Int) {
    let paper = plain(200, width: width, height: height).thresholdedByBlocks()
    #expect(paper == plain(255, width: width, height: height))
  }

  @Test func `sees black on white under light that falls off to one side`() {
    let width = 160
    let pixels = (0..<80 * width).map { i in
      let (x, y) = (i % width, i / width)
      return UInt8((x / 4 + y / 4) % 2 * (60 + x / 2) + 40)
    }
    let result = GreyPicture(width: width, height: 80, pixels: pixels).thresholdedByBlocks()
    for (i, grey) in result.pixels.enumerated() {
      let light = (i % width / 4 + i / width / 4) % 2 == 1
      guard (grey == 255) == light else {
        Issue.record("pixel \(i % width), \(i / width) came out as \(grey)")
        return
      }
    }
  }
}
