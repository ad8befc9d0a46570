import Secrets
import Testing

@testable import Authenticator

@Suite
struct `A slot` {
  private static func file(
    of sample: borrowing FileSample, slots: [Slot]
  ) throws -> VaultFile {
    var header = sample.header
    header.slots = slots
    return try VaultFile(try VaultFile.seal(sample.vault, header: header, key: sample.key))
  }

  private static func password(
    _ text: String, cost: PassphraseKey.Cost = .minimum, of sample: borrowing FileSample
  ) throws -> Slot {
    try Slot(password: typed(text), cost: cost, wrapping: sample.key, of: sample.header)
  }

  /// Of a type or with flags that this version does not know.
  private static func unknown(type: UInt8, flags: UInt8) -> Slot {
    Slot(
      prefix: [type, flags] + ID128.random().bytes + Array(repeating: 0xEE, count: 24),
      nonce: Array(repeating: 1, count: 24), wrapped: Array(repeating: 2, count: 48))
  }

  @Test(arguments: ["correct horse", "", "пароль 🐎", "e\u{301}"])
  func `opens with its password`(password: String) throws {
    let sample = try FileSample()
    let slot = try Self.password(password, of: sample)
    let file = try Self.file(of: sample, slots: [slot])
    let unlocked = try file.unlock(password: typed(password))
    #expect(unlocked.slot == slot.id)
    #expect(try file.open(with: unlocked.masterKey) == sample.vault)
  }

  @Test(arguments: ["correct hors", "Correct horse", "correct horse\n", "", "\u{E9}"])
  func `stays closed with another password`(password: String) throws {
    let sample = try FileSample()
    let file = try Self.file(of: sample, slots: [try Self.password("correct horse", of: sample)])
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(password: typed(password)) }
  }

  @Test func `opens with its recovery key as it was written down`() throws {
    let sample = try FileSample()
    let file = try VaultFile(sample.bytes)
    let written = try sample.recoveryKey.text.withBytes { (text) throws(RecoveryKeyError) in
      try RecoveryKey(typed: text)
    }
    let unlocked = try file.unlock(recoveryKey: written)
    #expect(try file.open(with: unlocked.masterKey) == sample.vault)
  }

  @Test func `stays closed with another recovery key`() throws {
    let file = try VaultFile(try FileSample().bytes)
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(recoveryKey: RecoveryKey()) }
  }

  @Test func `of a recovery key is not tried with a password`() throws {
    let file = try VaultFile(try FileSample().bytes)
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(password: typed(""), ceiling: 0) }
  }

  @Test func `is one of several that open the vault`() throws {
    let sample = try FileSample()
    let slots = [
      sample.header.slots[0], try Self.password("one", of: sample),
      try Self.password("two", of: sample),
    ]
    let file = try Self.file(of: sample, slots: slots)
    let (one, two) = (
      try file.unlock(password: typed("one")).slot, try file.unlock(password: typed("two")).slot
    )
    #expect(one == slots[1].id)
    #expect(two == slots[2].id)
  }

  @Test func `keeps its id when its password changes`() throws {
    let sample = try FileSample()
    let id = ID128.random()
    let slot = try Slot(
      password: typed("new"), id: id, cost: .minimum, wrapping: sample.key, of: sample.header)
    #expect(slot.id == id)
  }

  @Test func `of another vault does not open`() throws {
    let sample = try FileSample()
    let other = try FileSample()
    let file = try Self.file(of: sample, slots: other.header.slots)
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(recoveryKey: other.recoveryKey) }
  }

  @Test(arguments: [(5, 0), (0, 0), (255, 255), (1, 1), (2, 128), (3, 1)] as [(UInt8, UInt8)])
  func `of a later version is kept, and not tried`(type: UInt8, flags: UInt8) throws {
    let sample = try FileSample()
    let unknown = Self.unknown(type: type, flags: flags)
    let file = try Self.file(of: sample, slots: [unknown] + sample.header.slots)
    #expect(file.header.slots == [unknown] + sample.header.slots)
    #expect(file.header.slots[0].kind == nil)
    #expect(throws: VaultError.wrongKey) { _ = try file.unlock(password: typed(""), ceiling: 0) }
    #expect(sample.refusal(of: file.bytes) == nil)
  }

  @Test func `that would cost more than the caller allows is not tried`() throws {
    let sample = try FileSample()
    let file = try Self.file(of: sample, slots: [try Self.password("one", of: sample)])
    #expect(throws: VaultError.tooCostly) {
      _ = try file.unlock(password: typed("one"), ceiling: 8191)
    }
    _ = try file.unlock(password: typed("one"), ceiling: 8192)
  }

  @Test func `is not tried where those before it used up what the caller allows`() throws {
    let sample = try FileSample()
    let slots = [try Self.password("one", of: sample), try Self.password("two", of: sample)]
    let file = try Self.file(of: sample, slots: slots)
    #expect(throws: VaultError.tooCostly) {
      _ = try file.unlock(password: typed("two"), ceiling: 16_383)
    }
    _ = try file.unlock(password: typed("one"), ceiling: 16_383)
  }

  @Test func `of the dearest kind is within what an untrusted file may ask for`() {
    #expect(VaultFile.defaultCostCeiling == 16 * 1_048_576)
  }
}
