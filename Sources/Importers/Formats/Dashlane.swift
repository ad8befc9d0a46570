extension ImportFormat {
  /// The logins that Dashlane exports (`credentials.csv`): `username,...,title,...,note,...,
  /// otpSecret` or `otpUrl`.
  static let dashlane = ImportFormat(
    name: "Dashlane", forms: "CSV",
    recognises: { document in
      guard let table = document.csv, table.has("title", "username") else { return false }
      return table.has("otpsecret") || table.has("otpurl")
    },
    read: { (document, context) in
      LoginTable(
        title: ["title"], username: ["username", "username2", "username3"],
        code: ["otpurl", "otpsecret"], note: ["note"], tags: ["category"]
      ).read(document, context)
    })
}
