/// Why nothing could be read at all.
public enum ImportError: Error, Equatable, Sendable {
  /// The bytes are none of the formats in the catalogue.
  case unrecognised(Content)

  /// What happened.
  public var message: String {
    switch self {
    case .unrecognised(let content): "this is \(content.label), with no account that can be read"
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .unrecognised(let content): content.hint
    }
  }
}
