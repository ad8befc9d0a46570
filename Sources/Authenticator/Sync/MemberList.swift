/// Who belongs to a sync group: statements that only ever get more (Sync, *Members*).
///
/// Whoever holds the same statements comes to the same list, in whatever order they came.
struct MemberList: Sendable, Equatable {
  /// The group's id: the hash of its first statement.
  let group: ID128
  /// By hash; each signed by somebody who was brought in by another of them.
  private(set) var statements: [ID128: MemberStatement] = [:]
  /// How many there can be.
  static let most = 4096

  init(group: ID128) { self.group = group }

  /// The list that this device wrote down, whose signatures it checked before.
  init(group: ID128, checked: [MemberStatement]) {
    self.group = group
    statements = Dictionary(checked.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes in what is signed by somebody who was ever brought in, and leaves the rest.
  mutating func join(_ others: some Sequence<MemberStatement>) {
    var pending = others.filter { statements[$0.hash] == nil }
    var count = -1
    while count != pending.count, !pending.isEmpty {
      count = pending.count
      pending.removeAll { take($0) }
    }
  }

  static func == (left: MemberList, right: MemberList) -> Bool {
    left.group == right.group && left.statements.keys == right.statements.keys
  }

  private mutating func take(_ statement: MemberStatement) -> Bool {
    guard statements[statement.hash] == nil else { return true }
    guard statements.count < MemberList.most, isAllowed(statement) else { return false }
    statements[statement.hash] = statement
    return true
  }

  private func isAllowed(_ statement: MemberStatement) -> Bool {
    if case .found(let keys) = statement.act {
      return statement.hash == group && statement.isSigned(by: keys.signing)
    }
    return statements.values.contains { introduction in
      guard introduction.subject == statement.signer, let key = introduction.signingKey else {
        return false
      }
      // An invitation adds, and does nothing else.
      if introduction.deviceKeys == nil, statement.deviceKeys == nil { return false }
      return statement.isSigned(by: key)
    }
  }

  // MARK: What follows from the statements

  /// Devices and invitations that somebody put out. Who was put out itself meanwhile counts too:
  /// revocations at the same time add up.
  var revoked: Set<ID128> {
    Set(revocations.map(\.subject))
  }

  /// The devices that belong to the group now, with their keys.
  var devices: [DeviceID: MemberStatement.Keys] {
    let revoked = revoked
    return everyDevice.filter { !revoked.contains($0.key) }
  }

  /// The devices that were ever brought in, with their keys.
  var everyDevice: [DeviceID: MemberStatement.Keys] {
    var devices: [DeviceID: MemberStatement.Keys] = [:]
    for statement in introductions {
      devices[statement.subject] = devices[statement.subject] ?? statement.deviceKeys
    }
    return devices
  }

  /// The invitations that nobody ended yet, with when they end by themselves.
  var invitations: [ID128: UInt64] {
    let revoked = revoked
    var invitations: [ID128: UInt64] = [:]
    for statement in introductions where !revoked.contains(statement.subject) {
      if case .invite(_, let ends) = statement.act { invitations[statement.subject] = ends }
    }
    return invitations
  }

  /// The invitations that are over.
  var endedInvitations: Set<ID128> {
    let invited = statements.values.filter { if case .invite = $0.act { true } else { false } }
    return revoked.intersection(invited.map(\.subject))
  }

  /// The statements with which somebody brought in others, as far as they hold.
  func additions(by signer: ID128) -> Set<ID128> {
    Set(introductions.filter { $0.signer == signer }.map(\.hash))
  }

  /// Whom they brought in, devices and invitations, as far as that holds.
  func brought(by signers: Set<ID128>) -> Set<ID128> {
    Set(introductions.filter { signers.contains($0.signer) }.map(\.subject))
  }

  /// The device that another brought in and that put that one out, as after `fob rekey`: nobody but
  /// the old device itself can have done both.
  func successor(of device: DeviceID) -> DeviceID? {
    let signers = Set(revocations.filter { $0.subject == device }.map(\.signer))
    return introductions.first { statement in
      statement.signer == device && statement.deviceKeys != nil
        && signers == [statement.subject]
    }?.subject
  }

  private var revocations: [MemberStatement] {
    statements.values.filter { if case .revoke = $0.act { true } else { false } }
  }

  /// In the order of their hashes: those that hold.
  private var introductions: [MemberStatement] {
    var keeps: [ID128: Set<ID128>] = [:]
    for revocation in revocations {
      guard case .revoke(let kept) = revocation.act else { continue }
      keeps[revocation.subject] = keeps[revocation.subject]?.intersection(kept) ?? kept
    }
    let all = statements.values.filter { $0.signingKey != nil }.sorted { $0.hash < $1.hash }
    var held: Set<ID128> = []
    var subjects: Set<ID128> = []
    var count = -1
    while count != held.count {
      count = held.count
      for statement in all where !held.contains(statement.hash) {
        let isKept = keeps[statement.signer]?.contains(statement.hash) ?? true
        let isFirst = statement.hash == group
        guard isFirst || (isKept && subjects.contains(statement.signer)) else { continue }
        held.insert(statement.hash)
        subjects.insert(statement.subject)
      }
    }
    return all.filter { held.contains($0.hash) }
  }
}
