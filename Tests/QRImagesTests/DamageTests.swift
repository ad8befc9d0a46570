import Fixtures
import Testing

@testable import QRImages

/// Pictures that lie: decoding them gives pixels or an error, and never ends the process.
@Suite struct `A damaged picture of any format` {
  private static let fixtures = Fixture.all(in: "Formats/readable")

  private func decode(_ file: [UInt8]) {
    _ = try? Picture.forEachFrame(of: file) { views in
      #expect(views.allSatisfy { $0.pixels.count == $0.width * $0.height })
      return true
    }
  }

  @Test(arguments: fixtures)
  func `is survived, wherever it breaks off`(fixture: Fixture) {
    let file = fixture.bytes
    for length in stride(from: 0, to: file.count, by: max(1, file.count / 60)) {
      decode(Array(file.prefix(length)))
    }
  }

  @Test(arguments: fixtures)
  func `is survived with bits turned over, most of them in its headers`(fixture: Fixture) {
    let file = fixture.bytes
    var place: UInt64 = 11
    for round in 0..<120 {
      place = place &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let reach = round % 3 == 0 ? file.count : min(file.count, 100)
      let bit = Int(place >> 33) % (reach * 8)
      var damaged = file
      damaged[bit / 8] ^= 1 << (bit % 8)
      decode(damaged)
    }
  }
}
