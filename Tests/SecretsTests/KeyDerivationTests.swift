import Secrets
import Testing

@Suite
struct `A key from a passphrase` {
  /// From Debian's python3-nacl:
  /// `nacl.pwhash.argon2id.kdf(32, PASSPHRASE, SALT, opslimit=PASSES, memlimit=8192*1024).hex()`.
  @Test(
    arguments: [
      (
        "correct horse", Array(0..<16), 1 as UInt32,
        "68aa6b3e6343f355586e5dd84710fb380cc542b0a47fa8a06ad81318fa48e3b3"
      ),
      (
        "", Array(repeating: 0, count: 16), 2,
        "dac5cbb0267dbc1a755aa5550b3707ed5f65647b6d8c189a98eedb05dd51fd5c"
      ),
    ] as [(String, [UInt8], UInt32, String)])
  func `is that of Argon2id 1.3`(
    passphrase: String, salt: [UInt8], passes: UInt32, key: String
  ) throws {
    let cost = try PassphraseKey.Cost(passes: passes, memoryKiB: 8192)
    let derived = try PassphraseKey.derive(
      from: secretBytes(Array(passphrase.utf8)), salt: salt, cost: cost)
    #expect(derived.revealed == bytes(hex: key))
  }

  @Test(arguments: [(1, 8192), (16, 1_048_576)] as [(UInt32, UInt32)])
  func `may cost as much as the bounds allow`(passes: UInt32, memoryKiB: UInt32) throws {
    let cost = try PassphraseKey.Cost(passes: passes, memoryKiB: memoryKiB)
    #expect(cost.passes == passes)
    #expect(cost.memoryKiB == memoryKiB)
  }

  @Test(
    arguments: [
      (0, 8192), (17, 8192), (.max, 8192), (1, 0), (1, 8191), (1, 1_048_577), (1, .max),
    ] as [(UInt32, UInt32)])
  func `costs nothing out of bounds`(passes: UInt32, memoryKiB: UInt32) {
    #expect(throws: SecretsError.costOutOfBounds) {
      try PassphraseKey.Cost(passes: passes, memoryKiB: memoryKiB)
    }
  }

  @Test(arguments: [
    PassphraseKey.Cost.minimum, .interactive, .moderate, .sensitive,
  ])
  func `has named costs within the bounds`(cost: PassphraseKey.Cost) throws {
    #expect(try PassphraseKey.Cost(passes: cost.passes, memoryKiB: cost.memoryKiB) == cost)
  }
}

@Suite
struct `A subkey` {
  /// From Python, for the key 00 01 ... 1F: `hashlib.blake2b(b"", digest_size=32, key=KEY,
  /// salt=NUMBER.to_bytes(8, "little") + bytes(8), person=b"fobvault" + bytes(8)).hexdigest()`.
  @Test(
    arguments: [
      (1, "9084a22fa99e001441aed2d4044a808266a76f77d8463f4dd0b24ef80e4bd277"),
      (2, "155f841b8d47f245f3b816958225084c2857f33192e44db143bb4d1ae58ec1f2"),
      (3, "9fc85427f65d8523546ab6067688681eb6f28c0c11f8b111d2d8af80a1b4b3c8"),
      (
        0x0102_0304_0506_0708,
        "55dee68f8424b8ee417b57c36563beeec788327ce4ab3789300a390e3c6d3be7"
      ),
    ] as [(UInt64, String)])
  func `is as VaultFormat derives it`(number: UInt64, key: String) {
    #expect(secretBytes(Array(0..<32)).subkey(number).revealed == bytes(hex: key))
  }

  @Test func `differs by its context`() {
    let key = secretBytes(Array(0..<32))
    #expect(key.subkey(1).revealed != key.subkey(1, context: "fobothER").revealed)
  }
}
