internal import Secrets

extension SecretBytes {
  /// Compares all bytes, whatever the first difference.
  func equals(_ other: borrowing SecretBytes) -> Bool {
    guard count == other.count else { return false }
    return withBytes { mine in
      other.withBytes { theirs in
        mine.indices.reduce(0 as UInt8) { $0 | mine[$1] ^ theirs[$1] } == 0
      }
    }
  }
}
