extension ExportFormat {
  /// Every format, in the order in which help tells of them.
  public static let catalogue = [
    otpauth, aegis, aegisEncrypted, twoFAS, google, andOTP, freeOTPPlus, bitwarden, ente,
    enteEncrypted, stratum, stratumEncrypted, keePass, html, pdf,
  ]

  /// A format, by its name.
  ///
  /// - Parameter name: as the command line has it.
  /// - Returns: `nil` for any other name.
  public static func named(_ name: String) -> ExportFormat? {
    catalogue.first { $0.name == name }
  }

  /// The same with a password; `nil` where there is no such form, or where this is it.
  public var encrypted: ExportFormat? {
    isEncrypted ? nil : ExportFormat.named(name + "-encrypted")
  }
}
