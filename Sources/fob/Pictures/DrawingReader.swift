internal import Secrets
internal import TerminalUI

/// Reads what `fob-draw` answers, as its `--help` tells.
struct DrawingReader: ~Escapable {
  private let bytes: Swift.Span<UInt8>
  private var reader: JSONReader

  @_lifetime(copy bytes)
  init(_ bytes: Swift.Span<UInt8>) {
    self.bytes = bytes
    reader = JSONReader(bytes)
  }

  /// Goes past the end of the answer; false where it does not stand here.
  mutating func end() -> Bool { reader.skip("end\n") && reader.isAtEnd }

  /// Reads the modules of a code.
  ///
  /// - Throws: `Failure` where something else stands here.
  mutating func matrix() throws(Failure) -> QRMatrix {
    guard reader.skip("matrix "), let version = reader.number(), (1...40).contains(version),
      reader.skip(" "), let size = reader.number(), size == 17 + 4 * version, reader.skip("\n")
    else { throw .notDrawn }
    var modules: [Bool] = []
    for _ in 0..<size {
      guard let row = reader.skip(count: size), reader.skip("\n") else { throw .notDrawn }
      for place in row { modules.append(bytes[place] == UInt8(ascii: "1")) }
    }
    guard let matrix = QRMatrix(size: size, modules: modules) else { throw .notDrawn }
    return matrix
  }

  /// Reads a PNG picture.
  ///
  /// - Throws: `Failure` where something else stands here.
  mutating func picture() throws(Failure) -> Secret {
    guard reader.skip("png "), let count = reader.number(), reader.skip("\n"),
      let picture = reader.skip(count: count), reader.skip("\n")
    else { throw .notDrawn }
    return Secret(SecretBytes(copying: bytes.extracting(picture)))
  }
}
