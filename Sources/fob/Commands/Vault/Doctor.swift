internal import ArgumentParser
internal import SystemPackage

/// `fob doctor`: what needs doing.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "doctor",
    abstract: "Look whether everything is as it should be, and say what to do.",
    discussion: """
      Each line says that something is fine, or what to do about it; the exit status is 1 where \
      something needs doing. It asks for the password, if it can, to look into the vault too.

      --rescue reads what can be read where the vault is damaged, and changes nothing.

      Examples:
        fob doctor
        fob doctor --no-vault --json
        fob doctor --rescue --output rescued.fob
      """)

  @Flag(name: .customLong("no-vault"), help: "Do not look into the vault.")
  var skipsVault = false

  @Flag(help: "One JSON array of {check, state, message, remedy}.")
  var json = false

  @Flag(help: "Read what can be read of a damaged vault.")
  var rescue = false

  @Option(help: ArgumentHelp("With --rescue, write it as a new vault.", valueName: "file"))
  var output: String?

  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard rescue || output == nil else { throw ValidationError("--output goes with --rescue") }
    guard !rescue || !(json || skipsVault) else {
      throw ValidationError("--rescue opens the vault, and tells people")
    }
    guard output != "" else { throw ValidationError("--output names no file") }
  }

  func run() throws {
    guard !rescue else { return try rescueVault() }
    let access = options.access
    var patient = Patient(VaultStore(location: try VaultLocation(option: access.path)))
    var report = Report()
    try look(HealthChecks.ofMachine, at: patient, into: &report)
    patient.content = try content(of: patient, by: access)
    try look(HealthChecks.ofContent, at: patient, into: &report)
    if json { try Standard.print(report.json.text) }
    guard !report.hasAdvice else { throw ExitCode(ExitStatus.failed.rawValue) }
  }

  private func rescueVault() throws {
    let store = VaultStore(location: try VaultLocation(option: options.vault))
    let rescue = try Rescue.read(store, by: options.access)
    try RescueReport.print(rescue, of: store.location.file)
    guard let output else {
      return Standard.note("nothing was written; --output FILE makes a new vault of it")
    }
    try rescue.write(to: FilePath(output))
    Standard.note("made \(output); look at it with: fob list --vault \(output)")
  }

  private func look(
    _ checks: [any HealthCheck], at patient: Patient, into report: inout Report
  ) throws(Failure) {
    for check in checks {
      let finding = check.look(at: patient)
      report.add(check.name, finding)
      if !json { try Standard.print(Report.text(check.name, finding)) }
    }
  }

  /// Whether a wrong answer would be the user's, and no lack of one.
  private var canAnybodyAnswer: Bool {
    let descriptors = [options.passwordDescriptor, options.recoveryKeyDescriptor]
    return options.keyFile != nil || descriptors.contains { $0 != nil }
      || SystemCall.environment("FOB_PASSWORD_FD") != nil
      || Terminal() != nil
  }

  /// Opens the vault, unless it cannot be, or nobody can be asked.
  private func content(
    of patient: Patient, by access: VaultAccess
  ) throws -> Result<VaultHealth, Patient.Closed> {
    guard !skipsVault else { return .failure(Patient.Closed(reason: "left out by --no-vault")) }
    guard case .success = patient.file else {
      return .failure(Patient.Closed(reason: "the vault cannot be read"))
    }
    do {
      return .success(try access.session().perform(ExamineVault()))
    } catch let failure as Failure where failure.status == .locked && !canAnybodyAnswer {
      return .failure(Patient.Closed(reason: failure.message))
    }
  }
}
