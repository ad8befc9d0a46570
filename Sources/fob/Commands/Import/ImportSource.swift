internal import Authenticator
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// One thing to import from.
enum ImportSource {
  /// As it was named, or as it was found in a folder.
  case file(FilePath, isFound: Bool)
  /// Standard input, or another open descriptor.
  case descriptor(Int32)
  /// An account's URI, or a picture's as `data:`, on the command line.
  case uri(String)
  case clipboard
  case screen(region: Bool)
  /// A device, or `Camera.any`.
  case camera(String)
  /// A folder that cannot be listed.
  case unreadableFolder(FilePath, Errno)

  /// What an argument stands for.
  init(_ argument: String) {
    let text = Array(argument.utf8)
    if OTPAuthURI.isAccount(text.span) || DataURI.isOne(text.span) {
      self = .uri(argument)
    } else if let number = Descriptors.named(by: argument) {
      self = .descriptor(number)
    } else {
      self = .file(FilePath(argument), isFound: false)
    }
  }

  /// The name to show.
  var label: String {
    switch self {
    case .file(let path, _), .unreadableFolder(let path, _): DisplayText.escaped(path.string)
    case .descriptor(0): "standard input"
    case .descriptor(let number): "descriptor \(number)"
    case .uri: "the URI"
    case .clipboard: "the clipboard"
    case .screen: "the screen"
    case .camera: "the camera"
    }
  }

  /// Whether nobody named it: it was found in a folder.
  var isFound: Bool {
    if case .file(_, isFound: true) = self { true } else { false }
  }

  /// Gets hold of what it has.
  ///
  /// - Throws: `Failure` with `.unreadableInput`.
  func material() throws(Failure) -> ImportMaterial {
    do {
      switch self {
      case .file(let path, let isFound):
        if !isFound, let folder = BackupFolder(path) { return try folder.material() }
        return try file(path)
      case .descriptor(let number): return try ImportMaterial(Secret(all(number)))
      case .uri(let text):
        Standard.note(Add.commandLineWarning)
        return try ImportMaterial(Secret(SecretBytes(copying: Array(text.utf8).span)))
      case .clipboard: return try ImportMaterial(Clipboard.read())
      case .screen(let region): return try ImportMaterial(Screen.picture(ofRegion: region))
      case .camera(let name): return try camera(name)
      case .unreadableFolder(_, let errno): throw errno
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw unreadable(FileFault(error))
    }
  }

  private func unreadable(_ fault: FileFault) -> Failure {
    let hint: String? =
      switch fault {
      case .notAFile(true): "--recursive imports what is in it"
      case .tooLarge: "at most \(ImportMaterial.longest >> 20) MiB are read of a file"
      default: nil
      }
    return Failure(fault.text, hint: hint, status: .unreadableInput)
  }

  private func file(_ path: FilePath) throws -> ImportMaterial {
    let (file, size) = try Files.open(path)
    guard size <= ImportMaterial.longest else {
      try? file.close()
      return .other(unreadable(.tooLarge(size)))
    }
    return try ImportMaterial(file: file) { ImportSource.log(of: path) }
  }

  /// What SQLite keeps beside a database until it writes it there.
  private static func log(of database: FilePath) -> Secret? {
    let path = FilePath(database.string + "-wal")
    guard let (file, _) = try? Files.open(path) else { return nil }
    defer { try? file.close() }
    return try? Secret(SecretInput.all(from: file, limit: ImportMaterial.longest))
  }

  private func camera(_ name: String) throws(Failure) -> ImportMaterial {
    let (camera, name) = try Camera.open(name)
    Standard.note("watching \(name): hold the code before it; Ctrl-C ends it")
    return .picture(camera, .camera)
  }

  private func all(_ number: Int32) throws -> SecretBytes {
    try SecretInput.all(from: FileDescriptor(rawValue: number), limit: ImportMaterial.longest)
  }
}

/// The names under which a process's own descriptors are usually opened. As fob cannot be traced,
/// it cannot open them by name either.
enum Descriptors {
  /// The descriptor that a path stands for, if it does.
  static func named(by path: String) -> Int32? {
    switch path {
    case "-", "/dev/stdin": return 0
    default: break
    }
    for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
      return Int32(path.dropFirst(prefix.count))
    }
    return nil
  }
}
