import Secrets
import Testing

@testable import Authenticator

@Suite
struct `A record that is not understood` {
  /// Of a type that a later version may bring.
  private static let record = EntrySample.record(EntrySample.metadata(core: "type", .text("ocra")))

  private static func vault(_ records: [Record] = [record], device: Int = 0) -> Vault {
    Vault(shared: SharedState(records: records), local: LocalPart(device: Sample.devices[device]))
  }

  private static func bytes(of vault: Vault) -> [[UInt8]] {
    vault.opaqueRecords.map { opaque in
      opaque.record.id.bytes + opaque.record.metadata
        + opaque.record.secrets.flatMap(\.revealed)
    }
  }

  @Test func `is named, with what is wrong`() {
    let opaque = Self.vault().opaqueRecords
    #expect(opaque.map(\.label) == ["GitHub: alice"])
    #expect(opaque.map(\.fault) == [.unknownCore])
  }

  @Test func `has no name where not even CBOR can be made out`() {
    let garbage = Record(id: .zero, metadata: [0xFF, 0, 1], secrets: [Sample.secret("abc")])
    #expect(Self.vault([garbage]).opaqueRecords.map(\.label) == [nil])
    #expect(Self.vault([garbage]).opaqueRecords.map(\.fault) == [.malformed])
  }

  @Test func `does not stand in the way of the others`() {
    var vault = Self.vault()
    vault.add([Sample.account()], now: 1000)
    #expect(vault.accounts.count == 1)
    #expect(vault.opaqueRecords.count == 1)
  }

  @Test func `is kept byte by byte when the vault is saved, edited and opened`() throws {
    var vault = Self.vault()
    vault.add([Sample.account()], now: 1000)
    let opened = try Payload.decode(Secret(Payload.encode(vault)))
    #expect(Self.bytes(of: opened) == Self.bytes(of: Self.vault()))
    #expect(opened == vault)
  }

  @Test func `is kept byte by byte when vaults are merged, and once`() {
    var vault = Self.vault([], device: 1)
    vault.merge(Self.vault())
    vault.merge(Self.vault())
    #expect(Self.bytes(of: vault) == Self.bytes(of: Self.vault()))
  }

  @Test func `is kept beside another of its entry`() {
    let other = EntrySample.record(EntrySample.metadata(core: "type", .text("other")))
    var vault = Self.vault()
    vault.merge(Self.vault([other], device: 1))
    #expect(vault.opaqueRecords.count == 2)
    #expect(vault.hasSameState(as: Self.vault([other, Self.record])))
  }

  @Test func `is kept beside an entry of its id`() throws {
    let vault = Self.vault([EntrySample.record(), Self.record])
    #expect(vault.accounts.map(\.account.name) == ["alice"])
    #expect(try Payload.decode(Secret(Payload.encode(vault))) == vault)
    #expect(vault.opaqueRecords.count == 1)
  }

  @Test func `is kept where its stamps are of 2200, and does not move the clock`() {
    let late = EntrySample.record(
      EntrySample.metadata("purged", .bytes(Sample.stamp(Stamp.end).bytes)))
    let vault = Self.vault([late])
    #expect(vault.opaqueRecords.map(\.fault) == [.stampTooLate])
    #expect(vault.opaqueRecords.map(\.label) == ["GitHub: alice"])
    #expect(vault.local.clock.latest == .zero)
  }

  @Test func `becomes an entry once it is understood`() {
    let vault = Self.vault([EntrySample.record()])
    #expect(vault.opaqueRecords.isEmpty)
    #expect(vault.accounts.map(\.account.name) == ["alice"])
  }

  @Test func `is joined with its entry once both are understood`() {
    let newer = EntrySample.record(
      EntrySample.metadata(
        fields: EntrySample.group(Sample.stamp(2500), [("name", .text("bob"))]),
        EntrySample.groups[1]))
    let vault = Self.vault([EntrySample.record(), newer])
    #expect(vault.accounts.map(\.account.name) == ["bob"])
  }
}
