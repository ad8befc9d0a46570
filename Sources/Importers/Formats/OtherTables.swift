extension ImportFormat {
  /// A table of any other password manager, by the names that most of them give to such columns.
  static let otherTables = ImportFormat(
    name: "other password managers", forms: "CSV with a column like totp, otpauth or otp_secret",
    recognises: { document in
      guard let table = document.csv else { return false }
      return OtherTables.codes.contains { table.has($0) }
        && (OtherTables.titles + OtherTables.users).contains { table.has($0) }
    },
    read: { (document, context) in
      LoginTable(
        title: OtherTables.titles, username: OtherTables.users, code: OtherTables.codes,
        note: ["notes", "note", "comments", "comment"],
        tags: ["tags", "folder", "group", "category"], pinned: ["favorite", "favourite"]
      ).read(document, context)
    })
}

private enum OtherTables {
  static let titles = [
    "title", "name", "issuer", "service", "account_name", "label", "site", "url",
  ]
  static let users = ["username", "user", "login", "login_username", "account", "email"]
  static let codes = [
    "otpauth", "otpauth_url", "otpauth_uri", "otpurl", "otp_url", "otpuri", "otp_uri", "totp",
    "totp_secret", "totpsecret", "totp_uri", "totp_url", "otp", "otp_secret", "otpsecret",
    "one-time password", "authenticator key", "two-factor code", "2fa", "twofasecret",
  ]
}
