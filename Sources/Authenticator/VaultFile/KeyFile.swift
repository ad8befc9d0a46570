public import Secrets

/// 256 random bits in a file of its own: opens the vault alone, or together with a password.
///
/// fob makes every key file: one that somebody chose could be guessed.
public struct KeyFile: ~Copyable, Sendable {
  /// Bytes of the whole file: a line that tells what it is, then the key.
  public static let length = 48
  private static let line = Array("fob key file v1\n".utf8)
  private static let context = Array("fob key file v1".utf8)
  private static let contextWithPassword = Array("fob password and key file v1".utf8)

  let bytes: SecretBytes

  /// A new key.
  public init() { bytes = .random(count: KeyFile.length - KeyFile.line.count) }

  /// Reads a whole file.
  ///
  /// - Parameter content: its bytes; `nil` where they are no key file.
  public init?(_ content: Span<UInt8>) {
    let line = KeyFile.line
    guard content.count == KeyFile.length, line.indices.allSatisfy({ content[$0] == line[$0] })
    else { return nil }
    bytes = SecretBytes(copying: content.extracting(line.count..<content.count))
  }

  /// The bytes of the whole file.
  public var content: SecretBytes {
    bytes.withBytes { key in
      SecretBytes(capacity: KeyFile.length) { output in
        output.append(copying: KeyFile.line.span)
        output.append(copying: key)
      }
    }
  }

  /// The key of a slot that it opens alone.
  func slotKey(salt: [UInt8]) -> SecretBytes {
    var hash = Blake2b(key: bytes)
    hash.update(KeyFile.context.span)
    hash.update(salt.span)
    return hash.secretDigest()
  }

  /// The key of a slot that it opens together with a password.
  ///
  /// - Parameter passwordKey: derived from the password and the slot's salt.
  /// - Returns: the slot's key.
  func slotKey(passwordKey: borrowing SecretBytes) -> SecretBytes {
    var hash = Blake2b(key: bytes)
    hash.update(KeyFile.contextWithPassword.span)
    passwordKey.withBytes { hash.update($0) }
    return hash.secretDigest()
  }
}
