import Secrets
import Testing

@testable import Authenticator

extension Account {
  fileprivate static func made(_ number: UInt8, _ type: CodeType = .totp) -> Account {
    Account(
      issuer: "Issuer \(number)", name: "user",
      credential: Credential(
        type: type, secret: Secret(SecretBytes(copying: [UInt8](repeating: number, count: 20).span))
      )
    )
  }
}

/// A vault file's key and header with a recovery key and a key file for slots.
private struct Sealing: ~Copyable {
  let key = MasterKey()
  let recoveryKey = RecoveryKey()
  let made: UInt64 = 1_700_000_000
  let header: VaultHeader

  init(hasRecoveryKey: Bool = true) {
    var header = VaultHeader.new()
    header.slots = [Slot(keyFile: KeyFile(), wrapping: key, of: header)]
    if hasRecoveryKey {
      header.slots.append(Slot(recoveryKey: recoveryKey, wrapping: key, of: header))
    }
    self.header = header
  }

  func paper(of vault: Vault, withNotes: Bool = true) throws -> PaperBackup {
    try PaperBackup(of: vault, header: header, key: key, made: made, withNotes: withNotes)
  }
}

@Suite struct `A paper backup` {
  @Test func `holds the live accounts with all that codes are computed from`() throws {
    let sealing = Sealing()
    var odd = Account.made(2, .yandex)
    (odd.pin, odd.note, odd.tags) = (
      Secret(SecretBytes(copying: [1, 2].span)), "note", ["a", "b"]
    )
    (odd.isPinned, odd.parameters) = (true, ["image": "x"])
    var counted = Account.made(3, .hotp)
    counted.counter = 7
    var vault = Vault()
    vault.add([.made(1), odd, counted, .made(4)], now: 1)
    let last = try #require(vault.accounts.last)
    vault.trash([last.entry], now: 2)
    let paper = try sealing.paper(of: vault)
    let opened = try paper.file.unlock(recoveryKey: sealing.recoveryKey)
    let accounts = try paper.content(with: opened.masterKey).accounts
    odd.parameters = [:]
    #expect(accounts.count == 3)
    for account in [Account.made(1), odd, counted] { #expect(accounts.contains(account)) }
    let bare = try sealing.paper(of: vault, withNotes: false).content(with: sealing.key).accounts
    #expect(bare.allSatisfy { $0.note.isEmpty && $0.tags.isEmpty })
  }

  @Test func `gives accounts with one secret the ids that they had`() throws {
    let sealing = Sealing()
    var (first, second) = (Account.made(1), Account.made(1))
    (first.issuer, second.issuer) = ("Z", "A")
    var vault = Vault()
    vault.add([first, second], now: 1)
    let restored = try sealing.paper(of: vault).content(with: sealing.key).vault
    #expect(restored.accounts.map(\.entry) == vault.accounts.map(\.entry))
    #expect(restored.history.isEmpty)
  }

  /// One machine is lost and comes back from paper; the others went on after the print.
  @Test func `gives way to whatever happened after it was printed`() throws {
    let sealing = Sealing()
    let print = sealing.made * 1000
    var vault = Sample.vault(device: 1)
    vault.add([.made(1), .made(2), .made(3), .made(4, .hotp)], now: print - 10)
    let paper = try sealing.paper(of: vault)
    let entries = vault.accounts.map(\.entry)
    var edit = AccountEdit()
    edit.name = "renamed"
    vault.edit(entries[0], edit, now: print + 1)
    vault.trash(Array(entries[1...2]), now: print + 2)
    vault.purge([entries[2]], now: print + 3)
    for _ in 0..<5 { _ = vault.useCounter(of: entries[3]) }
    var restored = try paper.content(with: sealing.key).vault
    #expect(restored.accounts.count == 4)
    restored.merge(vault)
    #expect(restored.accounts.map(\.account) == vault.accounts.map(\.account))
    #expect(restored.accounts.map(\.account.counter) == [0, 5])
    #expect(restored.trash.map(\.entry) == [entries[1]])
  }

  @Test func `takes any time of making`() {
    for made in [0, 1, UInt64.max] {
      let vault = PaperContent(accounts: [.made(1)], made: made).vault
      #expect(vault.accounts.count == 1 && vault.opaqueRecords.isEmpty)
    }
  }

  @Test func `has no slot for what nobody carries on paper`() throws {
    let sealing = Sealing()
    #expect(try sealing.paper(of: Vault()).file.header.slots.map(\.kind) == [.recoveryKey])
    let without = Sealing(hasRecoveryKey: false)
    #expect(throws: VaultError.slotCount) { try without.paper(of: Vault()) }
  }

  @Test func `is no vault, and no vault is one`() throws {
    let sealing = Sealing()
    let paper = try sealing.paper(of: Vault())
    #expect(throws: VaultError.notAVault) { try VaultFile(paper.bytes) }
    #expect(throws: VaultError.damaged) { try paper.file.open(with: sealing.key) }
    let vault = try VaultFile.seal(Vault(), header: sealing.header, key: sealing.key)
    #expect(throws: VaultError.notAVault) { try PaperBackup(vault) }
    #expect(throws: VaultError.damaged) {
      try PaperBackup(PaperBackup.magic + vault).content(with: sealing.key)
    }
  }

  @Test func `is refused where a bit is flipped, or an end is missing`() throws {
    let sealing = Sealing()
    var vault = Vault()
    vault.add([.made(1)], now: 1)
    let bytes = try sealing.paper(of: vault).bytes
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 1 << UInt8(position % 8)
      #expect(throws: VaultError.self) { try PaperBackup(damaged).content(with: sealing.key) }
      #expect(throws: VaultError.self) { try PaperBackup(Array(bytes[..<position])) }
    }
    var newer = bytes
    newer[7] = 2
    #expect(throws: VaultError.newerVersion(2)) { try PaperBackup(newer) }
  }
}

@Suite struct `The codes of a paper backup` {
  @Test(arguments: [1, 977, 978, 979, 5000, 978 * 254])
  func `are as few and as full as can be, and join in any order`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let codes = try #require(PaperCode.codes(of: bytes))
    #expect(codes.count == (count + 977) / 978 + 1)
    #expect(codes.allSatisfy { $0.payload.count <= PaperCode.longest })
    let read = codes.reversed().compactMap { PaperCode($0.payload.span) }
    #expect(PaperCode.join(read) == bytes)
  }

  @Test(arguments: [1, 2, 978, 979, 981, 5000, 9000])
  func `join where any one is missing, and not where two are`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 >> 8) }
    let codes = try #require(PaperCode.codes(of: bytes))
    for lost in codes.indices {
      var rest = codes
      rest.remove(at: lost)
      #expect(PaperCode.join(rest) == bytes, "code \(lost + 1)")
      #expect(PaperCode.join(rest.dropLast()) == nil, "code \(lost + 1) and another")
    }
  }

  @Test func `are not more than 255`() {
    #expect(PaperCode.codes(of: [UInt8](repeating: 0, count: 978 * 254 + 1)) == nil)
    #expect(PaperCode.codes(of: []) == nil)
  }

  @Test func `do not join where one is missing, changed, or of another backup`() throws {
    let codes = try #require(PaperCode.codes(of: [UInt8](repeating: 1, count: 3000)))
    let others = try #require(PaperCode.codes(of: [UInt8](repeating: 2, count: 3000)))
    #expect(codes.count == 5)
    #expect(PaperCode.join(codes.dropLast(2)) == nil)
    #expect(PaperCode.join(codes.dropLast() + [others[4]]) == nil)
    #expect(PaperCode.join(codes + [codes[0]]) == nil)
    for place in [20, codes[2].payload.count - 1] {
      var payload = codes[2].payload
      payload[place] ^= 1
      let read = PaperCode(payload.span)
      let changed = try #require(read)
      #expect(changed.number == 3)
      #expect(PaperCode.join(codes.prefix(2) + [changed] + codes.suffix(2)) == nil)
      #expect(PaperCode.join(codes.prefix(1) + [changed] + codes.suffix(2)) == nil)
    }
    #expect(PaperCode.join([PaperCode]()) == nil)
  }

  @Test(arguments: [
    [], Array("fobp".utf8), Array("fobp".utf8) + [UInt8](repeating: 1, count: 11),
    Array("fobp\u{2}".utf8) + [UInt8](repeating: 1, count: 20),
    Array("fobp\u{1}12345678".utf8) + [0, 1, 9], Array("fobp\u{1}12345678".utf8) + [2, 1, 9],
    Array("fobp\u{1}12345678".utf8) + [1, 0, 9], Array("otpauth://totp/x?secret=AAAAAAAA".utf8),
  ])
  func `are told from all else`(payload: [UInt8]) {
    let code = PaperCode(payload.span)
    #expect(code == nil)
  }
}
