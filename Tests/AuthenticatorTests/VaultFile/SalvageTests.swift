import Secrets
import Testing

@testable import Authenticator

@Suite
struct `What is left of a damaged vault file` {
  /// A vault in two versions: as it was before the last save, and after it.
  private struct Saved: ~Copyable {
    let key: MasterKey
    let old: VaultFile
    let new: [UInt8]
    let content: Vault
    var slots: Range<Int> { VaultHeader.fixedLength..<old.header.bytes.count }

    static func make(step: UInt64 = 1) throws -> Saved {
      let key = MasterKey()
      var (vault, header) = (Sample.vault(), VaultHeader.new())
      vault.add([Sample.account()], now: 1000)
      let password = SecretBytes(copying: Array("x".utf8).span)
      header.slots = [
        try Slot(password: password, cost: .minimum, wrapping: key, of: header),
        Slot(recoveryKey: RecoveryKey(), wrapping: key, of: header),
      ]
      let old = try VaultFile(try VaultFile.seal(vault, header: header, key: key))
      vault.add([Sample.account(secret: Sample.secret("another one"))], now: 2000)
      header.generation += step
      let new = try VaultFile.seal(vault, header: header, key: key)
      return Saved(key: key, old: old, new: new, content: vault)
    }

    func salvaged(_ bytes: [UInt8]) -> Vault? { Salvage(bytes, like: old, with: key)?.vault }
  }

  private static func flipped(_ bytes: [UInt8], at position: Int) -> [UInt8] {
    var bytes = bytes
    bytes[position] ^= 0x10
    return bytes
  }

  /// Header, slots, commitment: every byte in turn.
  @Test func `gives all it held where the damage is before the payload`() throws {
    let saved = try Saved.make()
    let end = saved.slots.upperBound + VaultFile.commitmentLength
    for position in 0..<end {
      let bytes = Self.flipped(saved.new, at: position)
      #expect(throws: VaultError.self) { try VaultFile(bytes) }
      #expect(saved.salvaged(bytes) == saved.content, "at \(position)")
    }
  }

  @Test func `gives all it held where the damage is in the checksum, or behind it`() throws {
    let saved = try Saved.make()
    let end = saved.new.count
    #expect(saved.salvaged(Self.flipped(saved.new, at: end - 1)) == saved.content)
    for cut in [1, 31, 32] {
      #expect(saved.salvaged(Array(saved.new.dropLast(cut))) == saved.content)
    }
    for more in [1, 500, 4096] {
      let longer = saved.new + [UInt8](repeating: 0, count: more)
      #expect(saved.salvaged(longer) == saved.content)
    }
  }

  @Test func `is found many saves later`() throws {
    let saved = try Saved.make(step: 5000)
    #expect(saved.salvaged(Self.flipped(saved.new, at: saved.slots.lowerBound)) == saved.content)
  }

  @Test func `gives nothing where the payload is damaged`() throws {
    let saved = try Saved.make()
    let start = saved.slots.upperBound + VaultFile.commitmentLength
    for position in [start, start + 24, start + 2000, saved.new.count - 33] {
      #expect(saved.salvaged(Self.flipped(saved.new, at: position)) == nil)
    }
    for count in [0, 8, 44, start, start + 40, saved.new.count - 33] {
      #expect(saved.salvaged(Array(saved.new.prefix(count))) == nil)
    }
  }

  @Test func `gives nothing to another key`() throws {
    let saved = try Saved.make()
    let other = MasterKey()
    #expect(Salvage(saved.new, like: saved.old, with: other) == nil)
  }

  @Test func `is no damaged one where it is none, or a newer fob's`() throws {
    let saved = try Saved.make()
    #expect(throws: VaultError.notAVault) { try VaultFile(damaged: Array("text".utf8)) }
    var newer = saved.new
    newer[11] = 2
    #expect(throws: VaultError.newerVersion(2)) { try VaultFile(damaged: newer) }
    for count in [8, 43, 44, 300] {
      #expect(throws: VaultError.damaged) { try VaultFile(damaged: Array(saved.new.prefix(count))) }
    }
    #expect(try VaultFile(damaged: Self.flipped(saved.new, at: 2000)).header.slots.count == 2)
  }
}

@Suite
struct `A copy of a vault` {
  @Test func `knows which accounts another one has and it has not`() {
    var old = Sample.vault()
    let entry = old.add([Sample.account()], now: 1000).first?.stored.entry ?? .zero
    var new = old
    new.add([Sample.account(secret: Sample.secret("another one"))], now: 2000)
    #expect(old.accountsMissing(from: new).count == 1)
    new.trash([entry], now: 3000)
    new.purge([entry], now: 4000)
    #expect(new.accountsMissing(from: old).isEmpty)
  }

  @Test func `goes on as another device, with its clock`() {
    var vault = Sample.vault()
    vault.add([Sample.account()], now: 5000)
    let before = vault.local.clock
    vault.becomeNewDevice()
    #expect(vault.local.clock.device != before.device)
    #expect(vault.local.clock.latest == before.latest)
  }

  @Test func `tells which accounts have one secret`() {
    var vault = Sample.vault()
    vault.add(
      [Sample.account("A"), Sample.account("B"), Sample.account(secret: Sample.secret("x"))],
      now: 1000)
    #expect(vault.accountsWithOneSecret.map { $0.map(\.account.issuer) } == [["A", "B"]])
  }
}
