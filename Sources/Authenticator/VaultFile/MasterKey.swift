internal import Secrets

/// The key that a vault is sealed under.
public struct MasterKey: ~Copyable, Sendable {
  let bytes: SecretBytes

  /// A new key, for a new vault.
  public init() { bytes = .random(count: 32) }

  init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

  /// The commitment: ties a header to this key, which the cipher alone does not.
  func commitment(to header: [UInt8]) -> [UInt8] {
    var hash = Blake2b(key: bytes.subkey(2))
    hash.update(header.span)
    return hash.digest()
  }

  var payloadKey: SecretBytes { bytes.subkey(3) }

  /// What a backup on paper is sealed under, so that neither is taken for the other.
  var paperKey: SecretBytes { bytes.subkey(4) }
}
