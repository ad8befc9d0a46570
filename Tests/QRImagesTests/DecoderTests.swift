import Testing

@testable import QRImages

@Suite struct `Reed-Solomon correction` {
  /// The codewords of version 1-M for "01234567" (ISO/IEC 18004, annex I).
  private let block: [UInt8] = [
    0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
    0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
  ]

  @Test func `leaves a block without errors as it is`() {
    #expect(ReedSolomon.corrected(block, correctionLength: 10, reserve: 0) == block)
  }

  @Test(arguments: 1...5)
  func `mends up to half as many errors as it has codewords`(errors: Int) {
    var damaged = block
    for i in 0..<errors { damaged[i * 5] ^= UInt8(17 + i) }
    #expect(ReedSolomon.corrected(damaged, correctionLength: 10, reserve: 0) == block)
  }

  @Test func `mends fewer where codewords are reserved`() {
    var damaged = block
    for i in 0..<4 { damaged[i * 5] ^= UInt8(17 + i) }
    #expect(ReedSolomon.corrected(damaged, correctionLength: 10, reserve: 2) == block)
    damaged[24] ^= 1
    #expect(ReedSolomon.corrected(damaged, correctionLength: 10, reserve: 2) == nil)
  }

  @Test func `reserves codewords in the smallest versions`() throws {
    let reserves = try [1, 2, 3, 4].map { number in
      let version = try #require(QRVersion(number: number))
      return CorrectionLevel.allCases.map(version.correctionReserve)
    }
    #expect(reserves == [[3, 2, 1, 1], [2, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]])
  }

  @Test func `refuses a block with more`() {
    var damaged = block
    for i in 0..<8 { damaged[i * 3] ^= UInt8(99 + i) }
    #expect(ReedSolomon.corrected(damaged, correctionLength: 10, reserve: 0) == nil)
  }
}

@Suite struct `A symbol's segments` {
  private let one = QRVersion(number: 1)

  private func message(_ data: [UInt8]) throws -> Message? {
    Message(data: data, version: try #require(one))
  }

  @Test func `hold numbers`() throws {
    let message = try message([0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11])
    #expect(message == Message(bytes: Array("01234567".utf8)))
  }

  @Test func `hold letters`() throws {
    // AC-42 (7.4.4): 0010, 000000101, 00111001110 11100111001 000010, 0000.
    let message = try message([0x20, 0x29, 0xCE, 0xE7, 0x21, 0x00])
    #expect(message == Message(bytes: Array("AC-42".utf8)))
  }

  @Test(
    arguments: [[0x52, 0x02, 0x6D, 0x43, 0xD0, 0x00], [0x90, 0x02, 0x02, 0x6D, 0x43, 0xD0, 0x00]]
      as [[UInt8]])
  func `hold separators where they name an application`(data: [UInt8]) throws {
    // FNC1 in the first or second place, then "%%A%" as letters (7.4.8).
    #expect(try message(data) == Message(bytes: Array("%A\u{1D}".utf8)))
  }

  @Test func `hold bytes, and which part of a message they are`() throws {
    // 0011 0001 0010 10100101, then 0100 00000001 01000001, then the end.
    let message = try message([0x31, 0x2A, 0x54, 0x01, 0x41, 0x00])
    #expect(message?.bytes == [0x41])
    #expect(message?.part == Code.Part(number: 2, count: 3, parity: 0xA5))
  }

  @Test(arguments: [[0x40, 0xF4], [0xF0, 0x00], [0x3F, 0x0A, 0x50], [0x13]] as [[UInt8]])
  func `are refused where they break off or are of no kind`(data: [UInt8]) throws {
    #expect(try message(data) == nil)
  }
}

@Suite struct `A version` {
  @Test(arguments: [
    (1, 21, []), (2, 25, [6, 18]), (7, 45, [6, 22, 38]), (32, 145, [6, 34, 60, 86, 112, 138]),
  ])
  func `tells a symbol's size and where its alignment patterns are`(
    number: Int, size: Int, centres: [Int]
  ) throws {
    let version = try #require(QRVersion(number: number))
    #expect(version.size == size && version.alignmentCentres == centres)
    #expect(QRVersion(size: size) == version)
  }

  @Test(arguments: [0, 20, 22, 181])
  func `is none of another size`(size: Int) {
    #expect(QRVersion(size: size) == nil)
  }
}
