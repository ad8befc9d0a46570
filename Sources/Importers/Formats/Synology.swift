extension ImportFormat {
  /// What Synology's C2 Password exports: `Display_Name,Notes,Login_Username,...,Login_TOTP,
  /// Favorite,Others`.
  static let synology = ImportFormat(
    name: "Synology C2 Password", forms: "CSV",
    recognises: { $0.csv?.has("display_name", "login_totp") ?? false },
    read: { (document, context) in
      LoginTable(
        title: ["display_name"], username: ["login_username"], code: ["login_totp"],
        note: ["notes"], pinned: ["favorite"]
      ).read(document, context)
    })
}
