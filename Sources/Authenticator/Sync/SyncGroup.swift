internal import Secrets

/// What a device knows of the sync group that it belongs to. It never merges.
struct SyncGroup: Sendable {
  /// Where the files lie, as the user gave it.
  var folder: String
  /// As this device is called in the group.
  var name: String
  /// The device whose keys these are: the vault's, until that becomes another.
  var device: DeviceID
  /// What the device's keys are made from.
  var seed: Secret
  var members: MemberList
  var keys: [SyncKey]
  /// Of the file that this device wrote last.
  var sequence: UInt64 = 0
  var fileHash: [UInt8] = []
  /// Of what it said, as far as that is news to others.
  var contentHash: [UInt8] = []
  var sightings: [DeviceID: Sighting] = [:]
  /// The devices of which a file was read that was sealed to this one.
  var knownBy: Set<DeviceID> = []
  /// What rounds that nobody saw have to tell, oldest first.
  var news: [String] = []
  /// A device whose files are not sealed to this one any more.
  var cutOffBy: DeviceID?

  init(
    folder: String, name: String, device: DeviceID, seed: Secret, members: MemberList,
    keys: [SyncKey]
  ) {
    (self.folder, self.name, self.device, self.seed) = (folder, name, device, seed)
    (self.members, self.keys) = (members, keys)
  }

  var id: ID128 { members.group }

  var signingKey: SigningKey { SigningKey(seed: seed.copied.subkey(1, context: "fobsync_")) }
  var letterBox: LetterBox { LetterBox(seed: seed.copied.subkey(2, context: "fobsync_")) }

  var publicKeys: MemberStatement.Keys {
    MemberStatement.Keys(signing: signingKey.publicKey, box: letterBox.publicKey)
  }

  /// Says something as this device.
  mutating func state(_ act: MemberStatement.Act, about subject: ID128) {
    members.join([
      MemberStatement(act, about: subject, in: id, as: device, signedBy: signingKey)
    ])
  }

  /// Puts a device or an invitation out; what it added so far stays.
  mutating func revoke(_ subject: ID128) {
    state(.revoke(keeps: members.additions(by: subject)), about: subject)
  }

  /// Brings in this device under a new name, with new keys, signed by what it was before.
  mutating func goOn(as new: DeviceID) {
    let fresh = Secret(SecretBytes.random(count: 32))
    var successor = self
    (successor.device, successor.seed) = (new, fresh)
    state(.add(successor.publicKeys), about: new)
    (device, seed) = (new, fresh)
    (sequence, fileHash, contentHash, knownBy) = (0, [], [], [])
  }
}

/// What a device was last seen to have written.
struct Sighting: Sendable, Equatable {
  var name = ""
  /// Of its newest file that was read here.
  var sequence: UInt64 = 0
  var hash: [UInt8] = []
  /// When that was written, by the device's own clock, in Unix seconds.
  var time: UInt64 = 0
  /// The highest sequence that anybody saw.
  var told: UInt64 = 0
}

extension Secret {
  /// The same bytes in locked memory of their own.
  var copied: SecretBytes { withBytes { SecretBytes(copying: $0) } }
}

// MARK: - In the vault

extension SyncGroup {
  init?(_ value: Value) {
    guard let map = value.map, let id = map["group"]?.bytes.flatMap({ ID128($0) }),
      let device = map["device"]?.bytes.flatMap({ ID128($0) }), let seed = map["seed"]?.secret,
      seed.count == 32, let folder = map["folder"]?.text, let name = map["name"]?.text
    else { return nil }
    let statements = (map["members"]?.list ?? []).compactMap { MemberStatement($0, in: id) }
    self.init(
      folder: folder, name: name, device: device, seed: seed,
      members: MemberList(group: id, checked: statements),
      keys: (map["keys"]?.list ?? []).compactMap(SyncKey.init))
    sequence = map["sequence"]?.unsigned ?? 0
    fileHash = map["file"]?.bytes ?? []
    contentHash = map["content"]?.bytes ?? []
    knownBy = Set((map["known"]?.list ?? []).compactMap { $0.bytes.flatMap { ID128($0) } })
    cutOffBy = map["cut"]?.bytes.flatMap { ID128($0) }
    news = (map["news"]?.list ?? []).compactMap(\.text)
    for (device, sighting) in (map["seen"]?.list ?? []).compactMap(Sighting.pair) {
      sightings[device] = sighting
    }
  }

  var value: Value {
    .table([
      ("group", .bytes(id.bytes)), ("device", .bytes(device.bytes)), ("seed", .secret(seed)),
      ("folder", .text(folder)), ("name", .text(name)), ("members", members.value),
      ("keys", .list(keys.map(\.value))), ("sequence", .unsigned(sequence)),
      ("file", .bytes(fileHash)), ("content", .bytes(contentHash)),
      ("seen", Sighting.list(sightings)),
      ("known", .list(knownBy.sorted().map { .bytes($0.bytes) })),
      ("news", .list(news.map(Value.text))), ("cut", cutOffBy.map { .bytes($0.bytes) } ?? .null),
    ])
  }
}

extension MemberList {
  var value: Value {
    .list(statements.values.sorted { $0.hash < $1.hash }.map(\.value))
  }
}

extension Sighting {
  static func list(_ sightings: [DeviceID: Sighting]) -> Value {
    .list(
      sightings.sorted { $0.key < $1.key }.map { device, sighting in
        .list([
          .bytes(device.bytes), .text(sighting.name), .unsigned(sighting.sequence),
          .bytes(sighting.hash), .unsigned(sighting.time), .unsigned(sighting.told),
        ])
      })
  }

  static func pair(_ value: Value) -> (DeviceID, Sighting)? {
    guard let list = value.list, list.count == 6,
      let device = list[0].bytes.flatMap({ ID128($0) }), let name = list[1].text,
      let sequence = list[2].unsigned, let hash = list[3].bytes, let time = list[4].unsigned,
      let told = list[5].unsigned
    else { return nil }
    return (
      device, Sighting(name: name, sequence: sequence, hash: hash, time: time, told: told)
    )
  }
}
