internal import Authenticator
internal import SystemPackage

/// Goes through a round of sync when the vault or its sync folder has changed, for who holds the
/// vault open anyway. It is cheap to ask: most of the time it looks at the vault, the folder, and the
/// devices' files in it, into which an engine may write without a change of the folder.
struct SyncWatch {
  /// How often it looks, in milliseconds.
  private static let pause: UInt64 = 5000

  private var lastLook: UInt64 = 0
  private var vault: FileState?
  /// `nil` where the vault does not sync.
  private var folder: FilePath?
  /// The names in it that may be devices' files, as of its first state in `content`.
  private var names: [String] = []
  private var content: [FileState?] = []

  /// Goes through a round where one is due. What goes wrong is told by `fob sync`, and tried again
  /// when something has changed.
  ///
  /// - Parameter opened: as it is on the disk.
  mutating func follow(_ opened: inout OpenVault) {
    let now = Clock.monotonicMilliseconds
    guard now - lastLook >= SyncWatch.pause else { return }
    lastLook = now
    let file = FileState(of: opened.store.location.file)
    let isChanged = file != vault
    if isChanged { folder = opened.vault.syncStanding.map { SyncFolder($0).path } }
    let found = folder.map { look(at: $0) } ?? []
    // Remembered as it was before: what arrives meanwhile is due the next time.
    let isDue = folder != nil && (isChanged || found != content)
    (vault, content) = (file, found)
    if isDue { _ = try? SyncRun.save(&opened, isSeen: false) }
  }

  /// How the folder and its files look.
  private mutating func look(at folder: FilePath) -> [FileState?] {
    let state = FileState(of: folder)
    if state == nil || state != content.first {
      let entries = (try? SystemCall.entries(of: folder, atMost: SyncLimits.mostNames)) ?? []
      names = entries.map(\.string).filter { $0.contains(".fob") }.sorted()
    }
    return [state] + names.map { FileState(of: folder.appending($0), followsLinks: false) }
  }
}
