internal import Authenticator
public import Secrets

extension Secret {
  /// A test's secret, from its characters.
  ///
  /// - Parameter text: any text.
  public init(text: String) { self.init(SecretBytes(copying: [UInt8](text.utf8).span)) }

  /// A test's secret, from its bytes.
  ///
  /// - Parameter bytes: any bytes.
  public init(bytes: [UInt8]) { self.init(SecretBytes(copying: bytes.span)) }

  /// A test's secret, from base32.
  ///
  /// - Parameter text: base32.
  /// - Throws: what the decoder throws.
  public init(base32 text: String) throws {
    let text = [UInt8](text.utf8)
    self.init(
      try SecretBytes(capacity: Base32.decodedCapacity(text.count)) { (output) throws in
        try Base32.decode(text.span, into: &output)
      })
  }

  /// The bytes, which no program but a test asks for.
  public var bytes: [UInt8] {
    withBytes { bytes in
      [UInt8](capacity: bytes.count) { for i in bytes.indices { $0.append(bytes[i]) } }
    }
  }
}
