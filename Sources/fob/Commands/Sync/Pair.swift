internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob sync pair`: twelve words that let one machine in.
struct Pair: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pair", abstract: "Show twelve words that let one other machine in.",
    discussion: """
      The words are good for one machine and one day. Whoever types them has all accounts, so show \
      them to nobody. The other machine needs the folder with the file that this command puts there.

      Examples:
        fob sync pair
        fob sync pair --print
      """)

  @OptionGroup var options: VaultOptions

  @Flag(help: "Print the words as one plain line, last.")
  var print = false

  func run() throws {
    guard print || SystemCall.isTerminal(.standardOutput) else {
      throw Failure(
        "there is no terminal to show the words on", hint: "give --print", status: .usage)
    }
    var opened = try options.open()
    let code = PairingCode()
    var invitation: FoundFile?
    let run = try SyncRun.save(&opened) { vault in
      do throws(SyncError) {
        invitation = try vault.invite(with: code, now: Clock.milliseconds)
      } catch {
        throw Failure(error)
      }
    }
    run.tell()
    guard let invitation, let standing = opened.vault.syncStanding else { throw Failure(.noGroup) }
    try SyncFolder(standing).prepare(invitation).publish()
    Standard.note("On the other machine, once the folder is there: fob sync join FOLDER")
    Standard.note("These words let one machine in, within a day, and it then has all accounts:")
    let text = code.text
    try text.withBytes { (text) throws(Failure) in try Standard.print(secret: text) }
    try Standard.print("")
    if !print { Pair.draw(Secret(code.text)) }
  }

  /// The words say it all; the code is for who would rather take a picture.
  private static func draw(_ words: Secret) {
    guard let matrix = try? QRDrawing().matrices(of: [words]).first else { return }
    let ink = InkLines(matrix)
    guard ink.columns <= SystemCall.columns(of: .standardOutput) ?? 0 else { return }
    try? Standard.print(ink.text)
  }
}
