internal import ArgumentParser
internal import Authenticator
internal import Secrets
internal import SystemPackage

/// `fob sync join`: this machine becomes one of a sync group.
struct JoinGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Sync with other machines, with the words that one of them shows.",
    discussion: """
      The accounts of both sides come together. The vault keeps its own password, recovery key and \
      slots; without a vault, make one first with fob init.

      Examples:
        fob sync join ~/Sync
        fob sync join ~/Sync --code-stdin < words
        fob sync join ~/Sync --code-picture photo.jpg
      """)

  @Argument(help: "The folder that the other machine syncs through.", completion: .directory)
  var folder: String

  @Flag(help: "Read the words from standard input, one line.")
  var codeStdin = false

  @Option(
    help: ArgumentHelp("Read the words from a picture of their QR code.", valueName: "file"),
    completion: .file())
  var codePicture: String?

  @OptionGroup var naming: DeviceNaming
  @OptionGroup var options: VaultOptions

  func validate() throws {
    guard codePicture == nil || !codeStdin else {
      throw ValidationError("choose --code-stdin or --code-picture")
    }
  }

  func run() throws {
    let place = try SyncPlace(folder)
    let name = try naming.chosen
    let found = try InvitationSearch(in: place.path)
    var opened = try options.open()
    guard opened.vault.syncStanding == nil else { throw Failure(.alreadyInGroup) }
    let (invitation, file) = try invitation(among: found)
    let base = file.removingLastComponent().removingLastComponent()
    let run = try SyncRun.save(&opened) { vault in
      do throws(SyncError) {
        try vault.joinGroup(
          invitation, folder: base.string, name: name, now: Clock.milliseconds)
      } catch {
        throw Failure(error)
      }
    }
    try? SystemCall.remove(file)
    let free = try giveFreeName(&opened) ?? name
    run.tell()
    Standard.note("\(free) syncs through \(base): \(run.changes.summary)")
  }

  /// Takes another name where a device has this one, which is known once their files were read.
  ///
  /// - Returns: the new name; `nil` where nobody had the old one.
  private func giveFreeName(_ opened: inout OpenVault) throws -> String? {
    guard let devices = opened.vault.syncStanding?.devices,
      let mine = devices.first(where: \.isThis)?.name, devices.isTaken(mine)
    else { return nil }
    let free = devices.freeName(like: mine)
    _ = try SyncRun.save(&opened) { vault in
      do throws(SyncError) {
        try vault.renameDevice(free)
      } catch {
        throw Failure(error)
      }
    }
    Standard.note("another device is called \(mine); fob sync rename changes this one's name")
    return free
  }

  /// Asks again where somebody mistypes.
  private func invitation(
    among found: InvitationSearch
  ) throws(Failure) -> (Invitation, FilePath) {
    if let codePicture {
      return try found.invitation(for: JoinGroup.code(JoinGroup.scan(codePicture)))
    }
    guard !codeStdin else {
      return try found.invitation(for: JoinGroup.code(SecretSource(0).read()))
    }
    for _ in 1..<JoinGroup.attempts {
      let typed = try JoinGroup.ask()
      do {
        return try found.invitation(for: JoinGroup.code(typed))
      } catch {
        Standard.report(error)
      }
    }
    return try found.invitation(for: JoinGroup.code(JoinGroup.ask()))
  }

  private static let attempts = 3

  private static func code(_ typed: borrowing SecretBytes) throws(Failure) -> PairingCode {
    do {
      return try typed.withBytes { (typed) throws(PairingCodeError) in
        try PairingCode(typed: typed)
      }
    } catch {
      throw Failure(error)
    }
  }

  private static func scan(_ picture: String) throws(Failure) -> SecretBytes {
    let file: (FileDescriptor, size: Int)
    do {
      file = try Files.open(FilePath(picture))
    } catch {
      throw Failure("cannot read \(picture): \(error.text)", status: .unreadableInput)
    }
    defer { try? file.0.close() }
    guard let payload = try PictureScanner.payload(of: file.0) else {
      throw Failure(
        "no single QR code can be read in \(picture)",
        hint: "take the picture anew, or type the words", status: .unreadableInput)
    }
    return payload.withBytes { SecretBytes(copying: $0) }
  }

  private static func ask() throws(Failure) -> SecretBytes {
    guard let terminal = Terminal() else {
      throw Failure(
        "there is no terminal to ask for the words at",
        hint: "give --code-stdin, or --code-picture",
        status: .usage)
    }
    return try terminal.askHidden("The twelve words: ")
  }
}

/// The invitations in a folder and in those right below it.
struct InvitationSearch {
  private var files: [(path: FilePath, bytes: [UInt8])] = []
  private static let mostFolders = 100
  private static let mostInvitations = 100

  /// - Throws: `Failure` where there is none.
  init(in folder: FilePath) throws(Failure) {
    search(folder)
    let entries = (try? SystemCall.entries(of: folder, atMost: SyncLimits.mostNames)) ?? []
    let folders = entries.map { folder.appending($0) }.filter {
      (try? Stat($0, followTargetSymlink: false).type) == .directory
    }
    for folder in folders.prefix(InvitationSearch.mostFolders) { search(folder) }
    guard !files.isEmpty else {
      throw Failure(
        "no other machine's invitation is in \(folder)",
        hint: "run fob sync pair on the other machine, and wait until the folder is here too",
        status: .unreadableInput)
    }
  }

  /// The invitation that a code opens, and its file.
  ///
  /// - Throws: `Failure`.
  func invitation(
    for code: borrowing PairingCode
  ) throws(Failure) -> (Invitation, FilePath) {
    var isDamaged = false
    for (path, bytes) in files {
      do throws(InvitationFault) {
        return (try Invitation(bytes, with: code), path)
      } catch .newerVersion(let version) {
        throw Failure(
          "a newer fob made the invitation (format \(version))",
          hint: "upgrade fob on this machine", status: .unreadableInput)
      } catch {
        isDamaged = isDamaged || error == .damaged
      }
    }
    throw Failure(
      isDamaged
        ? "the invitation is damaged, or only half of it is there yet"
        : "no invitation in the folder opens with these words",
      hint: "wait until the folder is here as a whole, or make new words with fob sync pair",
      status: .unreadableInput)
  }

  private mutating func search(_ folder: FilePath) {
    let entries = (try? SystemCall.entries(of: folder, atMost: SyncLimits.mostNames)) ?? []
    for entry in entries where files.count < InvitationSearch.mostInvitations {
      let path = folder.appending(entry)
      guard
        let bytes = try? Files.read(
          path, limit: Invitation.longest, startingWith: Invitation.start)
      else { continue }
      files.append((path, bytes))
    }
  }
}
