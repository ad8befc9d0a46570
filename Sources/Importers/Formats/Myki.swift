extension ImportFormat {
  /// What Myki exported: a table of logins with `twofaSecret`, and one of codes alone with
  /// `authToken`.
  static let myki = ImportFormat(
    name: "Myki", forms: "CSV",
    recognises: { document in
      guard let table = document.csv, table.has("nickname") else { return false }
      return table.has("twofasecret") || table.has("authtoken")
    },
    read: { (document, context) in
      LoginTable(
        title: ["nickname"], username: ["username"], code: ["twofasecret", "authtoken"],
        note: ["additionalinfo"]
      ).read(document, context)
    })
}
