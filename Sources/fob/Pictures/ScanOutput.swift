internal import Importers
internal import Secrets

/// What `fob-scan` prints: a JSON object a line, with one string, or with a second one that has the
/// exact bytes where they are not UTF-8.
enum ScanOutput {
  /// The payloads, in locked memory.
  ///
  /// - Parameter output: all that it printed.
  /// - Returns: the payloads, in the order of the picture.
  /// - Throws: `Failure` where it printed anything else: a picture made it do that.
  static func payloads(_ output: Span<UInt8>) throws(Failure) -> [Secret] {
    let arena = SecretArena()
    var payloads: [Secret] = []
    var reader = JSONReader(output)
    while !reader.isAtEnd {
      guard reader.skip(#"{"payload": "#), var payload = reader.string(into: arena) else {
        throw .decoderFailed
      }
      if reader.skip(#", "payload_base64": "#) {
        guard let text = reader.string(into: arena), let exact = Base64.decode(text, into: arena)
        else { throw .decoderFailed }
        payload = exact
      }
      guard reader.skip("}\n") else { throw .decoderFailed }
      payloads.append(payload)
    }
    return payloads
  }
}

extension Failure {
  static let decoderFailed = Failure(
    "this picture made the decoder fail", hint: "crop it to the code, or save it as PNG",
    status: .unreadableInput)
}
