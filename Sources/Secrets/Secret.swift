internal import CSodium

/// A secret of an account: a read-only part of locked memory that all its copies share.
///
/// Copying a `Secret` copies a reference, never the bytes. The memory is wiped when the last
/// reference into it ends. A `Secret` is never printable: its description tells only its length.
public struct Secret: Sendable {
  /// Owns the locked memory. Bytes are written once, before a `Secret` for them exists.
  final class Owner: @unchecked Sendable {
    let bytes: SecretBytes
    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
  }

  let owner: Owner
  let range: Range<Int>

  /// The number of bytes.
  public var count: Int { range.count }

  init(owner: Owner, range: Range<Int>) {
    self.owner = owner
    self.range = range
  }

  /// Takes over `bytes` as a whole.
  public init(_ bytes: consuming SecretBytes) {
    range = 0..<bytes.count
    owner = Owner(bytes)
  }

  /// A part of this secret in the same memory.
  ///
  /// - Parameter part: positions from 0 to `count`.
  /// - Returns: the part, or `nil` where `part` reaches beyond the end.
  public func slice(_ part: Range<Int>) -> Secret? {
    guard part.lowerBound >= 0, part.upperBound <= count else { return nil }
    return Secret(
      owner: owner, range: range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
  }

  /// Lends the bytes for the time of `body`.
  ///
  /// - Parameter body: must not keep a copy of what it sees.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try owner.bytes.withBytes { (all) throws(Failure) in try body(all.extracting(range)) }
  }
}

extension Secret: Equatable {
  /// Compares in constant time for a given length.
  public static func == (left: Secret, right: Secret) -> Bool {
    guard left.count == right.count else { return false }
    return left.withBytes { left in
      right.withBytes { right in
        let count = left.count
        return unsafe left.withPointer { left in
          unsafe right.withPointer { right in unsafe sodium_memcmp(left, right, count) == 0 }
        }
      }
    }
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The length, never the bytes.
  public var description: String { "Secret(\(count) bytes)" }
  /// The length, never the bytes.
  public var debugDescription: String { description }
  /// No children: a dump of a value that holds a secret shows nothing of it.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
