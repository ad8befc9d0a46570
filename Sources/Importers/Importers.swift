public import Secrets

/// Reads what other apps, services and people give out. Bytes in, values out: nothing here asks,
/// draws or opens.
public enum Importers {
  /// What some editors put before UTF-8.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads accounts from bytes of any format in the catalogue, told by their content alone.
  ///
  /// - Parameters:
  ///   - input: a file, or what a QR code says; the caller bounds its size.
  ///   - arena: takes the secrets.
  /// - Returns: what was read, and what could not be.
  /// - Throws: `ImportError` where the bytes are no known format.
  public static func read(
    _ input: Span<UInt8>, into arena: SecretArena
  ) throws(ImportError) -> ImportResult {
    let text = input.extracting(droppingFirst: input.begins(with: byteOrderMark) ? 3 : 0)
    guard let format = ImportFormat.catalogue.first(where: { $0.recognises(text) }) else {
      throw .unrecognised(Content(of: text))
    }
    return try format.read(text, arena)
  }
}
