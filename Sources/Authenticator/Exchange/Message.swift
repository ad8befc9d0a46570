package import Secrets

/// A value as bytes: metadata as in a vault's records, and the secrets apart from it.
package struct Message {
  /// Deterministic CBOR (VaultFormat, *Values*).
  package let metadata: [UInt8]
  /// The secrets in the order in which the metadata refers to them.
  package let secrets: [Secret]

  /// Writes a value.
  package init(_ value: Value) {
    var writer = MetadataWriter()
    writer.write(value)
    (metadata, secrets) = (writer.metadata, writer.secrets)
  }

  /// Reads a value.
  ///
  /// - Parameters:
  ///   - metadata: all of it.
  ///   - secrets: all of them in one; `nil` where there are none.
  /// - Returns: the value, or `nil` where this is not what `init` writes.
  package static func value(metadata: Span<UInt8>, secrets: Secret?) -> Value? {
    try? MetadataReader.value(from: metadata, secrets: secrets, deepest: CBOR.deepestLocally)
  }
}

extension MasterKey {
  /// A copy for the agent that is to hold the vault.
  package var copy: Secret { bytes.withBytes { Secret(SecretBytes(copying: $0)) } }
}

extension UnlockedKey {
  /// What `MasterKey.copy` gave, in the process that it was handed to; `nil` for other lengths.
  package init?(key: Secret, slot: ID128) {
    guard key.count == SealedBox.keyLength else { return nil }
    masterKey = MasterKey(key.withBytes { SecretBytes(copying: $0) })
    self.slot = slot
  }
}
