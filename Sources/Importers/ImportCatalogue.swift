extension ImportFormat {
  /// Every format, in the order in which they are tried.
  public static let catalogue = [
    aegis,
    twoFAS,
    bitwarden,
    ente,
    protonAuthenticator,
    protonPass,
    onePassword,
    lastPass,
    dashlane,
    synology,
    myki,
    enpass,
    keePassXCTable,
    raivo,
    browserExtension,
    keePass,
    uriList,
    appleCSV,
  ]
}
