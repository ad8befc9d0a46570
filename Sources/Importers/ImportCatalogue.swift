extension ImportFormat {
  /// Every format, in the order in which they are tried.
  public static let catalogue = [
    aegis,
    keePass,
    uriList,
    appleCSV,
  ]
}
