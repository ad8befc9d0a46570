extension ImportFormat {
  /// What Apple's Passwords and Safari export: `Title,URL,Username,Password,Notes,OTPAuth`.
  static let appleCSV = ImportFormat(
    name: "Apple Passwords", forms: "CSV",
    recognises: { $0.csv?.has("title", "url", "username", "otpauth") ?? false },
    read: { (document, context) in
      LoginTable(title: ["title"], username: ["username"], code: ["otpauth"], note: ["notes"])
        .read(document, context)
    })
}
