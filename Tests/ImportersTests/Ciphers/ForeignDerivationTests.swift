import Authenticator
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `A foreign key derivation` {
  struct Vector: Sendable {
    let derivation: ForeignDerivation
    let password: String
    let salt: String
    let key: String
  }

  /// RFC 6070; RFC 7914, sections 11 and 12; the reference implementation's tests of Argon2 1.3 (its
  /// command line for Argon2d and four lanes). Of PBKDF2 with SHA-512 and with nothing for a
  /// password: Python's hashlib.
  static let vectors = [
    Vector(
      derivation: .pbkdf2(.sha1, rounds: 4096), password: "password", salt: "salt",
      key: "4b007901b765489abead49d926f721d065a429c1"),
    Vector(
      derivation: .pbkdf2(.sha256, rounds: 1), password: "passwd", salt: "salt",
      key: """
        55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc
        49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783
        """),
    Vector(
      derivation: .pbkdf2(.sha512, rounds: 1), password: "password", salt: "salt",
      key: """
        867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252
        c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce
        """),
    Vector(
      derivation: .pbkdf2(.sha256, rounds: 1), password: "", salt: "salt",
      key: "f135c27993baf98773c5cdb40a5706ce6a345cde61b000a67858650cd6a324d7"),
    Vector(
      derivation: .scrypt(n: 16, r: 1, p: 1), password: "", salt: "",
      key: """
        77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442
        fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
        """),
    Vector(
      derivation: .scrypt(n: 1024, r: 8, p: 16), password: "password", salt: "NaCl",
      key: """
        fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
        2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
        """),
    Vector(
      derivation: .argon2(.i, passes: 2, memoryKiB: 256, lanes: 1), password: "password",
      salt: "somesalt", key: "89e9029f4637b295beb027056a7336c414fadd43f6b208645281cb214a56452f"),
    Vector(
      derivation: .argon2(.i, passes: 2, memoryKiB: 256, lanes: 2), password: "password",
      salt: "somesalt", key: "4ff5ce2769a1d7f4c8a491df09d41a9fbe90e5eb02155a13e4c01e20cd4eab61"),
    Vector(
      derivation: .argon2(.id, passes: 2, memoryKiB: 256, lanes: 1), password: "password",
      salt: "somesalt", key: "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
    Vector(
      derivation: .argon2(.id, passes: 2, memoryKiB: 256, lanes: 2), password: "password",
      salt: "somesalt", key: "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
    Vector(
      derivation: .argon2(.id, passes: 2, memoryKiB: 256, lanes: 4), password: "password",
      salt: "somesalt", key: "be29d1c497593959cd701e5ceefe8a6fbda26d9b3892c08cff261e0a94bab2b1"),
    Vector(
      derivation: .argon2(.d, passes: 2, memoryKiB: 256, lanes: 4), password: "password",
      salt: "somesalt", key: "3e552c7b5150fa582b9ee3277b5a1399735fe2beeb10795751c33e47593d5528"),
  ]

  @Test(arguments: vectors)
  func `gives the published key`(vector: Vector) throws {
    let expected = bytes(hex: vector.key)
    let key = try vector.derivation.key(
      from: Secret(text: vector.password), salt: Array(vector.salt.utf8), length: expected.count)
    #expect(key.bytes == expected)
  }

  /// Computed block by block with Python's cryptography.
  @Test func `of KeePass encrypts as often as it says`() throws {
    let key = try ForeignDerivation.aesKDF(rounds: 10_000).key(
      from: Secret(bytes: Array(0..<32)), salt: Array(100..<132), length: 32)
    #expect(
      key.bytes == bytes(hex: "869b6789bc30274b8169d5bb335f5093251f5982d58765797f37dc4f6c8845a4"))
  }

  @Test(
    arguments: [
      .pbkdf2(.sha1, rounds: 10_000_001), .scrypt(n: 1 << 22, r: 8, p: 1),
      .scrypt(n: 1 << 62, r: 1 << 30, p: 1), .scrypt(n: 2, r: 1 << 24, p: 1),
      .scrypt(n: 2, r: 1, p: .max), .scrypt(n: 1 << 15, r: 8, p: 1000),
      .argon2(.id, passes: 1, memoryKiB: 1 << 20 + 1, lanes: 1),
      .argon2(.id, passes: 17, memoryKiB: 1 << 20, lanes: 1),
      .argon2(.d, passes: .max, memoryKiB: .max, lanes: 1),
      .argon2(.d, passes: 1, memoryKiB: 8, lanes: 256), .aesKDF(rounds: 1 << 28 + 1),
    ] as [ForeignDerivation])
  func `that is far too costly is refused before it begins`(derivation: ForeignDerivation) {
    let context = ImportContext(arena: SecretArena())
    #expect(throws: ImportError.tooCostly) { try context.key(derivation, salt: [1]) }
  }

  @Test(
    arguments: [
      .pbkdf2(.sha1, rounds: 0), .scrypt(n: 0, r: 8, p: 1), .scrypt(n: 1, r: 8, p: 1),
      .scrypt(n: 1000, r: 8, p: 1), .scrypt(n: -16, r: 8, p: 1), .scrypt(n: 16, r: 0, p: 1),
      .scrypt(n: 16, r: 8, p: 0), .argon2(.id, passes: 0, memoryKiB: 8, lanes: 1),
      .argon2(.id, passes: 1, memoryKiB: -1, lanes: 1),
      .argon2(.id, passes: 1, memoryKiB: 8, lanes: 0), .aesKDF(rounds: -1),
    ] as [ForeignDerivation])
  func `that does not exist is damage`(derivation: ForeignDerivation) {
    #expect(throws: ImportError.damaged(.cipher)) {
      try derivation.key(
        from: Secret(bytes: Array(0..<32)), salt: Array(0..<32), length: 32)
    }
  }

  @Test(arguments: [ForeignDerivation.pbkdf2(.sha1, rounds: 1), .aesKDF(rounds: 1)])
  func `has no salt of another length`(derivation: ForeignDerivation) {
    #expect(throws: ImportError.damaged(.cipher)) {
      try derivation.key(from: Secret(bytes: Array(0..<32)), salt: [], length: 32)
    }
  }
}
