internal import ArgumentParser
internal import Authenticator
internal import SystemPackage

/// `fob sync init`: a new sync group, of this machine alone.
struct FoundGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Begin to sync through a folder, with this machine alone.",
    discussion: """
      The folder is one that Syncthing, git, rclone or a USB stick carries. Other machines join with \
      a code that fob sync pair shows.

      Examples:
        fob sync init ~/Sync
        fob sync init /media/stick --name laptop
      """)

  @Argument(help: "The folder; it is there already.", completion: .directory)
  var folder: String

  @Flag(help: "Begin another group where one is already.")
  var another = false

  @OptionGroup var naming: DeviceNaming
  @OptionGroup var options: VaultOptions

  func run() throws {
    let place = try SyncPlace(folder)
    let name = try naming.chosen
    guard another || !place.holdsGroup else {
      throw Failure(
        "\(place.path) holds a sync group already",
        hint: "join it with words of fob sync pair: fob sync join \(place.path); "
          + "--another begins a second one")
    }
    var opened = try options.open()
    let run = try SyncRun.save(&opened) { vault in
      do throws(SyncError) {
        try vault.foundGroup(folder: place.path.string, name: name)
      } catch {
        throw Failure(error)
      }
    }
    run.tell()
    Standard.note("\(name) syncs through \(place.path); let others in with: fob sync pair")
  }
}

/// A folder that the user named for sync.
struct SyncPlace {
  /// Without symbolic links.
  let path: FilePath

  /// - Throws: `Failure` where it is no folder.
  init(_ given: String) throws(Failure) {
    guard let path = SystemCall.resolve(FilePath(given)), (try? Stat(path).type) == .directory
    else {
      throw Failure(
        "there is no folder \(given)", hint: "make it, or mount the disk that it is on",
        status: .usage)
    }
    self.path = path
  }

  /// Whether a device of some group writes there.
  var holdsGroup: Bool {
    let entries = (try? SystemCall.entries(of: path, atMost: SyncLimits.mostNames)) ?? []
    return entries.contains { entry in
      entry.string.utf8.count == 32
        && SystemCall.names(in: path.appending(entry)).contains(where: SyncRound.isDeviceName)
    } || entries.contains { SyncRound.isDeviceName($0.string) }
  }
}

/// How this machine is called among others.
struct DeviceNaming: ParsableArguments {
  @Option(help: "What to call this machine; its host name unless given.")
  var name: String?

  /// - Throws: `Failure`.
  var chosen: String {
    get throws(Failure) {
      let name = name ?? String(SystemCall.hostName.prefix { $0 != "." })
      try DeviceNaming.check(name)
      return name
    }
  }

  /// - Throws: `Failure` where no device can be called so.
  static func check(_ name: String) throws(Failure) {
    guard (1...64).contains(name.utf8.count) else {
      throw Failure(
        "a device's name has 1 to 64 bytes", hint: "give another", status: .usage)
    }
  }
}
