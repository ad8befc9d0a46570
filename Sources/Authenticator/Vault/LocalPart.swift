internal import Secrets

/// What belongs to one vault file and never merges.
struct LocalPart: Sendable, Equatable {
  var clock: HybridClock
  var journal = Journal()
  var settings = Settings()
  /// When the slots of the file got their secrets.
  var slotTimes: [TimedID] = []
  /// What this device knows of those that it syncs with, read when a round needs it: `SyncGroup`.
  var sync: Value?
  /// When this was made as a backup, in Unix seconds; `nil` where it is none.
  var backupMade: UInt64?
  /// What later versions put here.
  private var others = KeyedTable<Value>()

  init(device: DeviceID) { clock = HybridClock(device: device) }

  var value: Value {
    var map = others
    map["device"] = .bytes(clock.device.bytes)
    map["clock"] = .bytes(clock.latest.bytes)
    map["journal"] = .list(journal.changes.map(\.value))
    map["slots"] = slotTimes.isEmpty ? nil : .list(slotTimes.map(\.value))
    map["sync"] = sync
    map["backup"] = backupMade.map(Value.unsigned)
    map["settings"] = settings.table.isEmpty ? nil : .map(settings.table)
    return .map(map)
  }

  /// What is missing or not understood begins anew: no account depends on it.
  init(_ value: Value?) {
    let map = value?.map ?? KeyedTable()
    let latest = try? map["clock"].map { (value) throws(EntryFault) in try Stamp(value) }
    clock = HybridClock(
      device: map["device"]?.bytes.flatMap { ID128($0) } ?? .random(), latest: latest ?? .zero)
    journal = Journal((map["journal"]?.list ?? []).compactMap(Change.init))
    settings = Settings(map["settings"]?.map ?? KeyedTable())
    slotTimes = TimedID.list(map["slots"], most: VaultHeader.slotCounts.upperBound)
    sync = map["sync"]
    backupMade = map["backup"]?.unsigned
    others = map
    for key in ["device", "clock", "journal", "settings", "slots", "sync", "backup"] {
      others[key] = nil
    }
  }
}
