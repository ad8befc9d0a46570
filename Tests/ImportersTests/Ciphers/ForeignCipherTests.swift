import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `AES-GCM` {
  /// Test cases 4, 16 and 18 of McGrew and Viega, "The Galois/Counter Mode of Operation"; the last
  /// has a nonce of 60 bytes.
  static let vectors: [(key: String, nonce: String, sealed: String, tag: String)] = [
    (
      "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
      """
      42831ec2217774244b7221b784d0d49c e3aa212f2c02a4e035c17e2329aca12e
      21d514b25466931c7d8f6a5aac84aa05 1ba30b396a0aac973d58e091
      """, "5bc94fbc3221a5db94fae95ae7121a47"
    ),
    (
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      """
      522dc1f099567d07f47f37a32a84427d 643a8cdcbfe5c0c97598a2bd2555d1aa
      8cb08e48590dbb3da7b08b1056828838 c5f61e6393ba7a0abcc9f662
      """, "76fc6ece0f4e1768cddf8853bb2d551b"
    ),
    (
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      """
      9313225df88406e555909c5aff5269aa 6a7a9538534f7da1e4c303d2a318a728
      c3c0c95156809539fcf0e2429a6b5254 16aedbf5a0de6a57a637b39b
      """,
      """
      5a8def2f0c9e53f1f75d7853659e2a20 eeb2b22aafde6419a058ab4f6f746bf4
      0fc0c3b780f244452da3ebf1c5d82cde a2418997200ef82e44ae7e3f
      """, "a44a8266ee1c8eb0c8b5d4cf5ae9f19a"
    ),
  ]
  static let associated = bytes(hex: "feedfacedeadbeeffeedfacedeadbeefabaddad2")
  static let plaintext = bytes(
    hex: """
      d9313225f88406e5a55909c5aff5269a 86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525 b16aedf5aa0de657ba637b39
      """)

  @Test(arguments: vectors.indices)
  func `opens the published ciphertexts`(index: Int) throws {
    let vector = Self.vectors[index]
    let (sealed, tag) = (bytes(hex: vector.sealed), bytes(hex: vector.tag))
    let key = secret(hex: vector.key)
    let nonce = bytes(hex: vector.nonce)
    let opened = try ForeignCipher.openGCM(
      sealed, tag: tag, key: key, nonce: nonce, associated: Self.associated)
    #expect(opened.bytes == Self.plaintext)
    let behind = try ForeignCipher.openGCM(
      sealed + tag, key: key, nonce: nonce, associated: Self.associated)
    #expect(behind.bytes == Self.plaintext)
  }

  @Test func `releases nothing where a single bit is another`() {
    let vector = Self.vectors[1]
    let whole = bytes(hex: vector.sealed) + bytes(hex: vector.tag)
    for bit in stride(from: 0, to: whole.count * 8, by: 5) {
      var changed = whole
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: ImportError.wrongPassword) {
        try ForeignCipher.openGCM(
          changed, key: secret(hex: vector.key), nonce: bytes(hex: vector.nonce),
          associated: Self.associated)
      }
    }
  }

  @Test(arguments: [
    (15, 32, 12), (0, 32, 12), (16, 31, 12), (16, 0, 12), (16, 33, 12), (16, 32, 0),
  ])
  func `refuses a length that does not exist`(tag: Int, key: Int, nonce: Int) {
    #expect(throws: ImportError.damaged(.cipher)) {
      try ForeignCipher.openGCM(
        [1, 2, 3], tag: [UInt8](repeating: 0, count: tag),
        key: Secret(bytes: [UInt8](repeating: 0, count: key)),
        nonce: [UInt8](repeating: 0, count: nonce))
    }
  }
}

@Suite struct `A block cipher` {
  struct Vector: Sendable {
    let block: ForeignCipher.Block
    let mode: ForeignCipher.Mode
    let key: String
    let iv: String
    let ciphertext: String
    let plaintext: String
  }

  private static let nistPlaintext = """
    6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
    30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710
    """
  private static let key128 = "2b7e151628aed2a6abf7158809cf4f3c"
  private static let key256 = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
  private static let iv = "000102030405060708090a0b0c0d0e0f"
  private static let counter = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"

  /// NIST SP 800-38A, F.1, F.2 and F.5; the tables of known answers in the Twofish submission.
  static let vectors = [
    Vector(
      block: .aes, mode: .ecb, key: key128, iv: "",
      ciphertext: """
        3ad77bb40d7a3660a89ecaf32466ef97 f5d3d58503b9699de785895a96fdbaaf
        43b1cd7f598ece23881b00e3ed030688 7b0c785e27e8ad3f8223207104725dd4
        """, plaintext: nistPlaintext),
    Vector(
      block: .aes, mode: .cbc, key: key128, iv: iv,
      ciphertext: """
        7649abac8119b246cee98e9b12e9197d 5086cb9b507219ee95db113a917678b2
        73bed6b8e3c1743b7116e69e22229516 3ff1caa1681fac09120eca307586e1a7
        """, plaintext: nistPlaintext),
    Vector(
      block: .aes, mode: .cbc, key: key256, iv: iv,
      ciphertext: """
        f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d
        39f23369a9d9bacfa530e26304231461 b2eb05e2c39be9fcda6c19078c6a9d1b
        """, plaintext: nistPlaintext),
    Vector(
      block: .aes, mode: .ctr, key: key256, iv: counter,
      ciphertext: """
        601ec313775789a5b7a7f504bbf3d228 f443e3ca4d62b59aca84e990cacaf5c5
        2b0930daa23de94ce87017ba2d84988d dfc9c58db67aada613c2dd08457941a6
        """, plaintext: nistPlaintext),
    Vector(
      block: .twofish, mode: .ecb, key: "00000000000000000000000000000000", iv: "",
      ciphertext: "9f589f5cf6122c32b6bfec2f2ae8c35a",
      plaintext: "00000000000000000000000000000000"),
    Vector(
      block: .twofish, mode: .cbc,
      key: "d43bb7556ea32e46f2a282b7d45b4e0d57ff739d4dc92c1bd7fc01700cc8216f",
      iv: "00000000000000000000000000000000", ciphertext: "6cb4561c40bf0a9705931cb6d408e7fa",
      plaintext: "90afe91bb288544f2c32dc239b2635e6"),
  ]

  @Test(arguments: vectors)
  func `gives the published plaintext`(vector: Vector) throws {
    let plaintext = try ForeignCipher.decrypt(
      bytes(hex: vector.ciphertext), vector.block, vector.mode, key: secret(hex: vector.key),
      iv: bytes(hex: vector.iv), padding: .none)
    #expect(plaintext.bytes == bytes(hex: vector.plaintext))
  }

  @Test func `in counter mode takes any number of bytes`() throws {
    let plaintext = try ForeignCipher.decrypt(
      bytes(hex: "601ec31377"), .aes, .ctr, key: secret(hex: Self.key256),
      iv: bytes(hex: Self.counter), padding: .none)
    #expect(plaintext.bytes == bytes(hex: "6bc1bee22e"))
  }

  /// Blocks that end in the bytes of the argument, encrypted by Python's cryptography.
  @Test(arguments: [
    ("57127d4034b1bebfaef466b9c7726fc6", "00000000000000000000000000000001", 15),
    ("a254be88e037ddd9d79fb6411c3f9df8", "10101010101010101010101010101010", 0),
  ])
  func `takes a whole padding off`(ciphertext: String, block: String, length: Int) throws {
    let whole = try ForeignCipher.decrypt(
      bytes(hex: ciphertext), .aes, .ecb, key: secret(hex: Self.key128), iv: [], padding: .none)
    try #require(whole.bytes == bytes(hex: block))
    let text = try ForeignCipher.decrypt(
      bytes(hex: ciphertext), .aes, .ecb, key: secret(hex: Self.key128), iv: [])
    #expect(text.bytes == Array(bytes(hex: block).prefix(length)))
  }

  @Test(arguments: ["6bc1bee22e409f96e93d7e117393172a", "ae2d8a571e03ac9c9eb76fac45af8e51"])
  func `tells that the padding is none`(noise: String) {
    #expect(throws: ImportError.wrongPassword) {
      try ForeignCipher.decrypt(
        bytes(hex: noise), key: secret(hex: Self.key128), iv: bytes(hex: Self.iv))
    }
    #expect(throws: ImportError.wrongPassword) {
      try ForeignCipher.decrypt([], key: secret(hex: Self.key128), iv: bytes(hex: Self.iv))
    }
  }

  @Test(
    arguments: [
      (.cbc, 16, 16, 15), (.cbc, 16, 15, 16), (.ecb, 16, 16, 16), (.ctr, 16, 0, 16),
      (.cbc, 20, 16, 16),
    ]
      as [(ForeignCipher.Mode, Int, Int, Int)])
  func `refuses a length that does not exist`(
    mode: ForeignCipher.Mode, key: Int, iv: Int, length: Int
  ) {
    for block in [ForeignCipher.Block.aes, .twofish] {
      #expect(throws: ImportError.damaged(.cipher)) {
        try ForeignCipher.decrypt(
          [UInt8](repeating: 0, count: length), block, mode,
          key: Secret(bytes: [UInt8](repeating: 0, count: key)),
          iv: [UInt8](repeating: 0, count: iv))
      }
    }
  }
}

@Suite struct `A key stream` {
  /// RFC 8439, appendix A.1, vector 1; the ECRYPT vectors for Salsa20, set 1, vector 0.
  static let vectors: [(kind: ForeignKeyStream.Kind, key: String, nonce: Int, stream: String)] = [
    (
      .chaCha20, String(repeating: "00", count: 32), 12,
      """
      76b8e0ada0f13d90405d6ae55386bd28 bdd219b8a08ded1aa836efcc8b770dc7
      da41597c5157488d7724e03fb8d84a37 6a43b8f41518a11cc387b669b2ee6586
      """
    ),
    (
      .salsa20, "80" + String(repeating: "00", count: 31), 8,
      """
      e3be8fdd8beca2e3ea8ef9475b29a6e7 003951e1097a5c38d23b7a5fad9f6844
      b22c97559e2723c7cbbd3fe4fc8d9a07 44652a83e72a9c461876af4d7ef1a117
      """
    ),
  ]

  @Test(arguments: vectors.indices)
  func `is the published one, in whatever pieces it is used`(index: Int) throws {
    let vector = Self.vectors[index]
    for pieces in [[64], [1, 62, 1], [0, 17, 30, 17]] {
      let stream = try ForeignKeyStream(
        vector.kind, key: secret(hex: vector.key), nonce: [UInt8](repeating: 0, count: vector.nonce)
      )
      let used = try pieces.flatMap { try stream.decrypt([UInt8](repeating: 0, count: $0)).bytes }
      #expect(used == bytes(hex: vector.stream))
    }
  }

  @Test(arguments: [(31, 12), (32, 8), (32, 24)])
  func `refuses a length that does not exist`(key: Int, nonce: Int) {
    #expect(throws: ImportError.damaged(.cipher)) {
      try ForeignKeyStream(
        .chaCha20, key: Secret(bytes: [UInt8](repeating: 0, count: key)),
        nonce: [UInt8](repeating: 0, count: nonce))
    }
  }
}
