internal import Authenticator
internal import Importers
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// One thing to import from: a file, or standard input.
struct ImportSource {
  /// The most bytes of an input: 64 MiB.
  private static let longest = 64 << 20

  /// As it was given.
  let argument: String

  /// The name to show.
  var label: String {
    isStandardInput ? "standard input" : DisplayText.escaped(argument)
  }

  private var isStandardInput: Bool { argument == "-" }

  /// Reads it, whatever it is.
  ///
  /// - Parameter arena: takes the secrets.
  /// - Returns: what was read, and what it was.
  /// - Throws: `Failure` with `.unreadableInput`.
  func read(into arena: SecretArena) throws(Failure) -> ImportReading {
    if OTPAuthURI.isAccount(Array(argument.utf8).span) {
      Standard.note(Add.commandLineWarning)
      return try ImportReading(text: Array(argument.utf8).span, arena: arena)
    }
    let descriptor = try open()
    defer { if !descriptor.isBorrowed { try? descriptor.file.close() } }
    let bytes = try contents(of: descriptor.file)
    if let helper = bytes.withBytes({ PictureHelper(for: $0) }) {
      let picture = try picture(bytes, from: descriptor)
      return try ImportReading(picture: PictureScanner.read(picture, with: helper), arena: arena)
    }
    return try bytes.withBytes { (bytes) throws(Failure) in
      try ImportReading(text: bytes, arena: arena)
    }
  }

  private func open() throws(Failure) -> (file: FileDescriptor, isBorrowed: Bool) {
    if let number = Descriptors.named(by: argument) {
      return (FileDescriptor(rawValue: number), isBorrowed: true)
    }
    do {
      let (descriptor, size) = try Files.open(FilePath(argument))
      guard size <= ImportSource.longest else {
        try? descriptor.close()
        throw FileFault.tooLarge(size)
      }
      return (descriptor, isBorrowed: false)
    } catch {
      throw unreadable(FileFault(error).text)
    }
  }

  private func contents(of descriptor: FileDescriptor) throws(Failure) -> SecretBytes {
    do {
      return try SecretInput.all(from: descriptor, limit: ImportSource.longest)
    } catch {
      throw unreadable(FileFault(error).text)
    }
  }

  /// A picture that came by a pipe stands in memory by now, and goes to the helper from there.
  private func picture(
    _ bytes: borrowing SecretBytes, from descriptor: (file: FileDescriptor, isBorrowed: Bool)
  ) throws(Failure) -> FileDescriptor {
    do {
      if !descriptor.isBorrowed {
        try descriptor.file.seek(offset: 0, from: .start)
        return descriptor.file
      }
      let copy = try SystemCall.anonymousFile()
      try bytes.withBytes { try copy.writeAll($0) }
      try copy.seek(offset: 0, from: .start)
      return copy
    } catch {
      throw unreadable(FileFault(error).text)
    }
  }

  private func unreadable(_ reason: String) -> Failure {
    Failure("cannot read \(label): \(reason)", status: .unreadableInput)
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
