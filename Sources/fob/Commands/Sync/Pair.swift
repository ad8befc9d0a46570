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
        fob sync pair --withdraw
      """)

  @OptionGroup var options: VaultOptions

  @Flag(help: "Print the words as one plain line, last.")
  var print = false

  @Flag(help: "Take back the words that nobody used yet.")
  var withdraw = false

  func run() throws {
    guard !withdraw else { return try takeBack() }
    guard print || SystemCall.isTerminal(.standardOutput) else {
      throw Failure(
        "there is no terminal to show the words on", hint: "give --print", status: .usage)
    }
    var opened = try options.open()
    let code = PairingCode()
    var invitation: FoundFile?
    // The invitation tells the newcomer whom this machine knows, and their keys: so it reads first.
    let first = try SyncRun.save(&opened, isSeen: false)
    if let failure = first.putOut { throw failure }
    let run = try SyncRun.save(&opened, needsMember: true) { vault in
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

  private func takeBack() throws {
    var opened = try options.open()
    var count = 0
    let run = try SyncRun.save(&opened, needsMember: true) { vault in
      do throws(SyncError) {
        count = try vault.withdrawInvitations()
      } catch {
        throw Failure(error)
      }
    }
    run.tell()
    Standard.note(
      count == 0
        ? "there are no words that somebody could still use"
        : "\(counted(count, "invitation")) taken back: the words let nobody in any more")
  }

  /// The words say it all; the code is for who would rather take a picture.
  private static func draw(_ words: Secret) {
    guard let matrix = try? QRDrawing().matrices(of: [words]).first else { return }
    let ink = InkLines(matrix)
    guard ink.columns <= SystemCall.columns(of: .standardOutput) ?? 0 else { return }
    try? Standard.print(ink.text)
  }
}
