internal import Secrets

/// A symmetric key that a sync group's files are sealed under.
struct SyncKey: Sendable, Equatable {
  let id: ID128
  /// One more than the key's before.
  let epoch: UInt64
  let secret: Secret
  /// Who was put out of the group when it was made, and so never got it.
  let excludes: Set<ID128>
  /// The device that made it, and its signature: a key of somebody who was put out seals nothing more,
  /// whomever it claims to exclude.
  let maker: DeviceID
  private let signature: [UInt8]

  private static let context = Array("fob sync key v1".utf8)

  init(
    epoch: UInt64, excludes: Set<ID128>, by maker: DeviceID, in group: ID128,
    signedBy key: borrowing SigningKey
  ) {
    id = .random()
    (self.epoch, self.excludes, self.maker) = (epoch, excludes, maker)
    secret = Secret(.random(count: SealedBox.keyLength))
    signature = key.signature(
      of: SyncKey.message(id, epoch, secret, excludes, by: maker, in: group))
  }

  var value: Value {
    .table([
      ("id", .bytes(id.bytes)), ("epoch", .unsigned(epoch)), ("key", .secret(secret)),
      ("excludes", .list(excludes.sorted().map { .bytes($0.bytes) })),
      ("maker", .bytes(maker.bytes)), ("signature", .bytes(signature)),
    ])
  }

  /// Whether its maker made it, for this group.
  func isSigned(by signing: [UInt8], in group: ID128) -> Bool {
    let message = SyncKey.message(id, epoch, secret, excludes, by: maker, in: group)
    return SigningKey.isValid(signature, of: message, by: signing)
  }

  private static func message(
    _ id: ID128, _ epoch: UInt64, _ secret: Secret, _ excludes: Set<ID128>, by maker: DeviceID,
    in group: ID128
  ) -> [UInt8] {
    var hash = Blake2b()
    secret.withBytes { hash.update($0) }
    return context + group.bytes + maker.bytes + id.bytes + epoch.bigEndianBytes + hash.digest()
      + excludes.sorted().flatMap(\.bytes)
  }

  init?(_ value: Value) {
    guard let map = value.map, let id = map["id"]?.bytes.flatMap({ ID128($0) }),
      let epoch = map["epoch"]?.unsigned, let secret = map["key"]?.secret,
      secret.count == SealedBox.keyLength, let excludes = map["excludes"]?.list,
      let maker = map["maker"]?.bytes.flatMap({ ID128($0) }),
      let signature = map["signature"]?.bytes
    else { return nil }
    (self.id, self.epoch, self.secret) = (id, epoch, secret)
    (self.maker, self.signature) = (maker, signature)
    self.excludes = Set(excludes.compactMap { $0.bytes.flatMap { ID128($0) } })
  }
}

extension [SyncKey] {
  /// How many a device keeps, so that it can read files of those that lag behind.
  static let mostKept = 32
}

extension SyncGroup {
  /// The key to seal with: the newest that a device of the group made and nobody got who is out of it.
  /// `nil` where there is none, since somebody was put out who has all of them.
  var currentKey: SyncKey? {
    let (devices, revoked) = (members.devices, members.revoked)
    return keys.filter { devices[$0.maker] != nil && revoked.isSubset(of: $0.excludes) }
      .max { ($0.epoch, $0.id) < ($1.epoch, $1.id) }
  }

  /// Takes over keys that were ever made by a device of the group.
  mutating func take(_ others: [SyncKey]) {
    let known = Set(keys.map(\.id))
    let unknown = others.filter { !known.contains($0.id) }
    guard !unknown.isEmpty else { return }
    let makers = members.everyDevice
    keep(
      keys
        + unknown.filter { key in
          makers[key.maker].map { key.isSigned(by: $0.signing, in: id) } ?? false
        })
  }

  /// Makes a key for those who are left, where there is none.
  mutating func renewKey() {
    guard currentKey == nil else { return }
    let latest = keys.map(\.epoch).max() ?? 0
    let key = SyncKey(
      epoch: Swift.max(latest, latest &+ 1), excludes: members.revoked, by: device, in: id,
      signedBy: signingKey)
    keep(keys + [key])
  }

  /// Forgets the oldest keys where there are too many, and before them those of devices that are out:
  /// they may claim any epoch.
  private mutating func keep(_ all: [SyncKey]) {
    let devices = members.devices
    let sorted = all.map { (isLeft: devices[$0.maker] == nil ? 0 : 1, key: $0) }
      .sorted { ($0.isLeft, $0.key.epoch, $0.key.id) < ($1.isLeft, $1.key.epoch, $1.key.id) }
    keys = sorted.suffix([SyncKey].mostKept).map(\.key)
  }
}
