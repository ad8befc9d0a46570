internal import CMachine
internal import SystemPackage

/// Names that appeared in a folder, until their files are whole.
///
/// A file that is written there is told of again when it is closed, and is taken out. One that was
/// linked there, as programs do that want it to appear as a whole, is not told of again.
struct NewNames {
  /// How often the files are looked at, in milliseconds.
  static let tick: Int32 = 150
  /// How often a file must look the same where nobody tells whether it is being written.
  private static let enough = 4

  private struct Name {
    let path: FilePath
    var state: FileState?
    var times = 0
  }

  private var names: [Name] = []

  var isEmpty: Bool { names.isEmpty }

  mutating func add(_ path: FilePath) {
    remove(path)
    names.append(Name(path: path))
  }

  mutating func remove(_ path: FilePath) {
    names.removeAll { $0.path == path }
  }

  /// Takes out the files that nobody writes, in the order in which they appeared, and what is no
  /// file.
  ///
  /// - Returns: the files.
  mutating func takeWhole() -> [FilePath] {
    var (whole, waiting): ([FilePath], [Name]) = ([], [])
    for name in names {
      guard let file = try? Files.open(name.path).0 else { continue }
      defer { try? file.close() }
      var name = name
      let state = FileState(of: name.path)
      name.times = state == name.state ? name.times + 1 : 0
      name.state = state
      switch fob_is_being_written(file.rawValue) {
      case 0: whole.append(name.path)
      case -1 where name.times >= NewNames.enough: whole.append(name.path)
      default: waiting.append(name)
      }
    }
    names = waiting
    return whole
  }
}
