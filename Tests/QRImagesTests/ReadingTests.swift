import Fixtures
import Testing

@testable import QRImages

private func isAccount(_ payload: [UInt8]) -> Bool {
  payload.starts(with: "otpauth".utf8)
}

private func payloads(
  of file: [UInt8], seeking isSought: @escaping ([UInt8]) -> Bool = isAccount
) throws -> [[UInt8]] {
  try QRReader.read(file: file, seeking: isSought, whileThereIs: { true }).codes.map(\.payload)
}

private func views(_ file: [UInt8]) throws -> [GreyPicture] {
  var views: [GreyPicture] = []
  try Picture.forEachFrame(of: file) {
    views += $0
    return true
  }
  return views
}

private func texts(_ payloads: [[UInt8]]) -> [String] {
  payloads.map { String(decoding: $0, as: UTF8.self) }
}

@Suite struct `Reading a picture` {
  @Test(arguments: Fixture.all(in: "Images") + Fixture.all(in: "Formats/readable"))
  func `finds every code in reading order, whatever the format`(fixture: Fixture) throws {
    let read = try payloads(of: fixture.bytes)
    #expect(texts(read) == fixture.payloads)
  }

  /// The corner is the quiet zone; thresholds would hide it if a format came out inverted.
  @Test(arguments: Fixture.all(in: "Formats/readable"))
  func `sees paper as white in every format`(fixture: Fixture) throws {
    let view = try #require(try views(fixture.bytes).first)
    #expect(view.pixels[0] > 200)
  }

  @Test func `gives the bytes as they were encoded`() throws {
    let file = Fixture.bytes(of: "Formats/binary.png")
    let read = try payloads(of: file)
    #expect(read == [[0x00, 0xFF, 0xFE, 0x80, 0x22, 0x5C, 0x0A, 0x41]])
  }

  @Test func `looks at a transparent picture on white, then on black`() throws {
    let dark = try views(Fixture.bytes(of: "Formats/readable/dark-on-nothing-8.png"))
    let light = try views(Fixture.bytes(of: "Formats/readable/light-on-nothing-8.png"))
    #expect(dark.map { Set($0.pixels) } == [[0, 255], [0]])
    #expect(light.map { Set($0.pixels) } == [[255], [0, 255]])
  }

  @Test func `looks but once at a picture that could be transparent and is not`() throws {
    let file = Fixture.bytes(of: "Formats/readable/colour-alpha-8.png")
    #expect(try views(file).count == 1)
  }

  @Test func `finds a small code beside a large one`() throws {
    let one = try views(Fixture.bytes(of: "Formats/readable/grey-8.png"))[0]
    let pair = try views(Fixture.bytes(of: "Formats/readable/orientation-1.png"))[0]
    let large = one.resized(width: one.width * 24, height: one.height * 24)
    let page = GreyPicture(width: large.width, height: large.height + pair.height) { y, row in
      if y < large.height { return large.withRow(y) { Kernel.copy($0, into: &row) } }
      pair.withRow(y - large.height) { small in
        for x in row.indices { row[x] = x < small.count ? small[x] : 255 }
      }
    }
    #expect(climb(Rung.quick, [page]) { _ in true }.symbols.count == 2)
  }

  /// The corners of neighbours lie as upright, and nearer to each other than those of one code.
  @Test(arguments: [2, 3, 5]) func `finds every code of a sheet`(side: Int) throws {
    let one = try views(Fixture.bytes(of: "Formats/readable/plain.pgm"))[0]
    let sheet = GreyPicture(width: one.width * side, height: one.height * side) { y, row in
      one.withRow(y % one.height) { code in
        for x in row.indices { row[x] = code[x % one.width] }
      }
    }
    let symbols = SymbolReader.read(sheet.thresholdedByOtsu()).symbols
    #expect(symbols.count == side * side)
  }

  @Test func `finds a pale code beside a dark one, and a light one on dark`() throws {
    let pair = try views(Fixture.bytes(of: "Formats/readable/orientation-1.png"))[0]
    let middle = pair.width / 2
    for shade: @Sendable (UInt8) -> UInt8 in [{ 150 + $0 / 4 }, { ~$0 }] {
      let page = GreyPicture(width: pair.width, height: pair.height) { y, row in
        pair.withRow(y) { old in
          for x in row.indices { row[x] = x < middle ? old[x] : shade(old[x]) }
        }
      }
      #expect(climb(Rung.quick, [page]) { _ in true }.symbols.count == 2)
    }
  }

  @Test func `reads what is left of a picture that broke off`() throws {
    let file = Fixture.bytes(of: "Images/plain-screenshot.png")
    let read = try payloads(of: Array(file.prefix(file.count - 100)))
    #expect(texts(read) == Fixture.all(in: "Images")[0].payloads)
  }

  @Test func `tells other codes where the sought ones are missing`() throws {
    let file = Fixture.bytes(of: "Images/plain-screenshot.png")
    let read = try payloads(of: file) { _ in false }
    #expect(texts(read) == Fixture.all(in: "Images")[0].payloads)
  }
}

@Suite struct `The ladder` {
  private func view(_ name: String) throws -> GreyPicture {
    try #require(try views(Fixture.bytes(of: name)).first)
  }

  private static let all = Rung.quick + Rung.thorough

  @Test(arguments: all.indices)
  func `has rungs that each read a small code in a page or a large one by itself`(
    place: Int
  ) throws {
    let rung = Self.all[place]
    let views = try ["Images/plain-screenshot.png", "Formats/readable/grey-8.png"].map(view)
    let isForInverted = rung.name.hasPrefix("inverted")
    #expect(views.contains { rung.look(isForInverted ? $0.inverted() : $0).symbols.count == 1 })
  }

  @Test(arguments: Rung.quick.indices)
  func `sees light codes on dark as well as dark ones on light`(place: Int) throws {
    let light = try view("Images/plain-screenshot.png").inverted()
    #expect(Rung.quick[place].look(light).symbols.count == 1)
  }

  @Test(arguments: all.indices)
  func `finds nothing where there is nothing, at any size`(place: Int) {
    for (width, height) in [(1, 1), (1, 400), (400, 1), (3, 2), (200, 150)] {
      #expect(Self.all[place].look(noise(width: width, height: height)).symbols.isEmpty)
    }
  }
}

@Suite struct `Reading order` {
  private func symbol(_ name: String, _ left: Double, _ top: Double) -> Symbol {
    let box = Symbol.Box(left: left, top: top, right: left + 0.2, bottom: top + 0.2)
    return Symbol(payload: Array(name.utf8), box: box)
  }

  @Test func `goes from the left in a line, and line by line`() {
    let symbols = [
      symbol("d", 0.5, 0.62), symbol("b", 0.6, 0.1), symbol("c", 0.1, 0.65), symbol("a", 0, 0.15),
    ]
    #expect(texts(symbols.inReadingOrder().map(\.payload)) == ["a", "b", "c", "d"])
  }

  @Test func `ends also where a box is none`() {
    let symbols = [symbol("a", 0, .nan), symbol("b", .nan, 0), symbol("c", .nan, .nan)]
    #expect(symbols.inReadingOrder().count == 3)
  }

  @Test func `has each payload once, at the place where it was seen first`() {
    var symbols = [symbol("a", 0, 0)]
    symbols.add([symbol("a", 0.5, 0.5), symbol("b", 0.5, 0.5)])
    #expect(symbols == [symbol("a", 0, 0), symbol("b", 0.5, 0.5)])
  }
}

@Suite struct `What is no picture` {
  @Test(arguments: [
    ("", "empty"), ("otpauth://totp/a?secret=b\n", "text"), ("%PDF-1.7", "a PDF document"),
    ("\u{1}\u{1}\u{1}\u{1}ftypheic", "a HEIC or AVIF picture"), ("PK\u{3}\u{4}", "a ZIP archive"),
    ("\u{1}\u{2}\u{3}", "no picture"), ("<svg>", "an SVG drawing"),
  ])
  func `is named`(text: String, name: String) throws {
    let kind = try #require(OtherKind(rawValue: name))
    #expect(throws: PictureError.otherKind(kind)) { try PictureFormat(of: Array(text.utf8)) }
  }

  @Test(arguments: ["huge-header.png", "huge-header.jpg"])
  func `is refused where it would be too large, before any room is made`(name: String) {
    let file = Fixture.bytes(of: "Formats/hostile/\(name)")
    #expect(throws: PictureError.self) { try views(file) }
  }

  @Test(arguments: ["png", "jpg"])
  func `is called damaged where only its first bytes are right`(ending: String) {
    let file = Fixture.bytes(of: "Formats/readable/grey\(ending == "png" ? "-8" : "").\(ending)")
    let format: PictureFormat = ending == "png" ? .png : .jpeg
    #expect(throws: PictureError.damaged(format)) { try views(Array(file.prefix(24))) }
  }
}

@Suite struct `A TIFF directory` {
  private func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// A palette picture of one pixel, and tags of numbers of four bytes.
  private func file(_ more: [[Int]]) -> [UInt8] {
    let tags =
      [[256, 1, 1], [257, 1, 1], [258, 1, 8], [262, 1, 3], [273, 1, 0], [279, 1, 1]] + more
    var file = Array("II*\0".utf8) + number(8, 4) + number(tags.count, 2)
    for tag in tags { file += number(tag[0], 2) + [4, 0] + number(tag[1], 4) + number(tag[2], 4) }
    return file + number(0, 4) + Array(repeating: 0xFF, count: 4096)
  }

  @Test func `may hold colours that are too large`() throws {
    #expect(try views(file([[320, 600, 200]])).count == 1)
  }

  @Test func `counts the first where it has a tag twice`() throws {
    let view = try #require(try views(file([[256, 1, 9], [257, 1, 9]])).first)
    #expect(view.width == 1 && view.height == 1)
  }
}

@Suite struct `One message in several codes` {
  @Test func `is joined where all are in a picture`() throws {
    let fixture = try #require(Fixture.all(in: "Formats/parts").first)
    #expect(try texts(payloads(of: fixture.bytes)) == fixture.payloads)
  }

  @Test func `is told as parts where some are missing`() throws {
    let file = Fixture.bytes(of: "Formats/parts/second.png")
    let reading = try QRReader.read(file: file, seeking: isAccount, whileThereIs: { true })
    let code = try #require(reading.codes.first)
    #expect(reading.codes.count == 1 && code.part?.number == 2 && code.part?.count == 3)
  }

  private func part(_ number: Int, _ text: String, parity: UInt8) -> Symbol {
    Symbol(
      payload: Array(text.utf8), part: Code.Part(number: number, count: 2, parity: parity),
      box: Symbol.Box(left: 0, top: 0, right: 1, bottom: 1))
  }

  @Test func `may say the same in two parts`() {
    var symbols = [part(1, "ab", parity: 0)]
    symbols.add([part(2, "ab", parity: 0), part(1, "ab", parity: 0)])
    #expect(texts(symbols.joined().map(\.payload)) == ["abab"])
  }

  @Test func `is joined in its order, only if its parity is right`() {
    let parity = Array("abcd".utf8).reduce(0, ^)
    let right = [part(2, "cd", parity: parity), part(1, "ab", parity: parity)]
    let wrong = [part(2, "cd", parity: 1), part(1, "ab", parity: 1)]
    #expect(texts(right.joined().map(\.payload)) == ["abcd"])
    #expect(wrong.joined() == wrong)
  }
}

@Suite struct `A picture in which nothing can be read` {
  static let cases: [[String]] = {
    let text = String(decoding: Fixture.bytes(of: "Formats/unread/truth.tsv"), as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }()

  @Test(arguments: cases)
  func `is told by what was seen and what would help`(row: [String]) throws {
    let file = Fixture.bytes(of: "Formats/unread/\(row[0])")
    let reading = try QRReader.read(file: file, seeking: isAccount, whileThereIs: { true })
    let impression = try #require(reading.impression)
    #expect(reading.codes.isEmpty && impression.hasCode == (row[1] == "code"))
    #expect(impression.hints.first?.rawValue ?? "" == row[2])
  }

  @Test func `has nothing told of it where something was read`() throws {
    let file = Fixture.bytes(of: "Formats/readable/grey-8.png")
    let reading = try QRReader.read(file: file, seeking: { _ in false }, whileThereIs: { true })
    #expect(reading.impression == nil)
  }
}
