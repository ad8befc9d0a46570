import Secrets
import Testing

@testable import Authenticator

/// A vault with one account, added at 1000, and backup codes, added at 2000.
private func vault(codes: String...) -> (Vault, EntryID) {
  var vault = Sample.vault()
  let entry = vault.add([Sample.account()], now: 1000).first?.stored.entry ?? .zero
  vault.addBackupCodes(codes.map { Sample.secret($0) }, to: entry, now: 2000)
  return (vault, entry)
}

extension Vault {
  fileprivate func texts(of entry: EntryID) -> [String] {
    backupCodes(of: entry).map { String(decoding: $0.text.revealed, as: UTF8.self) }
  }

  fileprivate func unused(of entry: EntryID) -> [String] {
    backupCodes(of: entry).filter { $0.used == nil }.map {
      String(decoding: $0.text.revealed, as: UTF8.self)
    }
  }

  fileprivate mutating func use(of entry: EntryID, now: UInt64 = 3000) -> String? {
    useBackupCode(of: entry, now: now).map { String(decoding: $0.revealed, as: UTF8.self) }
  }
}

@Suite
struct `Backup codes` {
  @Test func `are kept as they were given, in the order of adding`() {
    var (vault, entry) = vault(codes: "9999 9999", "aa-bb-cc")
    vault.addBackupCodes([Sample.secret("1111")], to: entry, now: 500)
    #expect(vault.texts(of: entry) == ["9999 9999", "aa-bb-cc", "1111"])
    #expect(vault.backupCodes(of: entry).map(\.added) == [2, 2, 2])
  }

  @Test func `are one where they differ in spaces and dashes only`() {
    var (vault, entry) = vault(codes: "1234 5678")
    let again = ["12345678", "1234-5678", "12345679", "12345679"].map { Sample.secret($0) }
    #expect(
      vault.addBackupCodes(again, to: entry, now: 3000)
        == [.alreadyThere, .alreadyThere, .added, .alreadyThere])
    #expect(vault.texts(of: entry) == ["1234 5678", "12345679"])
  }

  @Test(arguments: [
    "", " - ", "caf\u{E9}", "a\nb", "\u{1B}[31m", String(repeating: "x", count: 129),
  ])
  func `are printable ASCII`(text: String) {
    var (vault, entry) = vault()
    #expect(vault.addBackupCodes([Sample.secret(text)], to: entry, now: 3000) == [.noCode])
    #expect(vault.backupCodes(of: entry).isEmpty)
  }

  @Test func `are taken one after the other, each once`() {
    var (vault, entry) = vault(codes: "one1", "two2")
    #expect(vault.use(of: entry, now: 3000) == "one1")
    #expect(vault.backupCodes(of: entry).map(\.used) == [3, nil])
    #expect(vault.backupCodes(of: entry).left == 1)
    #expect(vault.use(of: entry) == "two2")
    #expect(vault.use(of: entry) == nil)
  }

  @Test func `can be marked that were used without fob`() {
    var (vault, entry) = vault(codes: "1234 5678", "two2")
    let code = Sample.secret("1234-5678")
    #expect(vault.markBackupCode(code, of: entry, now: 3000) == .marked)
    #expect(vault.markBackupCode(code, of: entry, now: 4000) == .alreadyUsed)
    #expect(vault.markBackupCode(Sample.secret("12345"), of: entry, now: 4000) == .unknown)
    #expect(vault.backupCodes(of: entry).map(\.used) == [3, nil])
  }

  @Test func `can all be removed`() {
    var (vault, entry) = vault(codes: "one1", "two2")
    vault.removeBackupCodes(of: entry, now: 3000)
    #expect(vault.texts(of: entry).isEmpty)
  }

  @Test func `that were used stay used where they are added again`() {
    var (vault, entry) = vault(codes: "one1", "two2")
    _ = vault.use(of: entry)
    vault.removeBackupCodes(of: entry, now: 4000)
    let again = vault.addBackupCodes([Sample.secret("one1")], to: entry, now: 5000)
    #expect(again == [.alreadyUsed])
    #expect(vault.texts(of: entry) == ["one1"] && vault.unused(of: entry).isEmpty)
  }

  /// The same values as the independent reader's tests have.
  @Test func `have the same fields on every machine`() {
    let core = EntryCore(
      credential: Credential(type: .totp, secret: Sample.secret, digits: 8), ordinal: 0)
    #expect(
      BackupCodeField.name(of: Sample.secret("1234 5678"), in: core)
        == "code:950486b8d2687f8321ef89c3ec599003")
    #expect(
      BackupCodeField.marks(of: core.id).bytes.hexadecimal == "2b2ba864c755c4619b7cc6b33daa1210")
  }

  @Test func `belong to one account`() {
    var (vault, entry) = vault(codes: "one1")
    let other = vault.add([Sample.account(secret: Sample.secret("other"))], now: 3000)
    let second = other.first?.stored.entry ?? .zero
    vault.addBackupCodes([Sample.secret("one1")], to: second, now: 4000)
    #expect(vault.use(of: entry) == "one1" && vault.unused(of: second) == ["one1"])
  }

  @Test func `outlast saving and opening`() throws {
    var (vault, entry) = vault(codes: "one1", "two2")
    _ = vault.use(of: entry)
    let opened = try Payload.decode(Secret(Payload.encode(vault)))
    #expect(opened == vault && opened.unused(of: entry) == ["two2"])
  }

  @Test func `of an account that is gone are none`() {
    var (vault, _) = vault()
    #expect(vault.addBackupCodes([Sample.secret("one1")], to: .zero, now: 3000).isEmpty)
    #expect(vault.useBackupCode(of: .zero, now: 3000) == nil)
    #expect(vault.markBackupCode(Sample.secret("one1"), of: .zero, now: 3000) == .unknown)
  }

  /// A field of another kind is read as if it were absent.
  @Test(
    arguments: [
      .null, .text("one1"), .list([]),
      .list([.bytes([1]), .unsigned(0), .secret(Sample.secret("one1"))]),
      .list([.bytes(Sample.stamp(1).bytes), .unsigned(0), .text("one1")]),
      .list([.bytes(Sample.stamp(1).bytes), .unsigned(0), .secret(Sample.secret("\u{7}"))]),
      .list([.bytes(Sample.stamp(Stamp.end).bytes), .unsigned(0), .secret(Sample.secret("one1"))]),
    ] as [Value])
  func `of another kind are not there`(value: Value) {
    var (vault, entry) = vault()
    vault.shared.update(entry) {
      $0.fields["code:00"] = Register(value: value, stamp: Sample.stamp(9000))
    }
    #expect(vault.backupCodes(of: entry).isEmpty)
  }
}

@Suite
struct `A used mark` {
  @Test func `holds on every device, whichever code the other took`() {
    var (mine, entry) = vault(codes: "one1", "two2", "three3")
    var other = Sample.vault(device: 1)
    other.merge(mine)
    #expect(mine.use(of: entry) == "one1" && other.use(of: entry) == "one1")
    #expect(other.use(of: entry) == "two2")
    mine.merge(other)
    other.merge(mine)
    #expect(mine.unused(of: entry) == ["three3"] && mine.hasSameState(as: other))
  }

  @Test func `outlasts the undo of all that was done`() throws {
    var (vault, entry) = vault(codes: "one1", "two2")
    _ = vault.use(of: entry)
    #expect(vault.history.map(\.verb) == ["backup-codes", "add"])
    try vault.undo(now: 4000)
    #expect(vault.texts(of: entry).isEmpty)
    try vault.undo(now: 5000)
    #expect(vault.texts(of: entry).count == 2 && vault.unused(of: entry) == ["two2"])
  }

  @Test func `outlasts the trash`() {
    var (vault, entry) = vault(codes: "one1", "two2")
    _ = vault.use(of: entry)
    vault.trash([entry], now: 4000)
    vault.restore([entry], now: 5000)
    #expect(vault.texts(of: entry).count == 2 && vault.unused(of: entry) == ["two2"])
  }

  @Test func `outlasts a purge, which the codes do not`() {
    var (vault, entry) = vault(codes: "one1", "two2")
    _ = vault.use(of: entry)
    vault.trash([entry], now: 4000)
    vault.purge([entry], now: 5000)
    vault.add([Sample.account()], now: 6000)
    #expect(vault.texts(of: entry).isEmpty)
    vault.addBackupCodes(["one1", "two2"].map { Sample.secret($0) }, to: entry, now: 7000)
    #expect(vault.unused(of: entry) == ["two2"])
  }

  /// A device that had not heard of the mark restores what another one purged.
  @Test func `outlasts a restore by a device that did not know it`() {
    var (mine, entry) = vault(codes: "one1", "two2")
    mine.trash([entry], now: 3000)
    var other = Sample.vault(device: 1)
    other.merge(mine)
    mine.restore([entry], now: 4000)
    _ = mine.use(of: entry, now: 5000)
    mine.trash([entry], now: 6000)
    mine.purge([entry], now: 7000)
    other.restore([entry], now: 8000)
    other.merge(mine)
    #expect(other.texts(of: entry).count == 2 && other.unused(of: entry) == ["two2"])
  }

  @Test func `holds whatever its value`() {
    var (vault, entry) = vault(codes: "one1")
    _ = vault.use(of: entry)
    vault.shared.update(BackupCodeField.marks(of: entry)) { marks in
      for field in marks.fields.keys {
        marks.fields[field] = Register(value: .null, stamp: Sample.stamp(9000))
      }
    }
    #expect(vault.unused(of: entry).isEmpty)
  }

  @Test func `is no account and no entry that is not understood`() {
    var (vault, entry) = vault(codes: "one1")
    _ = vault.use(of: entry)
    #expect(vault.accounts.count == 1 && vault.trash.isEmpty && vault.opaqueRecords.isEmpty)
  }

  @Test func `has no text of the code in the metadata`() {
    let (vault, entry) = vault(codes: "one1-two2")
    let metadata = vault.shared.records.first { $0.id == entry }?.metadata ?? []
    #expect(String(decoding: metadata, as: UTF8.self).contains("code:"))
    #expect(!String(decoding: metadata, as: UTF8.self).contains("one1"))
  }
}
