internal import CInflate
internal import Secrets

/// Decompression (RFC 1950 to 1952).
enum Inflation {
  /// The most bytes that anything is decompressed to: 256 MiB.
  static let longest = 256 << 20

  /// How compressed bytes are wrapped.
  enum Form {
    case raw, zlib, gzip
  }

  /// Decompresses; what follows the end of the compressed bytes is passed over.
  ///
  /// - Parameters:
  ///   - compressed: the whole.
  ///   - form: how it is wrapped.
  ///   - limit: the most bytes that it may become.
  /// - Returns: the bytes.
  /// - Throws: `ImportError.damaged`, or `ImportError.tooLarge` beyond the limit.
  static func expand(
    _ compressed: Secret, _ form: Form, limit: Int = longest
  ) throws(ImportError) -> Secret {
    var length = 0
    let counted = compressed.withBytes { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe fob_deflate_length(bytes.baseAddress, bytes.count, form.identifier, limit, &length)
      }
    }
    guard counted <= 0 else { throw .tooLarge }
    guard counted == 0 else { throw .damaged(.compression) }
    var expanded: Int32 = -1
    let output = compressed.withBytes { bytes in
      SecretBytes(capacity: length) { output in
        unsafe output.withUnsafeMutableBufferPointer { buffer, count in
          expanded = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe fob_deflate_expand(
              bytes.baseAddress, bytes.count, form.identifier, buffer.baseAddress, length)
          }
          count = expanded == 0 ? length : 0
        }
      }
    }
    guard expanded == 0 else { throw .damaged(.compression) }
    return Secret(output)
  }
}

extension Inflation.Form {
  fileprivate var identifier: fob_deflate_form {
    switch self {
    case .raw: FOB_DEFLATE_RAW
    case .zlib: FOB_DEFLATE_ZLIB
    case .gzip: FOB_DEFLATE_GZIP
    }
  }
}
