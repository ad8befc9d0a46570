public import Authenticator

/// An app that accounts go to: which format it takes, and which accounts it can do something with.
public struct ExportApp: Sendable {
  /// What the command line calls it: "2fas".
  public let name: String
  /// What it takes.
  public let format: ExportFormat
  private let types: Set<CodeType>

  /// Every app, in the order of their names.
  public static let catalogue = [
    ExportApp(name: "2fas", format: .twoFAS, types: [.totp, .hotp, .steam]),
    ExportApp(name: "aegis", format: .aegis, types: Set(CodeType.allCases)),
    ExportApp(name: "andotp", format: .andOTP, types: [.totp, .hotp, .steam, .motp]),
    ExportApp(name: "bitwarden", format: .bitwarden, types: [.totp, .steam]),
    ExportApp(name: "ente", format: .ente, types: [.totp, .hotp, .steam]),
    ExportApp(name: "freeotp-plus", format: .freeOTPPlus, types: [.totp, .hotp, .steam]),
    ExportApp(name: "google", format: .google, types: [.totp, .hotp]),
    ExportApp(name: "keepass", format: .keePass, types: [.totp, .hotp, .steam]),
    ExportApp(name: "keepassxc", format: .keePass, types: [.totp, .steam]),
    ExportApp(name: "proton", format: .aegis, types: [.totp, .steam]),
    ExportApp(name: "stratum", format: .stratum, types: Set(CodeType.allCases)),
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
    guard types.contains(account.credential.type) else {
      return "has codes of a type that the app does not know"
    }
    return format.reasonAgainst(account)
  }
}
