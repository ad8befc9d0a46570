internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// `fob qr`: an account as a QR code, for a phone.
struct ShowQR: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "qr",
    abstract: "Show an account as a QR code, with its secret.",
    discussion: """
      Whoever sees the code has the account, so fob asks first. On a terminal it is shown until a \
      key is pressed, and leaves nothing behind.

      Examples:
        fob qr github
        fob qr github --output github.png
        fob qr github --yes --print
      """)

  @Argument(help: AccountChoice.help, completion: AccountCompletion.accounts) var query: String
  @OptionGroup var options: VaultOptions

  @Option(
    help: ArgumentHelp("Write a PNG picture, or - for standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Write over a file that is there.")
  var force = false

  @Flag(help: "Print the code and end; without colours where the output is no terminal.")
  var print = false

  @OptionGroup var confirmation: Confirmation

  func validate() throws {
    guard output == nil || !print else { throw ValidationError("choose --output or --print") }
    guard output != nil || !force else { throw ValidationError("--force goes with --output") }
  }

  func run() throws {
    try requirePlace()
    let opened = try options.open()
    let stored = try AccountChoice(query).one(of: opened.vault.accounts)
    noteCounter(of: stored)
    try confirmation.require("Show the secret of \(stored.label)?")
    let uri = Secret(OTPAuthURI.bytes(of: stored.account))
    if let output {
      try write(uri, to: output)
    } else {
      let matrices = try QRDrawing(level: .low).matrices(of: [uri])
      guard let matrix = matrices.first else { throw Failure.notDrawn }
      try show(matrix, of: stored)
    }
  }

  /// Before the password is asked for, which would be typed for nothing.
  private func requirePlace() throws(Failure) {
    guard output == nil, !print else { return }
    guard SystemCall.isTerminal(.standardOutput), SystemCall.isTerminal(.standardInput) else {
      throw Failure(
        "there is no terminal to show the code on", hint: "give --print, or --output FILE",
        status: .usage)
    }
    do {
      try CursesScreen.check()
    } catch {
      throw ShowQR.failure(error)
    }
  }

  private func noteCounter(of stored: StoredAccount) {
    guard stored.account.credential.type == .hotp else { return }
    Standard.note(
      "\(stored.label) counts its codes, from \(stored.account.counter) on in this QR code: two "
        + "devices that use it no longer agree, and the service may refuse the one behind")
  }
}

// MARK: - Places

extension ShowQR {
  private func write(_ uri: Secret, to output: String) throws {
    let pictures = try QRDrawing().pictures(of: [uri])
    guard let picture = pictures.first else { throw Failure.notDrawn }
    try picture.withBytes { (picture) throws in
      guard output != "-" else { return try Standard.print(secret: picture) }
      try OutputFile(output, replaces: force).write(picture)
    }
  }

  private func show(_ matrix: QRMatrix, of stored: StoredAccount) throws(Failure) {
    guard !print else { return try ShowQR.print(matrix) }
    do {
      let caption = "\(stored.label)  any key ends this"
      let signal = try QRScreen(showing: matrix, caption: caption).run()
      if let signal { SystemCall.end(by: signal) }
    } catch {
      throw ShowQR.failure(error)
    }
  }

  private static func print(_ matrix: QRMatrix) throws(Failure) {
    let ink = InkLines(matrix)
    if let columns = SystemCall.columns(of: .standardOutput), columns < ink.columns {
      throw Failure(
        "this code needs \(ink.columns) columns, and the terminal has \(columns)",
        hint: "make it wider, or give --output FILE")
    }
    try Standard.print(ink.text)
  }

  private static func failure(_ error: LiveScreenError) -> Failure {
    Failure(error.message, hint: "give --print, or --output FILE")
  }
}
