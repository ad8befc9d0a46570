internal import Importers
internal import Secrets

/// Reads what `fob-scan` prints: a JSON object a line, as its `--help` tells.
struct ScanOutput: ~Escapable {
  private var reader: JSONReader
  private let arena = SecretArena()

  @_lifetime(copy output)
  private init(_ output: Span<UInt8>) { reader = JSONReader(output) }

  /// Reads its codes, with their payloads in locked memory, and what it saw.
  ///
  /// - Parameter output: all that it printed.
  /// - Returns: the codes, in the order of the picture.
  /// - Throws: `Failure` where it printed anything else: a picture made it do that.
  static func read(_ output: Span<UInt8>) throws(Failure) -> ScannedPicture {
    var lines = ScanOutput(output)
    var picture = ScannedPicture()
    while !lines.reader.isAtEnd {
      if let code = lines.code() {
        picture.codes.append(code)
      } else if let impression = lines.impression() {
        picture.impression = impression
      } else if let words = lines.unseen() {
        picture.unseen.append(words)
      } else {
        throw .decoderFailed
      }
    }
    return picture
  }

  private mutating func code() -> ScannedPicture.Code? {
    guard reader.skip(#"{"payload": "#), var payload = reader.string(into: arena) else {
      return nil
    }
    if reader.skip(#", "payload_base64": "#) {
      guard let text = reader.string(into: arena), let exact = Base64.decode(text, into: arena)
      else { return nil }
      payload = exact
    }
    var place: ScannedPicture.Part?
    if reader.skip(#", "part": "#) {
      guard let part = part() else { return nil }
      place = part
    }
    return reader.skip("}\n") ? ScannedPicture.Code(payload: payload, part: place) : nil
  }

  private mutating func part() -> ScannedPicture.Part? {
    guard let number = reader.number(), reader.skip(#", "parts": "#), let count = reader.number(),
      reader.skip(#", "parity": "#), let parity = reader.number()
    else { return nil }
    return ScannedPicture.Part(number: number, count: count, parity: parity)
  }

  private mutating func impression() -> ScannedPicture.Impression? {
    guard reader.skip(#"{"seen": "#), let seen = text(), reader.skip(#", "hints": ["#) else {
      return nil
    }
    var hints: [String] = []
    while !reader.skip("]") {
      guard hints.isEmpty || reader.skip(", "), let hint = text() else { return nil }
      hints.append(hint)
    }
    reader.skipLine()
    return ScannedPicture.Impression(hasCode: seen == "code", hints: hints)
  }

  private mutating func unseen() -> String? {
    guard reader.skip(#"{"unseen": "#), let words = text(), reader.skip("}\n") else { return nil }
    return words
  }

  /// A string that is no secret.
  private mutating func text() -> String? {
    reader.string(into: arena)?.withBytes { String(decoding: $0.copy, as: UTF8.self) }
  }
}

extension Failure {
  static let decoderFailed = Failure(
    "this picture made the decoder fail", hint: "crop it to the code, or save it as PNG",
    status: .unreadableInput)
}
