internal import Importers
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// Where the passwords of other apps' files come from: a descriptor, or else the user. Several files
/// of one app mostly have one password, so that of the file before is tried first. It goes with
/// this value, which the import drops once all files are read.
final class SourcePassword {
  /// How often the user may try.
  private static let attempts = 3

  private let descriptor: Int32?
  private let keyFile: Secret?
  /// The password that was given last, and for which file.
  private var last: (password: Secret, source: String)?

  /// - Parameters:
  ///   - descriptor: has a line for each password; a file that does not open with the line of the
  ///     file before takes the next.
  ///   - keyFile: the bytes of the key file of KeePass databases.
  init(_ descriptor: Int32?, keyFile: Secret? = nil) {
    (self.descriptor, self.keyFile) = (descriptor, keyFile)
  }

  /// Reads a file that has a password of its own.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - source: its name.
  ///   - arena: takes the secrets.
  /// - Returns: what it gave.
  /// - Throws: `Failure`, with `.unreadableInput` for a wrong password.
  func unlock(
    _ file: OtherAppsFile, from source: String, into arena: SecretArena
  ) throws(Failure) -> ImportReading {
    if let reading = try opened(file, into: arena) { return reading }
    if let last {
      let words = "trying the password of \(last.source) on \(source)"
      let tell = OtherAppsFile.announcement(of: words)
      if let reading = try file.unlocked(with: last.password, into: arena, beforeDeriving: tell) {
        return reading
      }
    }
    if let descriptor { return try read(file, from: source, descriptor, into: arena) }
    guard let terminal = Terminal() else { throw Failure(.needsPassword) }
    return try terminal.hidingTyping { () throws(Failure) in
      try unlock(file, from: source, into: arena, asking: terminal)
    }
  }

  /// What the key file opens alone; `nil` where there is none, or a password beside it.
  private func opened(
    _ file: OtherAppsFile, into arena: SecretArena
  ) throws(Failure) -> ImportReading? {
    guard let keyFile else { return nil }
    file.keyFile = keyFile
    do throws(Failure) {
      return try file.unlocked(with: nil, into: arena)
    } catch {
      guard error == Failure(.needsPassword) else { throw error }
      return nil
    }
  }

  private func unlock(
    _ file: OtherAppsFile, from source: String, into arena: SecretArena,
    asking terminal: borrowing Terminal
  ) throws(Failure) -> ImportReading {
    for attempt in 1...SourcePassword.attempts {
      let typed = try terminal.askHidden("Password of \(source) (\(file.kind)): ")
      if let reading = try take(Secret(typed), of: file, from: source, into: arena) {
        return reading
      }
      guard attempt < SourcePassword.attempts else { break }
      terminal.write("\(Failure(.wrongPassword).message), try again\n")
    }
    throw file.wrongPassword
  }

  private func read(
    _ file: OtherAppsFile, from source: String, _ descriptor: Int32, into arena: SecretArena
  ) throws(Failure) -> ImportReading {
    let line = Secret(try SecretSource(descriptor).read())
    // What has been tried already, or the end.
    if let last, line.count == 0 || line == last.password { throw file.wrongPassword }
    guard let reading = try take(line, of: file, from: source, into: arena) else {
      throw file.wrongPassword
    }
    return reading
  }

  /// Remembers a password for the next file, and tries it. One that was typed wrong is forgotten;
  /// a line of a descriptor may be that of the next file.
  private func take(
    _ password: Secret, of file: OtherAppsFile, from source: String, into arena: SecretArena
  ) throws(Failure) -> ImportReading? {
    let before = last
    last = (password, source)
    let reading = try file.unlocked(with: password, into: arena)
    if reading == nil, descriptor == nil { last = before }
    return reading
  }
}

extension OtherAppsFile {
  /// That no password opened it. Only KeePass has key files.
  var wrongPassword: Failure {
    let failure = Failure(ImportError.wrongPassword)
    guard kind == "KeePass", keyFile == nil else { return failure }
    return Failure(
      failure.message,
      hint: "a KeePass database may need its key file too: --source-key-file",
      status: failure.status)
  }

  /// Reads it with a password.
  ///
  /// - Parameters:
  ///   - password: perhaps its own; `nil` for none.
  ///   - arena: takes the secrets.
  ///   - tell: told of each derivation of a key.
  /// - Returns: what it gave; `nil` where the password is wrong.
  /// - Throws: `Failure`.
  func unlocked(
    with password: Secret?, into arena: SecretArena,
    beforeDeriving tell: @escaping (Int) -> Void = announcement()
  ) throws(Failure) -> ImportReading? {
    do {
      return try read(into: arena, password: password, beforeDeriving: tell)
    } catch ImportError.wrongPassword {
      return nil
    } catch let error as ImportError {
      throw Failure(error)
    } catch {
      throw error as? Failure ?? Failure("it cannot be read", status: .unreadableInput)
    }
  }
}
