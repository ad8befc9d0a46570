internal import Secrets

/// A format that can be read: one line of the catalogue.
public struct ImportFormat: Sendable {
  /// What its users call it.
  public let name: String
  /// Whether bytes are of this format, by their content.
  let recognises: @Sendable (Span<UInt8>) -> Bool
  /// Reads bytes that are of this format.
  let read: @Sendable (Span<UInt8>, SecretArena) throws(ImportError) -> ImportResult

  /// Every format, in the order in which they are tried.
  public static let catalogue = [uriList]
}
