internal import Importers
internal import Secrets
internal import SystemPackage

/// Opens archives and databases through a helper that can do nothing else.
enum Unpacking {
  private static let outputLimit = 320 << 20
  private static let seconds: UInt64 = 60

  /// Whether a file is one that is opened by the helper.
  static func isNeeded(for file: Secret) -> Bool {
    [.zip, .sqlite].contains(file.withBytes { Content(of: $0) })
  }

  /// The files of an archive, or the tables of a database.
  ///
  /// - Parameters:
  ///   - file: the archive or the database.
  ///   - log: what a database has not yet written into its file.
  ///   - password: the password of the archive, where it is known.
  /// - Returns: what is in it.
  /// - Throws: `ImportError`; `Failure` where there is no helper.
  static func document(
    of file: Secret, log: Secret? = nil, password: Secret? = nil
  ) throws -> ImportDocument {
    let finished = try run(request([("password", password), ("log", log), ("file", file)]))
    switch finished.status {
    case 0:
      guard let document = ImportDocument.unpacked(finished.output) else { throw Failure.notOpened }
      return document
    case 2: throw ImportError.needsPassword
    case 3: throw ImportError.wrongPassword
    case 4: throw ImportError.tooLarge
    case 6: throw ImportError.damaged(.container)
    // What the loader says where a library is missing.
    case 127: throw Failure("archives are opened by libzip", hint: "install libzip4")
    default: throw Failure.notOpened
    }
  }

  private static func run(_ request: Secret) throws -> ChildProcess.Finished {
    let child = ChildProcess(
      executable: try HelperProgram.unpack.place(), outputLimit: outputLimit, seconds: seconds)
    let input = try request.anonymousFile()
    defer { try? input.close() }
    do {
      return try child.run(input: input)
    } catch .cannotStart(let errno) {
      throw Failure("cannot start \(child.executable): \(errno.description.lowercasedFirst)")
    } catch {
      throw Failure.notOpened
    }
  }

  private static func request(_ parts: [(word: String, bytes: Secret?)]) -> Secret {
    let lines = parts.compactMap { part in
      part.bytes.map { (head: "\(part.word) \($0.count)\n", bytes: $0) }
    }
    let (start, end) = ("fob-unpack 1\n", "end\n")
    let length = lines.reduce(start.utf8.count + end.utf8.count) {
      $0 + $1.head.utf8.count + $1.bytes.count + 1
    }
    return Secret(
      SecretBytes(capacity: length) { output in
        output.append(copying: start.utf8.span)
        for line in lines {
          output.append(copying: line.head.utf8.span)
          line.bytes.withBytes { output.append(copying: $0) }
          output.append(UInt8(ascii: "\n"))
        }
        output.append(copying: end.utf8.span)
      })
  }
}

extension Failure {
  fileprivate static let notOpened = Failure(
    "this file made the helper fail that opens it", hint: "export it again from the other app",
    status: .unreadableInput)
}
