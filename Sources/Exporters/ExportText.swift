internal import Authenticator
internal import Importers
internal import Secrets

/// A text with secrets in it, put together in locked memory.
struct ExportText {
  fileprivate enum Piece {
    case text(String)
    case secret(Secret)
  }

  private var pieces: [Piece] = []

  /// Appends public text.
  static func += (text: inout ExportText, more: String) { text.pieces.append(.text(more)) }

  /// Appends a secret as it stands.
  static func += (text: inout ExportText, more: Secret) { text.pieces.append(.secret(more)) }

  /// The whole.
  var secret: Secret {
    let length = pieces.reduce(0) { $0 + $1.length }
    return Secret(
      SecretBytes(capacity: length) { output in
        for piece in pieces { piece.write(into: &output) }
      })
  }
}

extension ExportText.Piece {
  fileprivate var length: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .secret(let secret): secret.count
    }
  }

  fileprivate func write(into output: inout OutputSpan<UInt8>) {
    switch self {
    case .text(let text): for byte in text.utf8 { output.append(byte) }
    case .secret(let secret): secret.withBytes { output.append(copying: $0) }
    }
  }
}

extension Secret {
  /// Base32 in upper case without padding.
  var base32: Secret {
    withBytes { bytes in
      Secret(
        SecretBytes(capacity: Base32.encodedLength(bytes.count)) {
          Base32.encode(bytes, into: &$0)
        })
    }
  }

  /// Base64 with padding.
  var base64: Secret {
    withBytes { bytes in
      Secret(
        SecretBytes(capacity: Base64.encodedLength(bytes.count)) {
          Base64.encode(bytes, into: &$0)
        })
    }
  }

  /// The bytes that hexadecimal digits stand for; `nil` where these are none.
  var decodedHexadecimal: Secret? {
    withBytes { digits in
      let isHexadecimal = digits.indices.allSatisfy { digits[$0].hexadecimalValue != nil }
      guard isHexadecimal, digits.count % 2 == 0 else { return nil }
      return Secret(
        SecretBytes(capacity: digits.count / 2) { output in
          for index in stride(from: 0, to: digits.count, by: 2) {
            let (high, low) = (digits[index].hexadecimalValue, digits[index + 1].hexadecimalValue)
            output.append((high ?? 0) << 4 | (low ?? 0))
          }
        })
    }
  }

  /// A secret in which some bytes are replaced by longer text.
  func replacing(_ replacement: (UInt8) -> String?) -> Secret {
    withBytes { bytes in
      let length = bytes.indices.reduce(0) { $0 + (replacement(bytes[$1])?.utf8.count ?? 1) }
      return Secret(
        SecretBytes(capacity: length) { output in
          for index in bytes.indices {
            if let text = replacement(bytes[index]) {
              for byte in text.utf8 { output.append(byte) }
            } else {
              output.append(bytes[index])
            }
          }
        })
    }
  }

  /// The URI of an account.
  init(uriOf account: Account) { self.init(OTPAuthURI.bytes(of: account)) }
}
