internal import ArgumentParser
internal import Authenticator
internal import Importers
internal import Secrets

/// `fob import`: pictures, lists of URIs, Google's export codes.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add accounts from QR pictures and otpauth URIs.",
    discussion: """
      Reads PNG and JPEG pictures with any number of QR codes, lists of otpauth URIs, and Google \
      Authenticator's export codes; - is standard input. Shows what it will do, and asks.

      Examples:
        fob import screenshot.png
        fob import --dry-run *.png accounts.txt
        wl-paste --type image/png | fob import -
      """)

  @Argument(help: ArgumentHelp("Pictures and text files, or -.", valueName: "file"))
  var sources: [String]

  @Flag(help: "Show what would be added, and add nothing.")
  var dryRun = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var options: VaultOptions

  func run() throws {
    var opened = try options.open()
    let (result, unreadable) = readAll()
    guard !result.accounts.isEmpty else { throw unreadable.last ?? nothing(in: result) }
    let plan = ImportPlan(result, into: opened.vault, now: Clock.milliseconds)
    try Standard.print(plan.lines.joined(separator: "\n"))
    if !dryRun, plan.changes > 0 { try write(plan, to: &opened) }
    if let failure = unreadable.last {
      throw Failure(
        "\(counted(unreadable.count, "file")) could not be read; the others were",
        hint: failure.hint, status: .unreadableInput)
    }
  }

  /// Reads every source; one that cannot be read is told, and does not stop the others.
  private func readAll() -> (ImportResult, unreadable: [Failure]) {
    let arena = SecretArena(chunkSize: 65_536)
    var (all, unreadable): (ImportResult, [Failure]) = (ImportResult(), [])
    for source in sources.map(ImportSource.init) {
      do throws(Failure) {
        let reading = try source.read(into: arena)
        Standard.note("\(source.label): \(reading.summary)")
        all.add(reading.result)
      } catch {
        unreadable.append(error)
        if sources.count > 1 { Standard.note("\(source.label): \(error.message)") }
      }
    }
    return (all, unreadable)
  }

  private func write(_ plan: ImportPlan, to opened: inout OpenVault) throws {
    try confirmation.require("Add \(counted(plan.changes, "account"))?")
    let now = Clock.milliseconds
    try opened.update { vault in vault.add(plan.result.accounts.map(\.account), now: now) }
    Standard.note("done; fob undo takes it back")
  }

  private func nothing(in result: ImportResult) -> Failure {
    for line in result.skipped { Standard.note("unreadable: \(line.reason.message)") }
    return Failure(
      "there is no account in what was given",
      hint: "a QR code that sets up an authenticator holds an otpauth URI",
      status: .unreadableInput)
  }
}
