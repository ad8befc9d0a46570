internal import Glibc
internal import SystemPackage

/// Tells which files arrive in a folder: written and closed there, moved to it, or linked into it
/// (inotify(7)).
struct FolderWatch: ~Copyable {
  enum Event {
    case arrived(FilePath)
    /// More happened than the kernel kept.
    case missed
    /// The folder itself was removed or moved away.
    case gone
  }

  private static let arrivals = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO)
  private static let names = UInt32(IN_CREATE)
  private static let ends = UInt32(IN_DELETE_SELF | IN_MOVE_SELF)
  /// `struct inotify_event` before its name: watch, mask, cookie and the name's length.
  private static let headSize = 16

  private let folder: FilePath
  private let descriptor: FileDescriptor
  /// What was read and not given yet, the next one last.
  private var events: [Event] = []
  private var newNames = NewNames()

  /// Begins to watch.
  init(_ folder: FilePath) throws(Errno) {
    self.folder = folder
    descriptor = try FolderWatch.open(folder)
  }

  deinit { try? descriptor.close() }

  /// Waits for the next event, however long.
  mutating func next() throws -> Event {
    while true {
      if let event = events.popLast() { return event }
      guard newNames.isEmpty || hasNews(within: NewNames.tick) else {
        events = newNames.takeWhole().reversed().map(Event.arrived)
        continue
      }
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = try descriptor.read(into: &bytes, from: 0)
      events = parse(bytes[..<count]).reversed()
    }
  }

  private func hasNews(within milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&polled, 1, milliseconds) > 0
  }

  private static func open(_ folder: FilePath) throws(Errno) -> FileDescriptor {
    let number = inotify_init1(Int32(IN_CLOEXEC))
    try SystemCall.check(number)
    do throws(Errno) {
      let mask = arrivals | names | ends | UInt32(IN_ONLYDIR)
      try SystemCall.check(unsafe inotify_add_watch(number, folder.string, mask))
    } catch {
      close(number)
      throw error
    }
    return FileDescriptor(rawValue: number)
  }

  private mutating func parse(_ bytes: ArraySlice<UInt8>) -> [Event] {
    var (events, rest): ([Event], ArraySlice<UInt8>) = ([], bytes)
    while rest.count >= FolderWatch.headSize {
      let (mask, length) = (FolderWatch.number(rest, at: 4), FolderWatch.number(rest, at: 12))
      let name = rest.dropFirst(FolderWatch.headSize).prefix(Int(length))
      if let event = event(mask, name: name) { events.append(event) }
      rest = rest.dropFirst(FolderWatch.headSize + Int(length))
    }
    return events
  }

  private mutating func event(_ mask: UInt32, name: ArraySlice<UInt8>) -> Event? {
    if mask & UInt32(IN_Q_OVERFLOW) != 0 { return .missed }
    if mask & FolderWatch.ends != 0 { return .gone }
    let text = name.prefix { $0 != 0 }.map(CChar.init(bitPattern:)) + [0]
    guard mask & UInt32(IN_ISDIR) == 0, let name = FilePath.Component(platformString: text) else {
      return nil
    }
    let path = folder.appending(name)
    guard mask & FolderWatch.arrivals != 0 else {
      newNames.add(path)
      return nil
    }
    newNames.remove(path)
    return .arrived(path)
  }

  /// A number as this machine stores it.
  private static func number(_ bytes: ArraySlice<UInt8>, at position: Int) -> UInt32 {
    let part = Array(bytes.dropFirst(position).prefix(4))
    return unsafe part.span.bytes.unsafeLoadUnaligned(as: UInt32.self)
  }
}
