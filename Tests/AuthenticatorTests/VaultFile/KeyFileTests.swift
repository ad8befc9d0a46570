import Secrets
import Testing

@testable import Authenticator

@Suite
struct `A key file` {
  private static let key = Array(0..<32) as [UInt8]
  private static let content = Array("fob key file v1\n".utf8) + key

  private static func read(_ content: [UInt8]) throws -> KeyFile {
    guard let keyFile = KeyFile(content.span) else { throw VaultError.wrongKey }
    return keyFile
  }

  private static func file(of sample: borrowing FileSample, _ slots: [Slot]) throws -> VaultFile {
    var header = sample.header
    header.slots = slots
    return try VaultFile(try VaultFile.seal(sample.vault, header: header, key: sample.key))
  }

  private static func both(
    _ password: String, _ keyFile: borrowing KeyFile, of sample: borrowing FileSample
  ) throws -> Slot {
    try Slot(
      password: typed(password), keyFile: keyFile, cost: .minimum, wrapping: sample.key,
      of: sample.header)
  }

  @Test func `is a line that tells what it is, and 32 random bytes`() throws {
    #expect(Secret(try Self.read(Self.content).content).revealed == Self.content)
    let (one, other) = (Secret(KeyFile().content), Secret(KeyFile().content))
    #expect(one.count == KeyFile.length && one != other)
  }

  @Test(
    arguments: [
      [], key, Array(content.dropLast()), content + [10], content.map { $0 == 49 ? 50 : $0 },
      Array(repeating: 0, count: 48),
    ] as [[UInt8]])
  func `is nothing else`(content: [UInt8]) {
    #expect(throws: VaultError.wrongKey) { _ = try Self.read(content) }
  }

  /// From Python: `hashlib.blake2b(b"fob key file v1" + bytes(range(16)), digest_size=32,
  /// key=bytes(range(32)))`, and of `b"fob password and key file v1" + bytes(range(100, 132))`.
  @Test func `gives its slots the keys that VaultFormat describes`() throws {
    let keyFile = try Self.read(Self.content)
    #expect(
      Secret(keyFile.slotKey(salt: Array(0..<16))).revealed
        == Sample.bytes("5e0ca13e3e219f2f59c663ad67701640e18fac8e01db53330dcb173ad9fe2f3d"))
    let passwordKey = SecretBytes(copying: (Array(100..<132) as [UInt8]).span)
    #expect(
      Secret(keyFile.slotKey(passwordKey: passwordKey)).revealed
        == Sample.bytes("9376bca81a7c6f6118454830d6b2895c28d3423364e2ccf5dd0391dbb8caf3af"))
  }

  @Test func `opens its slot alone, and costs nothing`() throws {
    let sample = try FileSample()
    let keyFile = try Self.read(Self.content)
    let slot = Slot(keyFile: keyFile, wrapping: sample.key, of: sample.header)
    #expect(slot.kind == .keyFile && slot.cost == nil && slot.passes == 0 && slot.memoryKiB == 0)
    let file = try Self.file(of: sample, [slot])
    let unlocked = try file.unlock(keyFile: keyFile)
    #expect(unlocked.slot == slot.id)
    #expect(try file.open(with: unlocked.masterKey) == sample.vault)
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(keyFile: KeyFile()) }
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(password: typed("")) }
  }

  @Test func `opens a slot that takes a password, too, only with that`() throws {
    let sample = try FileSample()
    let keyFile = try Self.read(Self.content)
    let file = try Self.file(of: sample, [try Self.both("one", keyFile, of: sample)])
    let unlocked = try file.unlock(password: typed("one"), keyFile: keyFile)
    #expect(try file.open(with: unlocked.masterKey) == sample.vault)
    #expect(throws: VaultError.wrongKey) {
      _ = try file.unlock(password: typed("two"), keyFile: keyFile)
    }
    #expect(throws: VaultError.wrongKey) {
      _ = try file.unlock(password: typed("one"), keyFile: KeyFile())
    }
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(password: typed("one")) }
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(keyFile: keyFile) }
  }

  @Test func `with a password costs what the caller allows, at most`() throws {
    let sample = try FileSample()
    let keyFile = try Self.read(Self.content)
    let file = try Self.file(of: sample, [try Self.both("one", keyFile, of: sample)])
    _ = try file.unlock(password: typed("one"), keyFile: keyFile, ceiling: 8192)
    #expect(throws: VaultError.tooCostly) {
      _ = try file.unlock(password: typed("one"), keyFile: keyFile, ceiling: 8191)
    }
  }

  @Test func `does not open a slot that is not to be tried`() throws {
    let sample = try FileSample()
    let keyFile = try Self.read(Self.content)
    let slot = Slot(keyFile: keyFile, wrapping: sample.key, of: sample.header)
    let file = try Self.file(of: sample, [slot])
    #expect(throws: VaultError.wrongKey) {
      _ = try file.unlock(keyFile: keyFile, except: [slot.id])
    }
  }

  @Test(
    arguments: [(3, 1, 0), (3, 0, 1), (4, 0, 8192), (4, 17, 8192), (4, 1, 8191)]
      as [(UInt8, UInt32, UInt32)])
  func `has a slot whose costs are within bounds`(
    type: UInt8, passes: UInt32, memoryKiB: UInt32
  ) throws {
    let sample = try FileSample()
    let slot = Slot(
      prefix: [type, 0] + ID128.random().bytes + passes.bigEndianBytes + memoryKiB.bigEndianBytes
        + Array(repeating: 0, count: 16),
      nonce: Array(repeating: 1, count: 24), wrapped: Array(repeating: 2, count: 48))
    #expect(throws: VaultError.damaged) { _ = try Self.file(of: sample, [slot]) }
  }
}

@Suite
struct `The times of slots` {
  @Test func `are noted where a slot is new or wrapped anew, and forgotten with it`() throws {
    let sample = try FileSample()
    func slot() -> Slot { Slot(keyFile: KeyFile(), wrapping: sample.key, of: sample.header) }
    let (one, two, three) = (slot(), slot(), slot())
    var vault = Sample.vault()
    vault.noteSlots([one, two], insteadOf: [], as: nil, now: 5000)
    vault.noteSlots([two, three], insteadOf: [one, two], as: .slots, now: 9000)
    #expect(vault.slotTimes == [two.id: 5, three.id: 9])
    #expect(LocalPart(vault.local.value) == vault.local)
    #expect(vault.history.map(\.verb) == ["slots"])
  }
}
