import Testing

@testable import QRImages

@Suite struct `Resampling` {
  @Test func `shrinks to the mean of the pixels that a new one covers`() {
    let wide = picture([[0, 100, 200, 20], [100, 200, 40, 60]])
    #expect(wide.resized(width: 2, height: 1) == picture([[100, 80]]))
  }

  @Test func `shares a pixel out where new ones meet in it`() {
    #expect(picture([[0, 90, 255]]).resized(width: 2, height: 1) == picture([[30, 200]]))
  }

  @Test func `enlarges in even steps`() {
    #expect(picture([[0, 200]]).resized(width: 4, height: 1) == picture([[0, 50, 150, 200]]))
  }

  @Test(arguments: [(1, 1), (7, 3), (100, 40), (40, 100)])
  func `keeps one grey that grey, at any size`(width: Int, height: Int) {
    for (newWidth, newHeight) in [(1, 1), (13, 17), (64, 9)] {
      let resized = plain(77, width: width, height: height)
        .resized(width: newWidth, height: newHeight)
      #expect(resized == plain(77, width: newWidth, height: newHeight))
    }
  }

  @Test(arguments: [
    ((2000, 500), (1000, 250)), ((300, 200), (900, 600)), ((400, 500), (800, 1000)),
    ((1199, 3), (1199, 3)), ((1200, 3), (1000, 3)), ((840, 840), (840, 840)),
    ((50_000, 2), (1000, 1)),
  ])
  func `brings the long side to a length, at most three times as long`(
    from: (width: Int, height: Int), to: (width: Int, height: Int)
  ) {
    let result = plain(9, width: from.width, height: from.height).normalised(longSide: 1000)
    #expect(result.width == to.width && result.height == to.height)
  }

  @Test func `halves by the mean of two by two, as often as it takes`() {
    let four = picture([[0, 40, 8, 8, 1], [80, 80, 8, 8, 1], [9, 9, 9, 9, 9]])
    #expect(four.halved(below: 5) == picture([[50, 8]]))
    #expect(four.halved(below: 6) == four)
    #expect(plain(9, width: 64, height: 64).halved(below: 10) == plain(9, width: 8, height: 8))
  }

  @Test func `blurs a point over its neighbours and leaves a plain picture plain`() {
    let point = picture([[0, 0, 0, 250, 0, 0, 0]]).blurred(radius: 1)
    #expect(point.pixels == [0, 27, 55, 83, 55, 27, 0] || point.pixels[3] == point.pixels.max())
    #expect(plain(5, width: 9, height: 4).blurred(radius: 2) == plain(5, width: 9, height: 4))
  }
}

@Suite struct `A keystone` {
  @Test(arguments: Side.allCases)
  func `leaves one grey as it is`(side: Side) {
    let grey = plain(123, width: 31, height: 20)
    #expect(grey.withKeystone(side) == grey)
  }

  @Test func `makes the bottom a fifth shorter than the top`() {
    let bar =
      [UInt8](repeating: 0, count: 50) + [UInt8](repeating: 255, count: 100)
      + [UInt8](repeating: 0, count: 50)
    let seen = picture([[UInt8]](repeating: bar, count: 200)).withKeystone(.bottom)
    func white(_ y: Int) -> Int { seen.pixels[y * 200..<(y + 1) * 200].count { $0 > 127 } }
    #expect((99...100).contains(white(0)) && (79...81).contains(white(199)))
  }

  @Test func `is the same for every side of a picture that is turned that way`() {
    let some = noise(width: 40, height: 30)
    #expect(
      some.withKeystone(.top) == some.flippedVertically().withKeystone(.bottom).flippedVertically())
    #expect(some.withKeystone(.right) == some.transposed().withKeystone(.bottom).transposed())
    #expect(some.withKeystone(.left) == some.transposed().withKeystone(.top).transposed())
  }
}
