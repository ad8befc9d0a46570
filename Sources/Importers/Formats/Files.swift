internal import Authenticator

extension ImportFormat {
  /// An archive or a folder that is no backup of its own: whatever its files are. It is read where
  /// the catalogue has nothing else, and so is no line of it.
  static let files = ImportFormat(
    name: "files", forms: "each as if it were given alone",
    recognises: { !$0.members.isEmpty },
    read: { (document, context) throws(ImportError) in
      var files = FileReader(context)
      for member in document.members { try files.read(member) }
      return try files.result()
    })
}

/// Reads one file after the other.
private struct FileReader {
  private let context: ImportContext
  private var read = ImportResult()
  private var hasAny = false

  init(_ context: ImportContext) { self.context = context }

  /// Reads a file. One that is nothing that fob knows is counted; one that is damaged is named.
  mutating func read(_ member: ImportMember) throws(ImportError) {
    do {
      let recognised = try Importers.recognise(ImportDocument(member.content))
      read.add(try recognised.read(context))
      hasAny = true
    } catch .unrecognised {
      read.otherEntries += 1
    } catch .needsPassword {
      throw .needsPassword
    } catch {
      read.skipped.append(SkippedEntry(name: member.name, reason: .file(error)))
    }
  }

  /// What was read.
  ///
  /// - Throws: `ImportError.wrongPassword` where no file was opened and one has another password;
  ///   `ImportError.unrecognised` where there is nothing else at all.
  func result() throws(ImportError) -> ImportResult {
    guard !hasAny else { return read }
    if read.skipped.contains(where: { $0.reason == .file(.wrongPassword) }) { throw .wrongPassword }
    guard !read.skipped.isEmpty else { throw .unrecognised(.zip) }
    return read
  }
}
