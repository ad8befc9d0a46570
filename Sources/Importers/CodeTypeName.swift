internal import Authenticator

extension CodeType {
  /// What apps call the types beside their own names.
  private static let otherNames: [String: CodeType] = [
    "timebased": .totp, "counterbased": .hotp, "steamguard": .steam, "steamtotp": .steam,
    "yaotp": .yandex,
  ]

  /// A type by any of the names that apps give it: "TOTP", "steam", "Yandex", "time-based".
  ///
  /// - Parameter value: the name; where there is none it is TOTP, which old versions of most apps
  ///   knew alone. `nil` comes of a name that nobody knows.
  init?(named value: JSONValue?) {
    self.init(named: value?.scalarText ?? (value == nil ? "" : "?"))
  }

  /// A type by any of the names that apps give it; TOTP where the name is empty.
  init?(named name: String) {
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    guard !letters.isEmpty else {
      guard name.trimmed.isEmpty else { return nil }
      self = .totp
      return
    }
    guard let type = CodeType(rawValue: letters) ?? Self.otherNames[letters] else { return nil }
    self = type
  }
}
