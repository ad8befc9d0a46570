import Secrets
import Testing

@testable import Authenticator

@Suite struct `A round of sync` {
  private static let github = Sample.account("GitHub", "alice", secret: Sample.secret("one"))
  private static let bank = Sample.account(
    "Bank", "bob", type: .hotp, secret: Sample.secret("two"), counter: 3)

  @Test func `brings the accounts of all to all`() throws {
    var group = try SampleGroup(3)
    group.devices[0].add([Self.github], now: group.now)
    group.devices[2].add([Self.bank], now: group.now)
    #expect(try group.settle())
    for vault in group.devices {
      #expect(vault.accounts.map(\.account.issuer) == ["Bank", "GitHub"])
      #expect(vault.hasSameState(as: group.devices[0]))
    }
  }

  @Test func `with nothing new writes nothing and changes nothing`() throws {
    var group = try SampleGroup(3)
    #expect(try group.settle())
    let before = group.devices
    for device in group.devices.indices {
      let round = try group.sync(device)
      #expect(round.file == nil && round.findings == [])
      #expect(round.vault == before[device])
    }
  }

  @Test func `takes a missing file for no news`() throws {
    var group = try SampleGroup(2)
    group.devices[0].add([Self.github], now: group.now)
    #expect(try group.settle())
    group.folder = [:]
    let round = try group.sync(1)
    #expect(round.vault.accounts.count == 1)
    #expect(round.file != nil, "its own file is written again")
    #expect(try group.settle())
    #expect(group.devices.allSatisfy { $0.accounts.count == 1 })
  }

  @Test func `keeps what is in the trash there, and never lowers a counter`() throws {
    var group = try SampleGroup(2)
    group.devices[0].add([Self.github, Self.bank], now: group.now)
    #expect(try group.settle())
    let old = group.folder
    let accounts = group.devices[1].accounts
    group.devices[1].trash([accounts[1].entry], now: group.now + 5)
    _ = group.devices[1].useCounter(of: accounts[0].entry)
    #expect(try group.settle())
    group.folder = old
    try group.sync(0)
    #expect(group.devices[0].accounts.map(\.account.counter) == [4])
    #expect(group.devices[0].trash.count == 1)
  }

  @Test func `reads a file under whatever name an engine gave it`() throws {
    var group = try SampleGroup(2)
    group.devices[1].add([Self.github], now: group.now)
    try group.sync(1)
    let bytes = try #require(group.folder[group.fileName(1)])
    group.folder[group.fileName(1)] = nil
    group.folder["x.sync-conflict-20261122-010203-ABCDEFG.fob..path1"] = bytes
    try group.sync(0)
    #expect(group.devices[0].accounts.count == 1)
  }

  @Test func `passes over half of a file, and takes it when it is whole`() throws {
    var group = try SampleGroup(2)
    group.devices[1].add([Self.github], now: group.now)
    try group.sync(1)
    let name = group.fileName(1)
    let whole = try #require(group.folder[name])
    for length in stride(from: 8, to: whole.count, by: 211) {
      group.folder[name] = Array(whole.prefix(length))
      let round = try group.sync(0)
      #expect(round.findings.contains(.unread(name: name, .damaged)), "\(length)")
      #expect(round.vault.accounts.isEmpty)
    }
    group.folder[name] = whole
    try group.sync(0)
    #expect(group.devices[0].accounts.count == 1)
  }

  @Test func `leaves a newer version alone, names it, and goes on`() throws {
    var group = try SampleGroup(2)
    let name = group.fileName(1)
    group.folder[name]?[11] = 2
    group.devices[0].add([Self.github], now: group.now)
    let round = try group.sync(0)
    #expect(round.findings == [.unread(name: name, .newerVersion(2))])
    #expect(round.file?.name == group.fileName(0))
  }

  @Test func `does not take any change of any byte`() throws {
    var group = try SampleGroup(2)
    group.devices[1].add([Self.github], now: group.now)
    try group.sync(1)
    let name = group.fileName(1)
    let whole = try #require(group.folder[name])
    for index in stride(from: 12, to: whole.count, by: 97) {
      var bytes = whole
      bytes[index] ^= 1
      // With the checksum set right, so that the keys are what finds it out.
      var hash = Blake2b()
      hash.update(bytes.span.extracting(0..<bytes.count - 32))
      bytes.replaceSubrange((bytes.count - 32)..., with: hash.digest())
      guard bytes != whole else { continue }
      group.folder[name] = bytes
      let round = try SyncRound(group.devices[0], files: group.files, now: group.now)
      #expect(round.vault.accounts.isEmpty, "byte \(index)")
      #expect(!round.findings.isEmpty, "byte \(index)")
    }
  }

  @Test func `tells a file that was put back, and is not moved by it`() throws {
    var group = try SampleGroup(2)
    let old = try #require(group.folder[group.fileName(1)])
    group.devices[1].add([Self.github], now: group.now)
    #expect(try group.settle())
    group.folder[group.fileName(1)] = old
    let round = try group.sync(0)
    let known = try #require(group.devices[1].syncGroup?.sequence)
    #expect(
      round.findings == [.older(group.id(1), found: try SyncFile(old).sequence, known: known)])
    #expect(round.vault.accounts.count == 1)
  }

  @Test func `tells a newcomer what others have seen and the folder lacks`() throws {
    var group = try SampleGroup(2)
    let old = try #require(group.folder[group.fileName(1)])
    group.devices[1].add([Self.github], now: group.now)
    #expect(try group.settle())
    group.devices[0].add([Self.bank], now: group.now)
    try group.sync(0)
    let newcomer = try group.joined(Vault(), name: "new")
    try group.sync(0)
    group.folder[group.fileName(1)] = old
    let round = try SyncRound(newcomer, files: group.files, now: group.now)
    let told = try #require(group.devices[1].syncGroup?.sequence)
    #expect(
      round.findings.contains(
        .behind(group.id(1), found: try SyncFile(old).sequence, told: told)))
    let shown = try #require(round.vault.syncStanding?.devices.first { $0.id == group.id(1) })
    #expect(shown.behind > 0)
  }

  @Test func `makes a new device of a copied machine`() throws {
    var group = try SampleGroup(2)
    group.devices.append(group.devices[1])
    group.devices[1].add([Self.github], now: group.now)
    try group.sync(1)
    group.devices[2].add([Self.bank], now: group.now)
    let round = try group.sync(2)
    #expect(round.findings.contains(.becameNewDevice))
    #expect(group.id(2) != group.id(1))
    #expect(try group.settle())
    for vault in group.devices {
      #expect(vault.accounts.count == 2)
      #expect(vault.syncStanding?.devices.count == 3)
    }
  }

  @Test func `tells two machines that write under one number`() throws {
    var group = try SampleGroup(2)
    var copy = group
    group.devices[1].add([Self.github], now: group.now)
    copy.devices[1].add([Self.bank], now: group.now)
    try group.sync(1)
    try copy.sync(1)
    group.folder["conflict copy"] = copy.folder[group.fileName(1)]
    let round = try group.sync(0)
    #expect(round.findings.contains(.twoWriters(group.id(1))))
    #expect(round.vault.accounts.count == 2)
  }

  @Test func `makes a new device of one of two machines that write as one, not of both`() throws {
    var group = try SampleGroup(2)
    var copy = group
    group.devices[1].add([Self.github], now: group.now)
    copy.devices[1].add([Self.bank], now: group.now)
    try group.sync(1)
    try copy.sync(1)
    // An engine gives both machines both files.
    group.folder["conflict copy"] = copy.folder[group.fileName(1)]
    group.devices.append(copy.devices[1])
    let ids = (group.id(1), group.id(2))
    #expect(ids.0 == ids.1)
    #expect(try group.settle())
    #expect((group.id(1) == ids.0) != (group.id(2) == ids.0))
    for vault in group.devices {
      #expect(vault.accounts.count == 2 && vault.syncStanding?.devices.count == 3)
    }
  }

  /// Its number would be used twice, and the others would take its next files for old ones.
  @Test func `makes a new device of a machine that was put back, though its file is gone`() throws {
    var group = try SampleGroup(2)
    let old = group.devices[1]
    group.devices[1].add([Self.github], now: group.now)
    #expect(try group.settle())
    group.devices[1] = old
    group.folder[group.fileName(1)] = nil
    group.devices[1].add([Self.bank], now: group.now + 1)
    let round = try group.sync(1)
    #expect(round.findings.contains(.becameNewDevice))
    #expect(try group.settle())
    for vault in group.devices { #expect(vault.accounts.count == 2) }
    #expect(try group.sync(0).findings == [])
  }

  @Test func `gives a restored vault a name of its own`() throws {
    var group = try SampleGroup(2)
    var restored = group.devices[1]
    restored.becomeNewDevice()
    group.devices.append(restored)
    #expect(try group.settle())
    #expect(group.devices.allSatisfy { $0.syncStanding?.devices.count == 3 })
  }

  @Test func `warns of a clock that is days ahead, and takes the edit`() throws {
    var group = try SampleGroup(2)
    group.devices[1].add([Self.github], now: group.now + 3 * 86_400_000)
    try group.sync(1)
    let round = try group.sync(0)
    #expect(round.findings == [.clockAhead(group.id(1), seconds: 3 * 86_400)])
    #expect(round.vault.accounts.count == 1)
  }

  @Test func `warns of the device whose clock it is, not of those that passed its edit on`() throws
  {
    var group = try SampleGroup(3)
    group.devices[1].add([Self.github], now: group.now + 3 * 86_400_000)
    #expect(try group.settle())
    let newcomer = try group.joined(Sample.vault(device: 3), name: "new")
    try group.sync(0)
    let round = try SyncRound(newcomer, files: group.files, now: group.now)
    let warnings = round.findings.filter { if case .clockAhead = $0 { true } else { false } }
    #expect(warnings == [.clockAhead(group.id(1), seconds: 3 * 86_400)])
  }

  @Test func `keeps an entry aside whose id does not fit its secret`() throws {
    var group = try SampleGroup(2)
    group.devices[1].add([Self.github], now: group.now)
    let stolen = try #require(group.devices[1].accounts.first)
    let core = try #require(group.devices[1].shared[stolen.entry]?.core)
    let other = EntryCore(
      credential: Credential(type: .totp, secret: Sample.secret("forged")), ordinal: 0)
    #expect(core.id != other.id)
    group.devices[1].shared.update(stolen.entry) { $0.core = other }
    try group.sync(1)
    let round = try group.sync(0)
    #expect(round.vault.accounts.isEmpty)
    #expect(round.vault.opaqueRecords.map(\.fault) == [.malformed])
  }

  @Test func `carries what a later version wrote, byte by byte`() throws {
    var group = try SampleGroup(2)
    let later = EntrySample.record(EntrySample.metadata(core: "type", .text("ocra")))
    let late = EntrySample.record(
      EntrySample.metadata("purged", .bytes(Sample.stamp(Stamp.end).bytes)))
    for record in [later, late] {
      group.devices[0].merge(
        Vault(shared: SharedState(records: [record]), local: group.devices[0].local))
    }
    #expect(try group.settle())
    let hashes = group.devices.map { $0.opaqueRecords.map(\.record.hash) }
    #expect(hashes[0].count == 2 && hashes[0] == hashes[1])
    #expect(Set(group.devices[1].opaqueRecords.map(\.fault)) == [.unknownCore, .stampTooLate])
  }

  @Test func `needs a group`() {
    #expect(throws: SyncError.noGroup) {
      try SyncRound(Sample.vault(device: 1), files: [], now: SampleGroup.noon)
    }
  }
}
