import Secrets

@testable import Authenticator

/// What the tests of the vault are made of.
enum Sample {
  /// The secret of RFC 6238, appendix B.
  static let secret = Sample.secret("12345678901234567890")
  static let devices = (1...5).map { DeviceID(high: 0, low: $0) }

  static func secret(_ text: String) -> Secret { secret(Array(text.utf8)) }

  static func secret(_ bytes: [UInt8]) -> Secret { Secret(SecretBytes(copying: bytes.span)) }

  static func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }

  static func account(
    _ issuer: String = "GitHub", _ name: String = "alice", type: CodeType = .totp,
    secret: Secret = secret, pin: Secret? = nil, counter: UInt64 = 0
  ) -> Account {
    Account(
      issuer: issuer, name: name, credential: Credential(type: type, secret: secret), pin: pin,
      counter: counter)
  }

  /// A vault of a device that is the same in every run.
  static func vault(device: Int = 0) -> Vault {
    Vault(shared: SharedState(), local: LocalPart(device: devices[device]))
  }

  static func stamp(_ time: UInt64, counter: UInt32 = 0, device: Int = 0) -> Stamp {
    Stamp(time: time, counter: counter, device: devices[device])
  }

  /// A record of `value`.
  static func record(id: EntryID, _ value: Value) -> Record {
    var writer = MetadataWriter()
    writer.write(value)
    return Record(
      id: id, metadata: writer.metadata, secrets: [secret(writer.secrets.flatMap(\.revealed))])
  }
}

extension Secret {
  /// A copy that a test may compare.
  var revealed: [UInt8] {
    withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }
}

/// A small generator, so that a seed tells all (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
