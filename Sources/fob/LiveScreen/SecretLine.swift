internal import Secrets

/// A password or a secret as it is typed: byte by byte into locked memory.
struct SecretLine: ~Copyable {
  private var bytes = SecretBytes(capacity: SecretInput.longestLine) {
    $0.append(repeating: 0, count: SecretInput.longestLine)
  }
  private var count = 0

  /// A copy of what was typed.
  var text: SecretBytes { bytes.withBytes { SecretBytes(copying: $0.extracting(0..<count)) } }

  /// The characters so far, of UTF-8.
  var characters: Int {
    bytes.withBytes { bytes in (0..<count).count { !SecretLine.continues(bytes[$0]) } }
  }

  /// Takes a byte; what is too long is not taken.
  mutating func append(_ byte: UInt8) {
    guard count < bytes.count else { return }
    let place = count
    bytes.withMutableBytes { $0[place] = byte }
    count += 1
  }

  /// Takes the last character away.
  mutating func removeLast() {
    var removed: UInt8 = 0x80
    while count > 0, SecretLine.continues(removed) {
      count -= 1
      let place = count
      bytes.withMutableBytes { bytes in
        removed = bytes[place]
        bytes[place] = 0
      }
    }
  }

  /// Wipes all of it.
  mutating func wipe() {
    let length = count
    bytes.withMutableBytes { bytes in
      for place in 0..<length { bytes[place] = 0 }
    }
    count = 0
  }

  private static func continues(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
