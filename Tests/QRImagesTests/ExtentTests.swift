import Fixtures
import Testing

@testable import QRImages

/// A number as these formats store it.
private func number(_ value: Int, _ bytes: Int) -> [UInt8] {
  (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

private func read(_ file: [UInt8], time: Int = .max) throws -> Reading {
  var left = time
  return try QRReader.read(
    file: file, seeking: { $0.starts(with: "otpauth".utf8) },
    whileThereIs: {
      left -= 1
      return left > 0
    })
}

@Suite struct `What was not looked at` {
  /// A GIF of frames of one pixel.
  private func gif(frames: Int) -> [UInt8] {
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    return Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0] + [0, 0, 0, 255, 255, 255]
      + Array(repeatElement(frame, count: frames).joined()) + [0x3B]
  }

  /// A TIFF of pages of so many rows of one pixel, which lead to one another as `next` tells.
  private func tiff(rows: [Int], next: (Int) -> Int) -> [UInt8] {
    var file = Array("II*\0".utf8) + number(8, 4)
    let size = 2 + 12 * 6 + 4
    for (index, count) in rows.enumerated() {
      let tags = [
        [256, count > 1 ? count : 1], [257, count], [258, 8], [262, 1], [273, 8], [279, 1],
      ]
      file += number(tags.count, 2)
      for tag in tags { file += number(tag[0], 2) + [4, 0, 1, 0, 0, 0] + number(tag[1], 4) }
      let following = next(index)
      file += number(following < 0 || following >= rows.count ? 0 : 8 + following * size, 4)
    }
    return file
  }

  private func pages(_ count: Int, after head: String = "") -> [UInt8] {
    Array(head.utf8) + Array(repeatElement(Array("P5 2 1 255\nxx".utf8), count: count).joined())
  }

  @Test(arguments: [400, 401, 700]) func `is told of a GIF's frames`(frames: Int) throws {
    let unseen = try read(gif(frames: frames)).unseen
    #expect(
      unseen == (frames == 400 ? [] : ["only the first 400 of \(frames) frames were read"]))
  }

  @Test(arguments: [100, 101, 130]) func `is told of a TIFF's pages`(pages: Int) throws {
    let unseen = try read(tiff(rows: [Int](repeating: 1, count: pages)) { $0 + 1 }).unseen
    #expect(unseen == (pages == 100 ? [] : ["only the first 100 of \(pages) pages were read"]))
  }

  @Test func `does not grow where pages lead in a circle`() throws {
    #expect(try read(tiff(rows: [1, 1]) { 1 - $0 }).unseen.isEmpty)
  }

  @Test func `is told of pages that are too large, and the others are read`() throws {
    let file = tiff(rows: [1, 60_000, 1]) { $0 + 1 }
    #expect(try read(file).unseen == ["1 of 3 pages is too large to be read"])
    let code = Fixture.bytes(of: "Formats/readable/plain.pgm")
    let reading = try read(
      code + Array("P5 9000 9000 255\n".utf8) + Array(repeating: 0, count: 81_000_000) + code)
    #expect(reading.unseen == ["1 page is too large to be read"] && reading.codes.count == 1)
  }

  @Test(arguments: [
    ("", 60, []), ("# pages 60\n", 60, []), ("", 61, ["only the first 60 pages were read"]),
    ("# pages 83\n", 61, ["only the first 60 of 83 pages were read"]),
    ("# pages 83\n", 60, ["only the first 60 of 83 pages were read"]),
    ("# pages 3\n", 1, ["only 1 of 3 pages was read"]), ("# pages 1\n", 1, []),
  ])
  func `is told of a document's pages`(head: String, count: Int, words: [String]) throws {
    var rest = pages(count, after: head)[...]
    let reading = try QRReader.read(
      converted: { count in
        // It comes in small pieces, as from a pipe.
        defer { rest = rest.dropFirst(min(count, 7)) }
        return Array(rest.prefix(min(count, 7)))
      }, longest: 0, seeking: { _ in false }, whileThereIs: { true })
    #expect(reading.unseen == words)
  }

  @Test(arguments: [2, 4]) func `is told of a page that breaks off`(rows: Int) throws {
    let whole = Fixture.bytes(of: "Formats/readable/plain.pgm")
    let reading = try read(whole.dropLast(whole.count / 8 / rows) + [])
    #expect(reading.unseen == ["page 1 breaks off"] && reading.codes.count == 1)
  }

  @Test func `is told of pages that are packed otherwise`() throws {
    var file = tiff(rows: [1, 1]) { $0 + 1 }
    // The third tag of the second page, which tells nothing there that is not so anyway.
    let place = 8 + (2 + 12 * 6 + 4) + 2 + 12 * 2
    file.replaceSubrange(
      place..<place + 12, with: number(259, 2) + [4, 0, 1, 0, 0, 0] + number(4, 4))
    #expect(try read(file).unseen == ["1 of 2 pages is packed in a way that fob does not read"])
  }

  @Test(arguments: ["third-frame.gif", "second-frame.webp", "two-pages.pgm"])
  func `is told where time runs out`(name: String) throws {
    let unseen = try read(Fixture.bytes(of: "Formats/readable/\(name)"), time: 1).unseen
    #expect(unseen.first?.hasPrefix("only the first ") == true, "\(unseen)")
    let all = try read(Fixture.bytes(of: "Formats/readable/\(name)")).unseen
    #expect(all.isEmpty)
  }

  @Test func `is told where there was no time for all attempts`() throws {
    let file = Fixture.bytes(of: "Images/no-code.png")
    #expect(try read(file, time: 9).unseen == ["there was no time for all attempts to read it"])
    #expect(try read(file).unseen.isEmpty)
  }
}

@Suite struct `A camera's picture` {
  private static let code = Fixture.all(in: "Formats/readable").first { $0.name == "plain.pgm" }

  private func greys() throws -> GreyPicture {
    var picture: GreyPicture?
    _ = try Picture.forEachFrame(of: #require(Self.code).bytes) { views in
      picture = views.first
      return true
    }
    return try #require(picture)
  }

  /// The picture as a camera gives it, with so many bytes more in each row.
  private func frame(
    _ format: CameraFrame.Format, of picture: GreyPicture, gap: Int = 0
  ) -> CameraFrame {
    let rows = (0..<picture.height).map { y in
      Array(picture.pixels[y * picture.width..<(y + 1) * picture.width])
    }
    let bytes = rows.flatMap { row -> [UInt8] in
      let packed: [UInt8] =
        switch format {
        case .yuyv: row.flatMap { [$0, 128] }
        case .uyvy: row.flatMap { [128, $0] }
        default: row
        }
      return packed + [UInt8](repeating: 0, count: gap)
    }
    let colours =
      format == .nv12 || format == .yu12 ? [UInt8](repeating: 128, count: bytes.count / 2) : []
    return CameraFrame(
      format: format, width: picture.width, height: picture.height,
      stride: gap == 0 ? 0 : bytes.count / picture.height, bytes: bytes + colours)
  }

  @Test(arguments: [CameraFrame.Format.yuyv, .uyvy, .nv12, .yu12, .grey], [0, 32])
  func `is read by its greys`(format: CameraFrame.Format, gap: Int) throws {
    let picture = try greys()
    let frame = frame(format, of: picture, gap: gap)
    #expect(frame.picture() == picture)
    let codes = QRReader.read(frame: frame) { _ in true }
    #expect(codes.map { String(decoding: $0.payload, as: UTF8.self) } == Self.code?.payloads)
  }

  @Test(arguments: [CameraFrame.Format.mjpeg, .jpeg])
  func `is read as a JPEG`(format: CameraFrame.Format) throws {
    let bytes = Fixture.bytes(of: "Formats/readable/colour.jpg")
    let frame = CameraFrame(format: format, width: 9, height: 9, stride: 0, bytes: bytes)
    #expect(QRReader.read(frame: frame) { _ in true }.count == 1)
  }

  @Test(arguments: CameraFrame.Format.allCases)
  func `is passed over where it is not whole`(format: CameraFrame.Format) throws {
    for (width, height, stride) in [(64, 64, 0), (0, 0, 0), (1 << 40, 2, 0), (8, 8, 2), (4, 4, -1)]
    {
      let frame = CameraFrame(
        format: format, width: width, height: height, stride: stride,
        bytes: [UInt8](repeating: 7, count: 60))
      #expect(QRReader.read(frame: frame) { _ in true }.isEmpty)
    }
  }

  @Test func `has a format by its four letters`() {
    let letters = ["YUYV", "UYVY", "NV12", "YU12", "GREY", "MJPG", "JPEG"]
    let codes = letters.map { $0.utf8.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
    #expect(codes == CameraFrame.Format.allCases.map(\.rawValue))
  }
}
