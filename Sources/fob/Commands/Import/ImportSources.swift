internal import ArgumentParser
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// What the user names to import from, in the order in which it is read.
struct ImportSources: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Pictures, text files, folders, or -.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Flag(name: [.long, .customShort("r")], help: "Take what is in folders, and in theirs.")
  var recursive = false

  @Flag(help: "Take what was copied: a picture, or text.")
  var clipboard = false

  @Flag(help: "Take a picture of the screen, which is kept in memory only.")
  var screen = false

  @Flag(help: "With --screen: choose a part of it.")
  var select = false

  @Option(
    defaultAsFlag: Camera.any, parsing: .next,
    help: ArgumentHelp("Watch a camera until it sees a code.", valueName: "device"))
  var camera: String?

  @Option(
    help: ArgumentHelp(
      "Wait for files that arrive in a folder, until Ctrl-C.", valueName: "folder"))
  var watch: String?

  @Flag(help: "With --watch: end after the first file that has an account.")
  var once = false

  @Flag(help: "List the apps and files that can be read, and nothing else.")
  var formats = false

  @Option(
    name: .customLong("source-password-fd"),
    help: ArgumentHelp(
      "Read passwords of other apps' files there, one a line; each is tried on the next file, too.",
      valueName: "n"))
  var passwordDescriptor: Int32?

  @Option(
    name: .customLong("source-key-file"),
    help: ArgumentHelp("The key file of a KeePass database.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  func validate() throws {
    let named = !files.isEmpty || clipboard || screen || camera != nil
    guard named || watch != nil || formats else {
      throw ValidationError(
        "nothing to import from: name files or folders, or -, --clipboard, --screen, --camera or --watch"
      )
    }
    guard !named || watch == nil else {
      throw ValidationError("--watch stands alone: import the other things first")
    }
    guard screen || !select else { throw ValidationError("--select belongs to --screen") }
    guard watch != nil || !once else { throw ValidationError("--once belongs to --watch") }
  }

  /// What opens the sources that are sealed. A key file may be any file at all.
  ///
  /// - Throws: `Failure` where the key file cannot be read.
  func password() throws(Failure) -> SourcePassword {
    guard let keyFile else { return SourcePassword(passwordDescriptor) }
    do {
      let bytes = try Files.read(FilePath(keyFile), limit: ImportMaterial.longest)
      return SourcePassword(
        passwordDescriptor, keyFile: Secret(SecretBytes(copying: bytes.span)))
    } catch {
      throw Failure(
        "\(DisplayText.escaped(keyFile)): \(error.text)", status: .unreadableInput)
    }
  }

  /// The sources; what folders hold is found as it is asked for.
  var all: some Sequence<ImportSource> {
    let desktop: [ImportSource] =
      (clipboard ? [.clipboard] : []) + (screen ? [.screen(region: select)] : [])
      + (camera.map { [.camera($0)] } ?? [])
    return (files.map(sources) + [AnySequence(desktop)]).joined()
  }

  private func sources(of argument: String) -> AnySequence<ImportSource> {
    guard recursive, ImportSources.isFolder(argument) else {
      return AnySequence(CollectionOfOne(ImportSource(argument)))
    }
    return AnySequence(FoundFiles(below: FilePath(argument)))
  }

  /// Whether there is one source and no more.
  var isOnlyOne: Bool {
    !recursive
      && files.count + [clipboard, screen, camera != nil].count(where: \.self) == 1
  }

  private static func isFolder(_ argument: String) -> Bool {
    (try? Stat(FilePath(argument)).type) == .directory
  }
}

/// The files below a folder as sources.
private struct FoundFiles: Sequence, IteratorProtocol {
  private var walk: FolderWalk

  init(below folder: FilePath) { walk = FolderWalk(folder) }

  mutating func next() -> ImportSource? {
    switch walk.next() {
    case .file(let path): .file(path, isFound: true)
    case .unreadable(let path, let errno): .unreadableFolder(path, errno)
    case nil: nil
    }
  }
}
