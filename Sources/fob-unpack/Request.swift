/// What fob-unpack is asked to open. `FobUnpack.usage` has the form of it.
struct Request {
  /// The password of an archive; `nil` where none is known.
  private(set) var password: ArraySlice<UInt8>?
  /// The write-ahead log of a database; empty where there is none.
  private(set) var log: ArraySlice<UInt8> = []
  /// The archive or the database.
  let file: ArraySlice<UInt8>

  /// Reads a request; `nil` where it is none.
  init?(_ bytes: [UInt8]) {
    var reader = RequestReader(rest: bytes[...])
    guard reader.skip("fob-unpack 1\n") else { return nil }
    password = reader.part("password")
    log = reader.part("log") ?? []
    guard let file = reader.part("file"), reader.skip("end\n"), reader.rest.isEmpty else {
      return nil
    }
    self.file = file
  }
}

/// Reads the lines of a request.
private struct RequestReader {
  private(set) var rest: ArraySlice<UInt8>

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  mutating func skip(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  /// A line with a word and a number, and as many bytes with their newline.
  mutating func part(_ word: String) -> ArraySlice<UInt8>? {
    let start = rest
    guard skip(word + " "), let end = rest.prefix(10).firstIndex(of: UInt8(ascii: "\n")),
      let count = Int(String(decoding: rest[..<end], as: UTF8.self)), count >= 0
    else {
      rest = start
      return nil
    }
    let body = rest[(end + 1)...]
    guard count < body.count, body[body.startIndex + count] == UInt8(ascii: "\n") else {
      rest = start
      return nil
    }
    rest = body.dropFirst(count + 1)
    return body.prefix(count)
  }
}
