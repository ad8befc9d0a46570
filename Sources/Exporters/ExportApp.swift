public import Authenticator

/// An app that accounts go to: which format it takes, and which accounts it can do something with.
/// Where an app takes an account and computes other codes of it, it does not take it here.
public struct ExportApp: Sendable {
  /// What the command line calls it: "2fas".
  public let name: String
  /// What it takes.
  public let format: ExportFormat
  private let abilities: ExportAbilities

  private init(_ name: String, _ format: ExportFormat, _ abilities: ExportAbilities) {
    (self.name, self.format, self.abilities) = (name, format, abilities)
  }

  /// Every app, in the order of their names. The limits are those of their sources; KeePassXC's were
  /// seen in version 2.7.4.
  public static let catalogue = [
    // On iOS, any other number becomes 6 digits or 30 seconds.
    ExportApp(
      "2fas", .twoFAS,
      ExportAbilities([.totp, .hotp, .steam], digits: 5...8) { [10, 30, 60, 90].contains($0) }),
    // A period is an Int of milliseconds.
    ExportApp("aegis", .aegis, ExportAbilities(.all) { $0 <= 2_147_483 }),
    ExportApp("andotp", .andOTP, ExportAbilities([.totp, .hotp, .steam, .motp])),
    ExportApp("bitwarden", .bitwarden, ExportAbilities([.totp, .steam])),
    ExportApp("ente", .ente, ExportAbilities([.totp, .hotp, .steam])),
    // 10 to the 10th power does not fit into its Int.
    ExportApp(
      "freeotp-plus", .freeOTPPlus, ExportAbilities([.totp, .hotp, .steam], digits: 1...9)),
    ExportApp("google", .google, ExportAbilities([.totp, .hotp])),
    ExportApp(
      "keepass", .keePass,
      ExportAbilities([.totp, .hotp], digits: 1...8, hotp: (.sha1, digits: 6...6))),
    ExportApp(
      "keepassxc", .keePass, ExportAbilities([.totp, .steam], digits: 1...9) { $0 <= 60 }),
    // A period has 16 bits.
    ExportApp("proton", .aegis, ExportAbilities([.totp, .steam]) { $0 <= 65_535 }),
    ExportApp("stratum", .stratum, ExportAbilities(.all)),
  ]

  /// An app, by its name.
  ///
  /// - Parameter name: as the command line has it.
  /// - Returns: `nil` for any other name.
  public static func named(_ name: String) -> ExportApp? {
    catalogue.first { $0.name == name }
  }

  /// Why an account cannot go there. Some of these apps take nothing of a file that has an account
  /// of a type that they do not know.
  ///
  /// - Parameter account: any account.
  /// - Returns: a reason that follows "it", or `nil` where it can.
  public func reasonAgainst(_ account: Account) -> String? {
    abilities.reasonAgainst(account) ?? format.reasonAgainst(account)
  }
}

/// What an app computes codes of.
private struct ExportAbilities: Sendable {
  private let types: Set<CodeType>
  private let digits: ClosedRange<Int>
  private let hotp: (algorithm: HashAlgorithm?, digits: ClosedRange<Int>)
  private let takesPeriod: @Sendable (Int) -> Bool

  /// Abilities.
  ///
  /// - Parameters:
  ///   - types: all that it knows.
  ///   - digits: of TOTP, and of HOTP where nothing else is said.
  ///   - hotp: the only hash function of HOTP, and its digits.
  ///   - takesPeriod: of TOTP, in seconds.
  init(
    _ types: Set<CodeType>, digits: ClosedRange<Int> = 1...10,
    hotp: (HashAlgorithm, digits: ClosedRange<Int>)? = nil,
    takesPeriod: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) {
    (self.types, self.digits, self.takesPeriod) = (types, digits, takesPeriod)
    self.hotp = (hotp?.0, hotp?.digits ?? digits)
  }

  func reasonAgainst(_ account: Account) -> String? {
    let credential = account.credential
    guard types.contains(credential.type) else {
      return "has codes of a type that the app does not know"
    }
    switch credential.type {
    case .totp: return account.reasonUnless(digits) ?? account.reasonUnless(period: takesPeriod)
    case .hotp:
      if let only = hotp.algorithm, only != credential.algorithm {
        return "counts its codes with \(credential.algorithm.rawValue)"
      }
      return account.reasonUnless(hotp.digits)
    case .steam, .yandex, .motp: return nil
    }
  }
}

extension Set<CodeType> {
  fileprivate static var all: Set<CodeType> { Set(CodeType.allCases) }
}
