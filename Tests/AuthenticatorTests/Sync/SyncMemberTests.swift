import Secrets
import Testing

@testable import Authenticator

@Suite struct `A sync group` {
  private static let github = Sample.account("GitHub", "alice", secret: Sample.secret("one"))

  @Test func `knows its devices by name`() throws {
    let group = try SampleGroup(3)
    for vault in group.devices {
      let names = try #require(vault.syncStanding).devices.map(\.name)
      #expect(names.sorted() == ["device 0", "device 1", "device 2"])
    }
  }

  @Test func `lets one machine in with one code`() throws {
    var group = try SampleGroup(1)
    let code = PairingCode()
    let file = try group.devices[0].invite(with: code, now: group.now)
    let invitation = try Invitation(file.bytes, with: code)
    var (first, second) = (Vault(), Vault())
    try first.joinGroup(invitation, folder: "/", name: "first", now: group.now)
    group.devices.append(first)
    #expect(try group.settle())
    // Somebody who has the words and kept the file comes later.
    try second.joinGroup(invitation, folder: "/", name: "second", now: group.now)
    group.devices[0].add([Self.github], now: group.now)
    #expect(try group.settle())
    let round = try SyncRound(second, files: group.files, now: group.now)
    #expect(round.vault.accounts.isEmpty, "the key is another since the first came")
    let theirs = try #require(round.file)
    let answer = try SyncRound(
      group.devices[0], files: group.files + [theirs], now: group.now)
    #expect(
      answer.findings == [.unread(name: theirs.name, .notAMember)]
        || answer.findings == [.unread(name: theirs.name, .unknownKey)])
    #expect(answer.vault.syncStanding?.devices.count == 2)
  }

  @Test func `lets nobody in with a code of yesterday`() throws {
    var group = try SampleGroup(1)
    let code = PairingCode()
    let file = try group.devices[0].invite(with: code, now: group.now)
    let invitation = try Invitation(file.bytes, with: code)
    var late = Vault()
    #expect(throws: SyncError.invitationEnded) {
      try late.joinGroup(
        invitation, folder: "/", name: "late", now: group.now + 86_401_000)
    }
    group.now += 86_401_000
    let epoch = try #require(group.devices[0].syncStanding?.epoch)
    try group.sync(0)
    #expect(group.devices[0].syncStanding?.epoch == epoch + 1, "its key is worth nothing now")
  }

  @Test func `opens an invitation with its own words alone`() throws {
    var group = try SampleGroup(1)
    let code = PairingCode()
    let file = try group.devices[0].invite(with: code, now: group.now).bytes
    #expect(throws: InvitationFault.otherCode) { try Invitation(file, with: PairingCode()) }
    #expect(throws: InvitationFault.foreign) { try Invitation([1, 2, 3], with: code) }
    for index in stride(from: 8, to: file.count, by: 61) {
      var changed = file
      changed[index] ^= 1
      #expect(throws: InvitationFault.self) { try Invitation(changed, with: code) }
      #expect(throws: InvitationFault.self) { try Invitation(Array(file[..<index]), with: code) }
    }
  }

  @Test func `takes a new key where a device is put out, which that one never sees`() throws {
    var group = try SampleGroup(3)
    try group.devices[0].revokeDevice(group.id(2))
    group.devices[0].add([Self.github], now: group.now)
    let lost = group.devices.removeLast()
    #expect(try group.settle())
    #expect(group.devices[1].accounts.count == 1)
    #expect(group.devices[1].syncStanding?.devices.count == 2)
    let round = try SyncRound(lost, files: group.files, now: group.now)
    #expect(round.vault.accounts.isEmpty)
  }

  @Test func `reads nothing more of a device that is out`() throws {
    var group = try SampleGroup(3)
    try group.devices[0].revokeDevice(group.id(2))
    try group.sync(0)
    group.devices[2].add([Self.github], now: group.now)
    let lost = try SyncRound(group.devices[2], files: [], now: group.now)
    let file = try #require(lost.file)
    // The other has not heard of it, but does in the same round.
    let round = try SyncRound(group.devices[1], files: [file] + group.files, now: group.now)
    #expect(round.vault.accounts.isEmpty)
    #expect(round.findings.contains(.unread(name: file.name, .revoked)))
    #expect(round.findings.contains(.putOut(group.id(2))))
  }

  @Test func `adds up what was revoked at one time`() throws {
    var group = try SampleGroup(4)
    try group.devices[0].revokeDevice(group.id(2))
    try group.devices[1].revokeDevice(group.id(3))
    let lost = [group.devices[2], group.devices[3]]
    group.devices.removeLast(2)
    #expect(try group.settle())
    #expect(group.devices.allSatisfy { $0.syncStanding?.devices.count == 2 })
    group.devices[0].add([Self.github], now: group.now)
    #expect(try group.settle())
    #expect(group.devices[1].accounts.count == 1)
    for vault in lost {
      #expect(try SyncRound(vault, files: group.files, now: group.now).vault.accounts.isEmpty)
    }
  }

  /// A thief may have let in another machine of his, which a revocation alone leaves in.
  @Test func `knows whom a device let in`() throws {
    var group = try SampleGroup(3)
    let code = PairingCode()
    let file = try group.devices[2].invite(with: code, now: group.now)
    try group.sync(2)
    var fourth = Sample.vault(device: 3)
    try fourth.joinGroup(
      Invitation(file.bytes, with: code), folder: "/", name: "device 3", now: group.now)
    group.devices.append(fourth)
    #expect(try group.settle())
    let thief = group.id(2)
    try group.devices[0].revokeDevice(thief)
    group.devices.remove(at: 2)
    #expect(try group.settle())
    let brought = group.devices[0].syncDevices(letInBy: thief)
    #expect(brought.map(\.id) == [group.id(2)])
    #expect(group.devices[0].syncDevices(letInBy: group.id(1)).isEmpty)
    #expect(group.devices[0].syncDevices(letInBy: group.id(0)).map(\.id) == [group.id(1)])
  }

  @Test func `does not claim to have put somebody out where it is full`() throws {
    var group = try SampleGroup(2)
    var full = try #require(group.devices[0].syncGroup)
    let key = full.signingKey
    let known = Array(full.members.statements.values)
    full.members = MemberList(
      group: full.id,
      checked: known
        + (known.count..<MemberList.most).map { _ in
          MemberStatement(
            .revoke(keeps: []), about: .random(), in: full.id, as: full.device, signedBy: key)
        })
    group.devices[0].syncGroup = full
    #expect(throws: SyncError.groupIsFull) { try group.devices[0].revokeDevice(group.id(1)) }
    #expect(throws: SyncError.groupIsFull) {
      _ = try group.devices[0].invite(with: PairingCode(), now: group.now)
    }
    #expect(group.devices[0].syncStanding?.devices.count == 2)
  }

  /// A thief who expects to be put out makes keys for the time after it.
  @Test func `seals nothing under a key of a device that is out, whatever that claims`() throws {
    var group = try SampleGroup(3)
    var thief = try #require(group.devices[2].syncGroup)
    thief.take(
      (0..<40).map { _ in
        SyncKey(
          epoch: .max, excludes: thief.members.revoked.union([thief.device]), by: thief.device,
          in: thief.id,
          signedBy: thief.signingKey)
      })
    group.devices[2].syncGroup = thief
    #expect(try group.settle())
    #expect(group.devices[0].syncStanding?.epoch == .max)
    try group.devices[0].revokeDevice(group.id(2))
    group.devices.removeLast()
    group.devices[0].add([Self.github], now: group.now)
    #expect(try group.settle())
    let file = try SyncFile(try #require(group.folder[group.fileName(0)]))
    #expect(!thief.keys.contains { $0.id == file.keyID })
    #expect(group.devices[1].accounts.count == 1)
  }

  @Test func `takes no key that its maker did not sign`() throws {
    let group = try SampleGroup(2)
    var first = try #require(group.devices[0].syncGroup)
    let second = try #require(group.devices[1].syncGroup)
    let before = first.keys
    first.take([
      SyncKey(
        epoch: 9, excludes: [], by: first.device, in: first.id, signedBy: second.signingKey),
      SyncKey(
        epoch: 9, excludes: [], by: .random(), in: first.id, signedBy: second.signingKey),
      SyncKey(
        epoch: 9, excludes: [], by: second.device, in: .random(), signedBy: second.signingKey),
    ])
    #expect(first.keys == before)
  }

  @Test func `puts out both of two that put each other out`() throws {
    var group = try SampleGroup(3)
    let ids = (group.id(0), group.id(1))
    try group.devices[0].revokeDevice(ids.1)
    try group.devices[1].revokeDevice(ids.0)
    // Each writes before it hears of the other.
    let files = try [0, 1].compactMap {
      try SyncRound(group.devices[$0], files: [], now: group.now).file
    }
    for order in [files, files.reversed()] {
      let round = try SyncRound(group.devices[2], files: order, now: group.now)
      #expect(round.vault.syncStanding?.devices.map(\.id) == [group.id(2)])
    }
  }

  @Test func `takes nobody whom a device brings in after it was put out`() throws {
    var group = try SampleGroup(3)
    try group.devices[0].revokeDevice(group.id(2))
    try group.sync(0)
    var lost = try #require(group.devices[2].syncGroup)
    lost.state(.add(lost.publicKeys), about: ID128.random())
    var members = try #require(group.devices[0].syncGroup).members
    members.join(lost.members.statements.values)
    #expect(members.devices.count == 2)
  }

  @Test func `says the same in whatever order it hears`() throws {
    var group = try SampleGroup(4)
    try group.devices[0].revokeDevice(group.id(3))
    try group.devices[1].revokeDevice(group.id(2))
    #expect(try group.sync(1).file != nil)
    #expect(try group.sync(0).file != nil)
    let all = try #require(group.devices[0].syncGroup).members
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      var members = MemberList(group: all.group)
      for statement in all.statements.values.shuffled(using: &generator) {
        members.join([statement] + Array(members.statements.values))
      }
      members.join(all.statements.values.shuffled(using: &generator))
      #expect(members == all && members.devices == all.devices)
    }
  }

  @Test func `takes nothing that a stranger signed`() throws {
    var group = try SampleGroup(1)
    var members = try #require(group.devices[0].syncGroup).members
    let stranger = SigningKey(seed: .random(count: 32))
    let keys = MemberStatement.Keys(
      signing: stranger.publicKey, box: [UInt8](repeating: 1, count: 32))
    let id = ID128.random()
    members.join([
      MemberStatement(.add(keys), about: id, in: members.group, as: id, signedBy: stranger),
      MemberStatement(
        .add(keys), about: id, in: members.group, as: group.id(0), signedBy: stranger),
      MemberStatement(.found(keys), about: id, in: nil, as: id, signedBy: stranger),
      MemberStatement(
        .revoke(keeps: []), about: group.id(0), in: members.group, as: id, signedBy: stranger),
    ])
    #expect(members.devices.count == 1 && members.statements.count == 1)
    group.now += 1
  }

  @Test func `is left with its accounts, and joined anew as a new device`() throws {
    var group = try SampleGroup(2)
    group.devices[0].add([Self.github], now: group.now)
    #expect(try group.settle())
    let old = group.id(1)
    group.devices[1].leaveGroup()
    #expect(group.devices[1].accounts.count == 1 && group.devices[1].syncStanding == nil)
    group.devices[1] = try group.joined(group.devices[1], name: "again")
    #expect(group.id(1) != old)
    #expect(try group.settle())
    #expect(group.devices[0].syncStanding?.devices.count == 3)
  }

  @Test func `gives nothing new to an old copy of a vault whose keys were renewed`() throws {
    var group = try SampleGroup(2)
    let old = group.id(1)
    var copy = group.devices[1]
    copy.add([Sample.account("Forged", "eve", secret: Sample.secret("two"))], now: group.now)
    group.devices[1].renewSyncKeys()
    #expect(group.id(1) != old)
    #expect(try group.settle())
    group.devices[0].add([Self.github], now: group.now)
    #expect(try group.settle())
    #expect(group.devices[1].accounts.count == 1)
    #expect(group.devices[0].syncStanding?.devices.map(\.id) == [group.id(0), group.id(1)])
    let round = try SyncRound(copy, files: group.files, now: group.now)
    #expect(round.vault.accounts.count == 1, "only its own")
    #expect(round.file == nil && round.findings.contains(.thisIsPutOut))
    #expect(round.vault.syncStanding?.cutOffBy == group.id(0))
    let rounds = try SyncRound(copy, files: [], now: group.now)
    let answer = try SyncRound(
      group.devices[0], files: group.files + [try #require(rounds.file)], now: group.now)
    #expect(answer.vault.accounts.count == 1)
    #expect(answer.vault.syncStanding?.devices.map(\.id) == [group.id(0), group.id(1)])
  }

  @Test func `tells of new keys, not of two devices`() throws {
    var group = try SampleGroup(2)
    group.devices[1].renewSyncKeys()
    try group.sync(1)
    let findings = try group.sync(0).findings
    let told = findings.filter { if case .unread = $0 { false } else { true } }
    #expect(told == [.renewed(group.id(1))])
  }

  /// A thief's other machine, which somebody else's revocation leaves in.
  @Test func `tells of whom a device let in before it was put out by another`() throws {
    var group = try SampleGroup(3)
    var thief = group.devices[2]
    thief.renewSyncKeys()
    try group.devices[1].revokeDevice(group.id(2))
    try group.sync(1)
    let round = try SyncRound(thief, files: [], now: group.now)
    let file = try #require(round.file)
    let answer = try SyncRound(group.devices[0], files: group.files + [file], now: group.now)
    #expect(answer.findings.contains(.putOut(group.id(2))))
    #expect(!answer.findings.contains { if case .renewed = $0 { true } else { false } })
  }

  /// It was let in by a code, and the other has not read its file yet: that is no revocation.
  @Test func `takes no file for a farewell whose writer never knew it`() throws {
    var group = try SampleGroup(2)
    let newcomer = try group.joined(Sample.vault(device: 2), name: "device 2")
    group.devices[1].add([Self.github], now: group.now)
    try group.sync(1)
    let round = try SyncRound(newcomer, files: group.files, now: group.now)
    #expect(round.vault.syncStanding?.isMember == true)
  }

  @Test func `stands in the vault file, and is opened with it`() throws {
    let group = try SampleGroup(2)
    let vault = group.devices[1]
    let opened = try Payload.decode(Secret(Payload.encode(vault)))
    #expect(opened == vault)
    #expect(opened.syncStanding?.devices == vault.syncStanding?.devices)
  }
}
