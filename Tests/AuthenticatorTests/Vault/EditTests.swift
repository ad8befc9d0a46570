import Secrets
import Testing

@testable import Authenticator

/// A vault with one account, added at 1000.
private func vault(with account: Account = Sample.account()) -> (Vault, EntryID) {
  var vault = Sample.vault()
  let added = vault.add([account], now: 1000)
  return (vault, added.first?.stored.entry ?? .zero)
}

@Suite
struct `Editing an account` {
  @Test func `changes what was asked for, and nothing else`() {
    var (vault, entry) = vault()
    var edit = AccountEdit()
    edit.issuer = "GitLab"
    vault.edit(entry, edit, now: 2000)
    #expect(vault.accounts.map(\.account) == [Sample.account("GitLab", "alice")])
  }

  @Test func `changes everything at once`() throws {
    var (vault, entry) = vault(with: Sample.account(type: .yandex))
    var edit = AccountEdit()
    (edit.issuer, edit.name, edit.note, edit.tags) = ("I", "N", "a note", ["t"])
    (edit.isPinned, edit.pin) = (true, Sample.secret("1234"))
    vault.edit(entry, edit, now: 5000)
    let stored = try #require(vault.accounts.first)
    #expect(stored.account.issuer == "I")
    #expect(stored.account.name == "N")
    #expect(stored.account.note == "a note")
    #expect(stored.account.tags == ["t"])
    #expect(stored.account.isPinned)
    #expect(stored.account.pin == Sample.secret("1234"))
    #expect(stored.modified == 5)
    #expect(stored.created == 1)
  }

  @Test func `to what it is already changes nothing`() {
    var (vault, entry) = vault()
    let before = vault
    var edit = AccountEdit()
    edit.issuer = "GitHub"
    vault.edit(entry, edit, now: 2000)
    #expect(vault.hasSameState(as: before))
    #expect(vault.history.count == 1)
  }

  @Test func `to another spelling of the same looks is a change`() throws {
    var (vault, entry) = vault(with: Sample.account("\u{E9}"))
    var edit = AccountEdit()
    edit.issuer = "e\u{301}"
    vault.edit(entry, edit, now: 2000)
    #expect(Array(try #require(vault.accounts.first).account.issuer.utf8) == [0x65, 0xCC, 0x81])
  }

  @Test func `sets its counter, also back`() {
    var (vault, entry) = vault(with: Sample.account(type: .hotp, counter: 9))
    var edit = AccountEdit()
    edit.counter = 4
    vault.edit(entry, edit, now: 2000)
    #expect(vault.useCounter(of: entry) == 4)
  }

  @Test func `in the trash leaves it there`() {
    var (vault, entry) = vault()
    vault.trash([entry], now: 2000)
    var edit = AccountEdit()
    edit.name = "bob"
    vault.edit(entry, edit, now: 3000)
    #expect(vault.trash.map(\.account.name) == ["bob"])
  }

  @Test func `that is not there changes nothing`() {
    var (vault, _) = vault()
    let before = vault
    var edit = AccountEdit()
    edit.name = "bob"
    vault.edit(.zero, edit, now: 2000)
    vault.trash([.zero], now: 2000)
    vault.restore([.zero], now: 2000)
    vault.purge([.zero], now: 2000)
    #expect(vault.useCounter(of: .zero) == nil)
    #expect(vault.hasSameState(as: before))
    #expect(vault.history.count == 1)
  }

  @Test(arguments: [999, Stamp.end, .max] as [UInt64])
  func `takes effect whatever the clock says`(now: UInt64) throws {
    var (vault, entry) = vault()
    var edit = AccountEdit()
    edit.name = "bob"
    vault.edit(entry, edit, now: now)
    let opened = try Payload.decode(Secret(Payload.encode(vault)))
    #expect(opened.accounts.map(\.account.name) == ["bob"])
    #expect(opened.opaqueRecords.isEmpty)
  }

  @Test func `wins over an older one of a device whose clock is five years ahead`() {
    var (one, entry) = vault()
    var other = Sample.vault(device: 1)
    other.merge(one)
    var edit = AccountEdit()
    edit.name = "ahead"
    other.edit(entry, edit, now: 1000 + 5 * 31_536_000_000)
    one.merge(other)
    edit.name = "later"
    one.edit(entry, edit, now: 2000)
    other.merge(one)
    #expect(other.accounts.map(\.account.name) == ["later"])
  }
}

@Suite
struct `The trash` {
  @Test func `takes an account and gives it back`() {
    var (vault, entry) = vault()
    vault.trash([entry], now: 2000)
    #expect(vault.accounts.isEmpty)
    #expect(vault.trash.map(\.account) == [Sample.account()])
    vault.restore([entry], now: 3000)
    #expect(vault.accounts.map(\.account) == [Sample.account()])
    #expect(vault.trash.isEmpty)
  }

  @Test func `takes an account once`() {
    var (vault, entry) = vault()
    vault.trash([entry, entry], now: 2000)
    vault.trash([entry], now: 3000)
    #expect(vault.history.map(\.verb) == ["trash", "add"])
  }

  @Test func `is the only place from which an account is purged`() {
    var (vault, entry) = vault()
    vault.purge([entry], now: 2000)
    #expect(vault.accounts.count == 1)
    #expect(vault.history.count == 1)
  }

  @Test func `gives nothing back once it was purged`() {
    var (vault, entry) = vault()
    vault.trash([entry], now: 2000)
    vault.purge([entry], now: 3000)
    vault.restore([entry], now: 4000)
    #expect(vault.accounts.isEmpty && vault.trash.isEmpty)
  }

  @Test func `leaves of a purged account neither secret nor name`() {
    var (vault, entry) = vault(with: Sample.account(type: .yandex, pin: Sample.secret("1234")))
    vault.trash([entry], now: 2000)
    vault.purge([entry], now: 3000)
    let records = vault.shared.records
    #expect(records.flatMap(\.secrets).isEmpty)
    #expect(records.map(\.metadata.count) == [36])
  }

  @Test func `keeps what was purged from coming back with an old copy`() {
    var (vault, entry) = vault()
    let old = vault
    vault.trash([entry], now: 2000)
    vault.purge([entry], now: 3000)
    vault.merge(old)
    #expect(vault.accounts.isEmpty && vault.trash.isEmpty)
  }

  @Test func `keeps what was purged from coming back with a later edit elsewhere`() {
    var (vault, entry) = vault()
    var other = Sample.vault(device: 1)
    other.merge(vault)
    vault.trash([entry], now: 2000)
    vault.purge([entry], now: 3000)
    var edit = AccountEdit()
    edit.note = "later"
    other.edit(entry, edit, now: 4000)
    vault.merge(other)
    #expect(vault.accounts.isEmpty && vault.trash.isEmpty)
  }

  @Test func `gives back, names and all, what was restored elsewhere after the purge`() {
    var (vault, entry) = vault()
    vault.trash([entry], now: 2000)
    var other = Sample.vault(device: 1)
    other.merge(vault)
    vault.purge([entry], now: 3000)
    other.restore([entry], now: 4000)
    vault.merge(other)
    #expect(vault.accounts.map(\.account) == [Sample.account()])
    #expect(vault.accounts.map(\.id) == other.accounts.map(\.id))
  }
}

@Suite
struct `Using an HOTP counter` {
  @Test func `gives each counter once`() {
    var (vault, entry) = vault(with: Sample.account(type: .hotp, counter: 3))
    #expect(vault.useCounter(of: entry) == 3)
    #expect(vault.useCounter(of: entry) == 4)
    #expect(vault.accounts.map(\.account.counter) == [5])
  }

  @Test func `is for HOTP only`() {
    var (vault, entry) = vault()
    #expect(vault.useCounter(of: entry) == nil)
  }

  @Test func `ends with the last but one`() {
    var (vault, entry) = vault(with: Sample.account(type: .hotp, counter: .max - 1))
    #expect(vault.useCounter(of: entry) == UInt64.max - 1)
    #expect(vault.useCounter(of: entry) == nil)
  }

  @Test func `goes on where it was when the account comes back`() {
    var (vault, entry) = vault(with: Sample.account(type: .hotp, counter: 7))
    vault.trash([entry], now: 2000)
    vault.purge([entry], now: 3000)
    vault.add([Sample.account(type: .hotp)], now: 4000)
    #expect(vault.useCounter(of: entry) == 7)
  }
}
