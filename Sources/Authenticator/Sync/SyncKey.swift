internal import Secrets

/// A symmetric key that a sync group's files are sealed under.
struct SyncKey: Sendable, Equatable {
  let id: ID128
  /// One more than the key's before.
  let epoch: UInt64
  let secret: Secret
  /// Who was put out of the group when it was made, and so never got it.
  let excludes: Set<ID128>

  init(epoch: UInt64, excludes: Set<ID128>) {
    id = .random()
    self.epoch = epoch
    secret = Secret(.random(count: SealedBox.keyLength))
    self.excludes = excludes
  }

  var value: Value {
    .table([
      ("id", .bytes(id.bytes)), ("epoch", .unsigned(epoch)), ("key", .secret(secret)),
      ("excludes", .list(excludes.sorted().map { .bytes($0.bytes) })),
    ])
  }

  init?(_ value: Value) {
    guard let map = value.map, let id = map["id"]?.bytes.flatMap({ ID128($0) }),
      let epoch = map["epoch"]?.unsigned, let secret = map["key"]?.secret,
      secret.count == SealedBox.keyLength, let excludes = map["excludes"]?.list
    else { return nil }
    (self.id, self.epoch, self.secret) = (id, epoch, secret)
    self.excludes = Set(excludes.compactMap { $0.bytes.flatMap { ID128($0) } })
  }
}

extension [SyncKey] {
  /// How many a device keeps, so that it can read files of those that lag behind.
  static let mostKept = 32

  /// The newest key that nobody got who is out of the group.
  func current(without revoked: Set<ID128>) -> SyncKey? {
    filter { revoked.isSubset(of: $0.excludes) }.max { ($0.epoch, $0.id) < ($1.epoch, $1.id) }
  }

  /// Takes over keys that are not there yet, and forgets the oldest where there are too many.
  mutating func join(_ others: [SyncKey]) {
    let known = Set(map(\.id))
    self += others.filter { !known.contains($0.id) }
    sort { ($0.epoch, $0.id) < ($1.epoch, $1.id) }
    removeFirst(Swift.max(0, count - Self.mostKept))
  }
}
