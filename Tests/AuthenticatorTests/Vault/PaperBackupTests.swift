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
    try PaperBackup(of: vault, header: header, key: key, withNotes: withNotes)
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
    let accounts = try paper.accounts(with: opened.masterKey)
    odd.parameters = [:]
    #expect(accounts.count == 3)
    for account in [Account.made(1), odd, counted] { #expect(accounts.contains(account)) }
    let bare = try sealing.paper(of: vault, withNotes: false).accounts(with: sealing.key)
    #expect(bare.allSatisfy { $0.note.isEmpty && $0.tags.isEmpty })
  }

  @Test func `gives accounts with one secret the ids that they had`() throws {
    let sealing = Sealing()
    var (first, second) = (Account.made(1), Account.made(1))
    (first.issuer, second.issuer) = ("Z", "A")
    var vault = Vault()
    vault.add([first, second], now: 1)
    let accounts = try sealing.paper(of: vault).accounts(with: sealing.key)
    let restored = PaperBackup.vault(of: accounts, now: 5)
    #expect(restored.accounts.map(\.entry) == vault.accounts.map(\.entry))
    #expect(restored.history.isEmpty)
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
      try PaperBackup(PaperBackup.magic + vault).accounts(with: sealing.key)
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
      #expect(throws: VaultError.self) { try PaperBackup(damaged).accounts(with: sealing.key) }
      #expect(throws: VaultError.self) { try PaperBackup(Array(bytes[..<position])) }
    }
    var newer = bytes
    newer[7] = 2
    #expect(throws: VaultError.newerVersion(2)) { try PaperBackup(newer) }
  }
}

@Suite struct `The codes of a paper backup` {
  @Test(arguments: [1, 981, 982, 983, 5000, 982 * 255])
  func `are as few and as full as can be, and join in any order`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let codes = try #require(PaperCode.codes(of: bytes))
    #expect(codes.count == (count + 981) / 982)
    #expect(codes.allSatisfy { $0.payload.count <= PaperCode.longest })
    let read = codes.reversed().compactMap { PaperCode($0.payload.span) }
    #expect(PaperCode.join(read) == bytes)
  }

  @Test func `are not more than 255`() {
    #expect(PaperCode.codes(of: [UInt8](repeating: 0, count: 982 * 255 + 1)) == nil)
    #expect(PaperCode.codes(of: []) == nil)
  }

  @Test func `do not join where one is missing, changed, or of another backup`() throws {
    let codes = try #require(PaperCode.codes(of: [UInt8](repeating: 1, count: 3000)))
    let others = try #require(PaperCode.codes(of: [UInt8](repeating: 2, count: 3000)))
    #expect(codes.count == 4)
    #expect(PaperCode.join(codes.dropLast()) == nil)
    #expect(PaperCode.join(codes.dropLast() + [others[3]]) == nil)
    #expect(PaperCode.join(codes + [codes[0]]) == nil)
    var payload = codes[3].payload
    payload[20] ^= 1
    let changed = PaperCode(payload.span)
    #expect(PaperCode.join(codes.dropLast() + [changed ?? others[3]]) == nil)
    #expect(changed?.number == 4)
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
