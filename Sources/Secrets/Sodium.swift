internal import CSodium

/// libsodium's initialisation, done once, and the one place where its return codes become errors.
enum Sodium {
  private static let isReady = sodium_init() >= 0

  /// Every use of libsodium stands behind this call.
  static func require() throws(SecretsError) {
    guard isReady else { throw .unavailable }
  }

  /// Turns a C return code into `error` unless it is 0.
  static func check(_ code: Int32, else error: SecretsError) throws(SecretsError) {
    guard code == 0 else { throw error }
  }
}
