/// What can go wrong with keys and sealed data.
///
/// No case says which byte or which part failed: that would help only an attacker.
public enum SecretsError: Error, Equatable, Sendable {
  /// libsodium could not be initialised.
  case unavailable
  /// There is no memory for a secret of this size.
  case outOfMemory
  /// Sealed data is not what the key holder sealed, or this is not the key.
  case notAuthentic
  /// A key derivation asks for more, or less, than `PassphraseKey.Cost` allows.
  case costOutOfBounds
}
