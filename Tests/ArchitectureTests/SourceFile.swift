import SystemPackage
import Testing
import VaultSupport

/// A file of the project, as text.
struct SourceFile: Sendable, CustomTestStringConvertible {
  /// Its path below the project's folder.
  let path: String
  let text: String

  var testDescription: String { path }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The module that it belongs to: the folder below `Sources`.
  var module: String {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// Its lines without comments and without what stands in quotes.
  var code: [String] {
    lines.map { line in
      let comment = line.firstRange(of: "//")?.lowerBound ?? line.endIndex
      return String(line[..<comment]).replacing(/"[^"]*"/, with: "\"\"")
    }
  }

  /// What it imports.
  var imports: Set<String> {
    Set(
      code.compactMap { $0.wholeMatch(of: /(?:[a-z@]+ )*import ([A-Za-z]+).*/)?.1 }.map(String.init)
    )
  }

  /// The files of a folder and those below it, whose names end so.
  static func all(in folder: String, endingIn suffixes: [String]) -> [SourceFile] {
    Folder.names(in: root + "/" + folder).flatMap { name in
      let path = folder + "/" + name
      guard !Folder.names(in: root + "/" + path).isEmpty else {
        return suffixes.contains { name.hasSuffix($0) } ? [SourceFile(path)] : []
      }
      return all(in: path, endingIn: suffixes)
    }
  }

  init(_ path: String) {
    self.path = path
    text = String(decoding: SourceFile.read(SourceFile.root + "/" + path), as: UTF8.self)
  }

  private static let root =
    FilePath(#filePath).removingLastComponent().appending("../..").lexicallyNormalized().string

  private static func read(_ path: String) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly)
      return try file.closeAfter {
        var bytes = [UInt8](repeating: 0, count: Int(try file.seek(offset: 0, from: .end)))
        _ = try unsafe bytes.withUnsafeMutableBytes { buffer in
          try unsafe file.read(fromAbsoluteOffset: 0, into: buffer)
        }
        return bytes
      }
    } catch {
      fatalError("\(path): \(error)")
    }
  }
}
