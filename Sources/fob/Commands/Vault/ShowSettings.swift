internal import ArgumentParser
internal import Authenticator

/// `fob settings`: what the user chose for this vault on this machine.
struct ShowSettings: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "settings", abstract: "Show the vault's settings, or change one.",
    discussion: """
      Settings stand in the vault file, and are never merged into another.

      Examples:
        fob settings
        fob settings agent-timeout 600
        fob settings hide-codes on
      """)

  @Argument(help: "A setting: \(Setting.allCases.map(\.rawValue).joined(separator: ", ")).")
  var name: Setting?

  @Argument(help: "Its new value.")
  var value: String?

  @Flag(help: "One JSON object.")
  var json = false

  @OptionGroup var options: VaultOptions

  func run() throws {
    try checkValue()
    var opened = try options.open()
    if let name, let value {
      try opened.update { vault in try name.set(value, in: &vault.settings) }
    }
    let settings = opened.vault.settings
    let shown = name.map { [$0] } ?? Setting.allCases
    if json {
      let pairs = shown.map { ($0.key, $0.value(in: settings)) }
      return try Standard.print(JSON.object(pairs).text)
    }
    guard name == nil else { return try Standard.print(shown[0].text(in: settings)) }
    let rows = shown.map { [$0.rawValue, $0.text(in: settings), $0.meaning] }
    try Standard.print(TextTable(rows: rows).text)
  }

  /// Before the password is asked for, which would be typed for nothing.
  private func checkValue() throws(Failure) {
    var trial = Settings()
    if let name, let value { try name.set(value, in: &trial) }
  }
}
