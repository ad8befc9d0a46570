extension ImportFormat {
  /// What KeePassXC exports as a table: `Group,Title,Username,...,Notes,TOTP,...`; the group is a
  /// path from the database's own name on.
  static let keePassXCTable = ImportFormat(
    name: "KeePassXC tables", forms: "CSV",
    recognises: { $0.csv?.has("group", "title", "username", "totp") ?? false },
    read: { (document, context) in
      let columns = LoginTable(
        title: ["title"], username: ["username"], code: ["totp"], note: ["notes"])
      return columns.read(document, context) { entry, row in
        let path = (row["group"] ?? "").split(separator: "/").dropFirst()
        entry.isTrashed = path.first == "Recycle Bin"
        if !path.isEmpty, !entry.isTrashed { entry.tags = [path.joined(separator: "/")] }
      }
    })
}
