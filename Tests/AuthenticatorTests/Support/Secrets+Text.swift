import Authenticator
import Secrets

extension Secret {
  /// A test's secret, from its characters.
  init(text: String) { self.init(SecretBytes(copying: [UInt8](text.utf8).span)) }

  /// A test's secret, from its bytes.
  init(bytes: [UInt8]) { self.init(SecretBytes(copying: bytes.span)) }

  /// A test's secret, from base32.
  init(base32 text: String) throws {
    let text = [UInt8](text.utf8)
    self.init(
      try SecretBytes(capacity: Base32.decodedCapacity(text.count)) { (output) throws in
        try Base32.decode(text.span, into: &output)
      })
  }

  /// The bytes, which no program but a test asks for.
  var bytes: [UInt8] {
    withBytes { bytes in
      [UInt8](capacity: bytes.count) { for i in bytes.indices { $0.append(bytes[i]) } }
    }
  }
}
