internal import Importers
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// Where the passwords of other apps' files come from: a descriptor, or else the user.
final class SourcePassword {
  /// How often the user may try.
  private static let attempts = 3

  private let descriptor: Int32?
  private let keyFile: Secret?
  private var given: Secret?

  /// - Parameters:
  ///   - descriptor: has one line, which is the password of every file.
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
    if let descriptor {
      return try read(file, with: try password(from: descriptor), into: arena)
    }
    if keyFile != nil, let reading = try opened(file, into: arena) { return reading }
    guard let terminal = Terminal() else { throw Failure(.needsPassword) }
    for _ in 1..<SourcePassword.attempts {
      do throws(Failure) {
        return try ask(terminal, for: file, from: source, into: arena)
      } catch {
        guard error == Failure(.wrongPassword) else { throw error }
        terminal.write("\(error.message), try again\n")
      }
    }
    return try ask(terminal, for: file, from: source, into: arena)
  }

  private func password(from descriptor: Int32) throws(Failure) -> Secret {
    if let given { return given }
    let password = Secret(try SecretSource(descriptor).read())
    given = password
    return password
  }

  private func ask(
    _ terminal: borrowing Terminal, for file: OtherAppsFile, from source: String,
    into arena: SecretArena
  ) throws(Failure) -> ImportReading {
    let password = try terminal.askHidden("Password of \(source) (\(file.kind)): ")
    return try read(file, with: Secret(password), into: arena)
  }

  /// What the key file alone opens; `nil` where there is a password beside it.
  private func opened(
    _ file: OtherAppsFile, into arena: SecretArena
  ) throws(Failure) -> ImportReading? {
    do throws(Failure) {
      return try read(file, with: nil, into: arena)
    } catch {
      guard error == Failure(.needsPassword) else { throw error }
      return nil
    }
  }

  private func read(
    _ file: OtherAppsFile, with password: Secret?, into arena: SecretArena
  ) throws(Failure) -> ImportReading {
    do {
      return try file.read(into: arena, password: password, keyFile: keyFile)
    } catch let error as ImportError {
      throw Failure(error)
    } catch {
      throw error as? Failure ?? Failure("it cannot be read", status: .unreadableInput)
    }
  }
}

extension Failure {
  /// Where nobody can be asked.
  static let lockedSource = Failure(
    ImportError.needsPassword.message, hint: "fob import FILE asks for it",
    status: .unreadableInput)
}
