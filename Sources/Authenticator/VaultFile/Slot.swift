public import Secrets

/// One way to open a vault: the master key, wrapped under a key of its own (VaultFormat, *Slots*).
public struct Slot: Sendable, Equatable {
  /// What opens it.
  public enum Kind: UInt8, Sendable {
    /// A password, by Argon2id.
    case password = 1
    /// A recovery key.
    case recoveryKey = 2
    /// A key file.
    case keyFile = 3
    /// A password together with a key file, by Argon2id.
    case passwordAndKeyFile = 4

    /// Whether somebody types a password to open it.
    public var hasPassword: Bool { self == .password || self == .passwordAndKeyFile }
  }

  /// Bytes of an encoded slot.
  static let length = 114
  /// Bytes of type, flags, slot id, passes, memory and salt.
  static let prefixLength = 42

  /// The bytes from type to salt, which the wrap covers too.
  let prefix: [UInt8]
  let nonce: [UInt8]
  let wrapped: [UInt8]

  /// Names the slot.
  public var id: ID128 { ID128(Array(prefix[2..<18])) ?? .zero }
  /// What opens it; `nil` where a later version made it.
  public var kind: Kind? { prefix[1] == 0 ? Kind(rawValue: prefix[0]) : nil }
  /// Passes of Argon2id; 0 where nobody types a password.
  public var passes: UInt32 { UInt32(bigEndian: prefix[18..<22]) }
  /// Memory of Argon2id in KiB; 0 where nobody types a password.
  public var memoryKiB: UInt32 { UInt32(bigEndian: prefix[22..<26]) }
  /// What a guess of the password costs; `nil` where nobody types one.
  public var cost: PassphraseKey.Cost? {
    guard kind?.hasPassword == true else { return nil }
    return try? PassphraseKey.Cost(passes: passes, memoryKiB: memoryKiB)
  }

  var salt: [UInt8] { Array(prefix[26...]) }
  var bytes: [UInt8] { prefix + nonce + wrapped }

  /// Reads 114 bytes.
  init(_ bytes: ArraySlice<UInt8>) throws(VaultError) {
    let start = bytes.startIndex
    prefix = Array(bytes[start..<start + Slot.prefixLength])
    nonce = Array(bytes[start + Slot.prefixLength..<start + Slot.prefixLength + 24])
    wrapped = Array(bytes[(start + Slot.prefixLength + 24)...])
    guard hasPlausibleCost else { throw .damaged }
  }

  init(prefix: [UInt8], nonce: [UInt8], wrapped: [UInt8]) {
    (self.prefix, self.nonce, self.wrapped) = (prefix, nonce, wrapped)
  }

  private var hasPlausibleCost: Bool {
    switch kind {
    case .password, .passwordAndKeyFile: cost != nil
    case .recoveryKey, .keyFile: passes == 0 && memoryKiB == 0
    case nil: true
    }
  }
}

extension FixedWidthInteger {
  /// The number that the bytes spell, most significant first.
  init(bigEndian bytes: some Sequence<UInt8>) {
    self = bytes.reduce(0) { $0 << 8 | Self($1) }
  }
}
