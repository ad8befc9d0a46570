import Authenticator
import Secrets
import TestSupport
import Testing

@testable import Importers

@Suite struct `A foreign hash` {
  /// FIPS 180-4 and RFC 1321: the hashes of "abc".
  @Test(
    arguments: [
      (.md5, "900150983cd24fb0d6963f7d28e17f72"),
      (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        .sha512,
        """
        ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a
        2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
        """
      ),
    ] as [(HashAlgorithm, String)])
  func `is the published one, over parts as over the whole`(
    algorithm: HashAlgorithm, digest: String
  ) throws {
    let whole = try ForeignHash.digest(algorithm, of: Secret(text: "abc"))
    let parts = try ForeignHash.digest(
      algorithm, of: Secret(text: "a"), Secret(text: ""), Secret(text: "bc"))
    #expect(whole.bytes == bytes(hex: digest) && parts == whole)
  }

  /// RFC 2202, test case 2, and RFC 4231, test case 3.
  @Test(
    arguments: [
      (
        .md5, "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "750c783e6ab0b503eaa86e310a5db738"
      ),
      (
        .sha1, "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
      ),
      (
        .sha256, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        String(repeating: "dd", count: 50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
      ),
      (
        .sha512, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        String(repeating: "dd", count: 50),
        """
        fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39
        bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb
        """
      ),
    ] as [(HashAlgorithm, String, String, String)])
  func `under a key is the published one`(
    algorithm: HashAlgorithm, key: String, message: String, code: String
  ) throws {
    let computed = try ForeignHash.hmac(
      algorithm, key: secret(hex: key), of: secret(hex: message))
    #expect(computed.bytes == bytes(hex: code))
  }

  /// RFC 5869, appendix A.1.
  @Test func `expands a key as published`() throws {
    let key = secret(hex: "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
    let expanded = try ForeignHash.expand(
      .sha256, key: key, info: bytes(hex: "f0f1f2f3f4f5f6f7f8f9"), length: 42)
    #expect(
      expanded.bytes
        == bytes(
          hex: """
            3cb25f25faacd57a90434f64d0362f2a 2d2d0a90cf1a5a4c5db02d56ecc4c5bf
            34007208d5b887185865
            """))
  }

  @Test(arguments: [0, -1, 255 * 32 + 1])
  func `expands to no length that does not exist`(length: Int) {
    #expect(throws: ImportError.damaged(.cipher)) {
      try ForeignHash.expand(.sha256, key: Secret(text: "key"), info: [], length: length)
    }
  }
}
