internal import Authenticator
internal import Secrets
internal import SystemPackage

// Key files on the disk: read only where they are what fob made and for their owner alone.

extension KeyFile {
  /// Reads a key file.
  ///
  /// - Parameter path: of the file itself: what a link points to may be changed by others.
  /// - Returns: the key.
  /// - Throws: `Failure` with `.locked`.
  static func read(_ path: String) throws(Failure) -> KeyFile {
    let content: SecretBytes
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .readOnly, options: [.nonBlocking, .noFollow, .closeOnExec])
      defer { try? descriptor.close() }
      try check(try descriptor.stat(), at: path)
      content = try SecretInput.all(from: descriptor, limit: KeyFile.length)
    } catch let failure as Failure {
      throw failure
    } catch Errno.tooManySymbolicLinkLevels {
      throw refusal(of: path, "it is a symbolic link", hint: "name the file itself")
    } catch {
      throw refusal(of: path, FileFault(error).text)
    }
    guard let keyFile = content.withBytes({ KeyFile($0) }) else { throw notAKeyFile(path) }
    return keyFile
  }

  /// Writes a new key file for its owner alone.
  ///
  /// - Throws: `Failure`; what is there already stays.
  func write(to path: FilePath) throws(Failure) {
    do {
      let content = content
      try content.withBytes { (content) throws(FileFault) in
        try Files.writeNewSecret(content, to: path)
      }
      let folder = path.removingLastComponent()
      try Files.synchronizeFolder(folder.isEmpty ? "." : folder)
    } catch {
      throw Failure(
        "cannot write \(path): \(error.text)", hint: "fob never writes over a file; name a new one")
    }
  }

  private static func check(_ stat: Stat, at path: String) throws(Failure) {
    guard stat.type == .regular else {
      throw refusal(of: path, FileFault.notAFile(stat.type == .directory).text)
    }
    let open: FilePermissions = [.groupReadWriteExecute, .otherReadWriteExecute]
    guard stat.permissions.isDisjoint(with: open) else {
      throw refusal(of: path, "others may use it, too", hint: "chmod 600, if nobody did")
    }
    guard stat.size == KeyFile.length else { throw notAKeyFile(path) }
  }

  private static func notAKeyFile(_ path: String) -> Failure {
    refusal(
      of: path, "this is no key file",
      hint: "fob slots add key-file makes one; it has \(KeyFile.length) bytes")
  }

  private static func refusal(of path: String, _ reason: String, hint: String? = nil) -> Failure {
    Failure("cannot use the key file \(path): \(reason)", hint: hint, status: .locked)
  }
}
