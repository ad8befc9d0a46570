internal import Secrets

/// What belongs to one vault file and never merges.
struct LocalPart: Sendable, Equatable {
  var clock: HybridClock
  var journal = Journal()
  /// What later versions put here.
  private var others = KeyedTable<Value>()

  init(device: DeviceID) { clock = HybridClock(device: device) }

  var value: Value {
    var map = others
    map["device"] = .bytes(clock.device.bytes)
    map["clock"] = .bytes(clock.latest.bytes)
    map["journal"] = .list(journal.changes.map(\.value))
    return .map(map)
  }

  /// `nil` where what this version needs is missing or of another kind.
  init?(_ value: Value) {
    guard let map = value.map, let device = map["device"]?.bytes.flatMap({ ID128($0) }),
      let latest = map["clock"]?.bytes.flatMap({ Stamp($0) }), let list = map["journal"]?.list
    else { return nil }
    let changes = list.compactMap(Change.init)
    guard changes.count == list.count else { return nil }
    clock = HybridClock(device: device, latest: latest)
    journal = Journal(changes)
    others = map
    for key in ["device", "clock", "journal"] { others[key] = nil }
  }
}
