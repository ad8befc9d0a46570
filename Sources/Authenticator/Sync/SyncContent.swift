internal import Secrets

/// What a device says in its file.
struct SyncContent {
  let shared: SharedState
  /// As the device is called.
  let name: String
  /// When it was written, by the device's clock, in Unix seconds.
  let time: UInt64
  let members: [MemberStatement]
  let keys: [SyncKey]
  let sightings: [DeviceID: Sighting]

  /// What a device has to say.
  init(_ shared: SharedState, of group: SyncGroup, time: UInt64) {
    self.shared = shared
    (name, self.time, keys) = (group.name, time, group.keys)
    members = Array(group.members.statements.values)
    sightings = group.sightings
  }

  init?(_ shared: SharedState, _ value: Value, in group: ID128) {
    guard let map = value.map, let name = map["name"]?.text, let time = map["time"]?.unsigned,
      let members = map["members"]?.list, let keys = map["keys"]?.list,
      members.count <= MemberList.most, keys.count <= [SyncKey].mostKept
    else { return nil }
    self.shared = shared
    (self.name, self.time) = (SyncGroup.shortened(name), time)
    self.members = members.compactMap { MemberStatement($0, in: group) }
    self.keys = keys.compactMap(SyncKey.init)
    sightings = Dictionary(
      (map["seen"]?.list ?? []).prefix(MemberList.most).compactMap(Sighting.pair),
      uniquingKeysWith: { first, _ in first })
  }

  var value: Value {
    .table([
      ("name", .text(name)), ("time", .unsigned(time)),
      ("members", .list(members.sorted { $0.hash < $1.hash }.map(\.value))),
      ("keys", .list(keys.map(\.value))), ("seen", Sighting.list(sightings)),
    ])
  }

  /// A hash of what is news to others: not when it was written, nor what was read meanwhile, or
  /// devices that read one another would never come to an end.
  var hash: [UInt8] {
    var hash = Blake2b()
    for record in shared.records { hash.update(record.hash.span) }
    hash.update(Array("members".utf8).span)
    for id in members.map(\.hash).sorted() { hash.update(id.bytes.span) }
    hash.update(Array("keys".utf8).span)
    for id in keys.map(\.id).sorted() { hash.update(id.bytes.span) }
    hash.update(Array("name".utf8).span)
    hash.update(Array(name.utf8).span)
    return hash.digest()
  }
}

extension SyncGroup {
  /// The longest name of a device, in bytes.
  static let longestName = 64

  /// A name that is no longer than one can be.
  static func shortened(_ name: String) -> String {
    var name = name
    while name.utf8.count > longestName { name.removeLast() }
    return name
  }
}
