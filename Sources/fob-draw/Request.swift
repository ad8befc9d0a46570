/// What fob-draw is asked to draw. `FobDraw.usage` has the form of it.
///
/// There is one spelling for each request: every number has its shortest form, every line its place.
struct Request {
  /// What the answer holds.
  enum Form: Equatable {
    /// The modules of each code.
    case matrix
    /// A picture of each code; pixels a module.
    case png(module: Int)
  }

  let form: Form
  /// Error correction: 0 to 3 for L, M, Q and H.
  let level: Int
  /// 1 to 40, or 0 for the smallest that fits.
  let version: Int
  /// Where the payloads stand in the request.
  let payloads: [Range<Int>]

  /// The most pixels of a module.
  static let largestModule = 32
  /// The most codes.
  static let mostCodes = 1000

  /// Reads a request; `nil` where it is none.
  ///
  /// - Parameter bytes: all of it.
  init?(_ bytes: Span<UInt8>) {
    var reader = RequestReader(bytes)
    guard reader.skip("fob-draw 1 "), let form = reader.form(),
      reader.skip("level "), let level = reader.letter(of: "LMQH"), reader.skip("\nversion "),
      let version = reader.number(upTo: 40), reader.skip("\n")
    else { return nil }
    var payloads: [Range<Int>] = []
    while reader.skip("code ") {
      guard payloads.count < Self.mostCodes, let payload = reader.counted() else { return nil }
      payloads.append(payload)
    }
    guard !payloads.isEmpty, reader.skip("end\n"), reader.isAtEnd else { return nil }
    (self.form, self.level, self.version) = (form, level, version)
    self.payloads = payloads
  }
}

/// Goes through a request from its beginning.
private struct RequestReader: ~Escapable {
  private let bytes: Span<UInt8>
  private var position = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Goes past a text if it stands here.
  mutating func skip(_ text: String) -> Bool {
    let wanted = text.utf8.span
    guard wanted.count <= bytes.count - position,
      wanted.indices.allSatisfy({ bytes[position + $0] == wanted[$0] })
    else { return false }
    position += wanted.count
    return true
  }

  mutating func form() -> Request.Form? {
    if skip("matrix\n") { return .matrix }
    guard skip("png "), let module = number(upTo: Request.largestModule), module > 0, skip("\n")
    else { return nil }
    return .png(module: module)
  }

  /// The place of the letter that stands here among those it may be.
  mutating func letter(of letters: String) -> Int? {
    guard !isAtEnd, let place = Array(letters.utf8).firstIndex(of: bytes[position]) else {
      return nil
    }
    position += 1
    return place
  }

  /// A whole number without leading zeros.
  mutating func number(upTo limit: Int) -> Int? {
    let start = position
    var value = 0
    while !isAtEnd, case 0x30...0x39 = bytes[position], value <= limit {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
    }
    let length = position - start
    let isShortest = length == 1 || length > 1 && bytes[start] != 0x30
    return isShortest && value <= limit ? value : nil
  }

  /// Bytes with their number before them and a newline after them.
  mutating func counted() -> Range<Int>? {
    guard let count = number(upTo: bytes.count), skip("\n"), count <= bytes.count - position else {
      return nil
    }
    let range = position..<position + count
    position += count
    return skip("\n") ? range : nil
  }
}
