/// Modules to message (ISO/IEC 18004, clause 12).
enum QRDecoder {
  /// Decodes sampled modules, also those of a mirrored symbol.
  ///
  /// - Returns: nil where too many modules are wrong.
  static func message(of matrix: ModuleMatrix) -> Message? {
    upright(matrix) ?? upright(matrix.transposed)
  }

  private static func upright(_ matrix: ModuleMatrix) -> Message? {
    guard let version = QRVersion(size: matrix.size), let format = FormatInformation(of: matrix),
      let data = Codewords(of: matrix, version, format).corrected()
    else { return nil }
    return Message(data: data, version: version)
  }
}
