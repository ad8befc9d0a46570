internal import Authenticator
internal import SystemPackage

/// How the files of a sync folder looked when they were read, so that what has not changed is not
/// read again. It lies in the state folder and holds no secret; without it, all files are read.
struct ReadRecord {
  enum Content {
    /// No sync file.
    case foreign
    case file(FileMark)
  }

  private let path: FilePath?
  private var lines: [String: (state: String, content: Content)] = [:]
  private static let longest = 16 << 20

  /// - Parameter location: of the vault that syncs.
  init(_ location: VaultLocation) {
    path = location.syncRecord
    guard let path, let bytes = try? Files.read(path, limit: ReadRecord.longest) else { return }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let (name, state, content) = ReadRecord.parse(line) else { continue }
      lines[name] = (state, content)
    }
  }

  /// Keeps another round of this vault away: two at one time could give their files the names in the
  /// wrong order. Without a home folder there is no lock, and no agent that would be the other.
  ///
  /// - Returns: the lock; `nil` where there is no place for it.
  /// - Throws: `Failure` where another round takes too long.
  static func lock(_ location: VaultLocation) throws(Failure) -> VaultLock? {
    guard let path = location.syncRecord else { return nil }
    do {
      try Files.makeFolders(path.removingLastComponent())
    } catch {
      throw .cannotWrite(path, error)
    }
    return try VaultLock(of: location.file, lock: FilePath(path.string + ".lock"))
  }

  /// What a file held when it looked like this.
  func content(of name: String, looking state: String) -> Content? {
    lines[name].flatMap { $0.state == state ? $0.content : nil }
  }

  /// Remembers a round. Where it cannot be written, the next round reads more.
  mutating func note(_ contents: SyncFolder.Contents, _ marks: [String: FileMark]) {
    let old = lines
    lines = [:]
    let candidates = Set(contents.files.map(\.name) + contents.unread.map(\.name))
    for (name, state) in contents.states {
      if let mark = marks[name] {
        lines[name] = (state, .file(mark))
      } else if let known = old[name], known.state == state {
        lines[name] = known
      } else if !candidates.contains(name) {
        lines[name] = (state, .foreign)
      }
    }
    save()
  }

  private func save() {
    guard let path else { return }
    let text = lines.sorted { $0.key < $1.key }.map { name, line in
      let name = Array(name.utf8).hexadecimal
      return switch line.content {
      case .foreign: "\(line.state) \(name)\n"
      case .file(let mark):
        "\(line.state) \(name) \(mark.device.bytes.hexadecimal) \(mark.sequence) "
          + "\(mark.hash.hexadecimal)\n"
      }
    }.joined()
    if let bytes = try? Files.read(path, limit: ReadRecord.longest), bytes == Array(text.utf8) {
      return
    }
    try? Files.makeFolders(path.removingLastComponent())
    try? OutputFile(path.string, replaces: true).write(text.utf8.span)
  }

  private static func parse(_ line: Substring) -> (String, String, Content)? {
    let words = line.split(separator: " ")
    guard words.count == 5 || words.count == 8, let name = bytes(words[4]) else { return nil }
    let state = words[..<4].joined(separator: " ")
    let text = String(decoding: name, as: UTF8.self)
    guard words.count == 8 else { return (text, state, .foreign) }
    guard let device = bytes(words[5]).flatMap({ ID128($0) }), let sequence = UInt64(words[6]),
      let hash = bytes(words[7])
    else { return nil }
    return (text, state, .file(FileMark(device: device, sequence: sequence, hash: hash)))
  }

  private static func bytes(_ digits: Substring) -> [UInt8]? {
    let values = digits.utf8.compactMap(\.hexadecimalValue)
    guard values.count == digits.utf8.count, values.count % 2 == 0 else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }
}

extension VaultLocation {
  /// Where a `ReadRecord` of this vault lies; `nil` where there is no home folder.
  fileprivate var syncRecord: FilePath? {
    generations?.removingLastComponent().appending("sync").appending(pathHash)
  }
}
