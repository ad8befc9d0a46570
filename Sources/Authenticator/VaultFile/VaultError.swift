/// Why a vault file cannot be opened or changed.
public enum VaultError: Error, Equatable, Sendable {
  /// The bytes do not start as a vault does.
  case notAVault
  /// A later version of fob wrote it.
  case newerVersion(UInt32)
  /// It is not, byte by byte, what fob wrote.
  case damaged
  /// No slot opens with what was given.
  case wrongKey
  /// Its slots ask for more computing than the caller allowed.
  case tooCostly
  /// The machine has too little memory for the key derivation that it asks for.
  case outOfMemory
  /// It would have more slots than a vault can have, or none.
  case slotCount
  /// It would be, or is, longer than a vault can be.
  case tooLarge
}
