import Secrets
import Testing

@testable import Authenticator

@Suite
struct `Undo` {
  private static func vault(_ accounts: [Account] = [Sample.account()]) -> (Vault, [EntryID]) {
    var vault = Sample.vault()
    let added = vault.add(accounts, now: 1000)
    return (vault, added.map(\.stored.entry))
  }

  private static func renaming(to name: String) -> AccountEdit {
    var edit = AccountEdit()
    edit.name = name
    return edit
  }

  @Test func `of an addition puts it into the trash`() throws {
    var (vault, _) = Self.vault([Sample.account(), Sample.account(secret: Sample.secret("b"))])
    #expect(try vault.undo(now: 2000).verb == "add")
    #expect(vault.accounts.isEmpty)
    #expect(vault.trash.count == 2)
  }

  @Test func `of an addition that took an account out of the trash puts it back there`() throws {
    var (vault, entries) = Self.vault()
    vault.trash(entries, now: 2000)
    vault.add([Sample.account()], now: 3000)
    try vault.undo(now: 4000)
    #expect(vault.trash.count == 1)
  }

  @Test func `of an addition that filled in a PIN takes it away`() throws {
    var (vault, _) = Self.vault([Sample.account(type: .yandex)])
    vault.add([Sample.account(type: .yandex, pin: Sample.secret("1234"))], now: 2000)
    try vault.undo(now: 3000)
    #expect(vault.accounts.map(\.account.pin) == [nil])
  }

  @Test func `of an edit brings back what it changed`() throws {
    var (vault, entries) = Self.vault()
    var edit = Self.renaming(to: "bob")
    edit.note = "a note"
    edit.pin = Sample.secret("1234")
    vault.edit(entries[0], edit, now: 2000)
    try vault.undo(now: 3000)
    #expect(vault.accounts.map(\.account) == [Sample.account()])
  }

  @Test func `of trashing takes the accounts out`() throws {
    var (vault, entries) = Self.vault()
    vault.trash(entries, now: 2000)
    try vault.undo(now: 3000)
    #expect(vault.accounts.map(\.account) == [Sample.account()])
  }

  @Test func `of restoring puts the accounts back into the trash`() throws {
    var (vault, entries) = Self.vault()
    vault.trash(entries, now: 2000)
    vault.restore(entries, now: 3000)
    try vault.undo(now: 4000)
    #expect(vault.trash.count == 1)
  }

  @Test func `of an undo is a redo`() throws {
    var (vault, entries) = Self.vault()
    vault.edit(entries[0], Self.renaming(to: "bob"), now: 2000)
    try vault.undo(now: 3000)
    #expect(try vault.undo(now: 4000).verb == "undo")
    #expect(vault.accounts.map(\.account.name) == ["bob"])
    try vault.undo(now: 5000)
    #expect(vault.accounts.map(\.account.name) == ["alice"])
  }

  @Test func `of an undone addition takes it out of the trash again`() throws {
    var (vault, _) = Self.vault()
    try vault.undo(now: 2000)
    try vault.undo(now: 3000)
    #expect(vault.accounts.map(\.account) == [Sample.account()])
  }

  @Test func `by number leaves later changes of other fields alone`() throws {
    var (vault, entries) = Self.vault()
    vault.edit(entries[0], Self.renaming(to: "bob"), now: 2000)
    var edit = AccountEdit()
    edit.note = "a note"
    vault.edit(entries[0], edit, now: 3000)
    #expect(try vault.undo(number: 2, now: 4000).number == 2)
    #expect(vault.accounts.map(\.account.name) == ["alice"])
    #expect(vault.accounts.map(\.account.note) == ["a note"])
  }

  @Test func `wins over the change on another device that has it already`() throws {
    var (vault, entries) = Self.vault()
    vault.edit(entries[0], Self.renaming(to: "bob"), now: 2000)
    var other = Sample.vault(device: 1)
    other.merge(vault)
    try vault.undo(now: 500)
    other.merge(vault)
    #expect(other.accounts.map(\.account.name) == ["alice"])
  }

  @Test func `never lowers a counter that was used`() throws {
    var (vault, entries) = Self.vault([Sample.account(type: .hotp, counter: 3)])
    _ = vault.useCounter(of: entries[0])
    try vault.undo(now: 2000)
    try vault.undo(now: 3000)
    #expect(vault.useCounter(of: entries[0]) == 4)
  }

  @Test func `of a counter that was set lower raises it again, and of that lowers nothing`() throws
  {
    var (vault, entries) = Self.vault([Sample.account(type: .hotp, counter: 9)])
    var edit = AccountEdit()
    edit.counter = 4
    vault.edit(entries[0], edit, now: 2000)
    #expect(try vault.undo(now: 3000).verb == "edit")
    #expect(vault.accounts.map(\.account.counter) == [9])
    try vault.undo(now: 4000)
    #expect(vault.accounts.map(\.account.counter) == [9])
  }

  @Test func `of a counter that only grew is that change, not the one before`() throws {
    var (vault, _) = Self.vault([Sample.account(type: .hotp, counter: 3)])
    vault.add([Sample.account(type: .hotp, counter: 5)], now: 2000)
    #expect(try vault.undo(now: 3000).number == 2)
    #expect(vault.accounts.map(\.account.counter) == [5])
  }

  @Test func `of an empty journal is refused`() {
    var vault = Sample.vault()
    #expect(throws: UndoError.nothingToUndo) { try vault.undo(now: 1000) }
  }

  @Test func `of an unknown number is refused`() {
    var (vault, _) = Self.vault()
    #expect(throws: UndoError.unknownChange(2)) { try vault.undo(number: 2, now: 2000) }
  }

  @Test func `of a purge is refused`() throws {
    var (vault, entries) = Self.vault()
    vault.trash(entries, now: 2000)
    vault.purge(entries, now: 3000)
    let purge = try #require(vault.history.first)
    #expect(throws: UndoError.cannotBeUndone(purge)) { try vault.undo(now: 4000) }
  }

  @Test func `of a change of password is refused`() throws {
    var (vault, _) = Self.vault()
    vault.noteSlots([], insteadOf: [], as: .password, now: 2000)
    let change = try #require(vault.history.first)
    #expect(throws: UndoError.cannotBeUndone(change)) { try vault.undo(now: 3000) }
  }

  @Test func `never brings back what was purged`() throws {
    var (vault, entries) = Self.vault()
    vault.edit(entries[0], Self.renaming(to: "bob"), now: 2000)
    vault.trash(entries, now: 3000)
    vault.purge(entries, now: 4000)
    for number in 1...3 as ClosedRange<UInt64> { try vault.undo(number: number, now: 5000) }
    #expect(vault.accounts.isEmpty && vault.trash.isEmpty)
  }

  @Test func `outlasts saving and opening`() throws {
    var (vault, entries) = Self.vault([Sample.account(type: .yandex, pin: Sample.secret("1234"))])
    var edit = Self.renaming(to: "bob")
    edit.pin = Sample.secret("9999")
    vault.edit(entries[0], edit, now: 2000)
    var opened = try Payload.decode(Secret(Payload.encode(vault)))
    try opened.undo(now: 3000)
    #expect(
      opened.accounts.map(\.account) == [
        Sample.account(type: .yandex, pin: Sample.secret("1234"))
      ])
  }
}

@Suite
struct `The journal` {
  @Test func `tells verb, time and accounts, the newest first`() throws {
    var vault = Sample.vault()
    let added = vault.add([Sample.account()], now: 1999)
    vault.trash(added.map(\.stored.entry), now: 2000)
    #expect(vault.history.map(\.verb) == ["trash", "add"])
    #expect(vault.history.map(\.time) == [2, 1])
    #expect(vault.history.map(\.number) == [2, 1])
    let change = try #require(vault.history.last)
    #expect(vault.accounts(touchedBy: change).map { $0?.account.name } == ["alice"])
  }

  @Test func `tells that an account was purged since`() throws {
    var vault = Sample.vault()
    let entries = vault.add([Sample.account()], now: 1000).map(\.stored.entry)
    vault.trash(entries, now: 2000)
    vault.purge(entries, now: 3000)
    let change = try #require(vault.history.last)
    #expect(vault.accounts(touchedBy: change) == [nil])
  }

  @Test func `keeps the latest 200 changes`() {
    var vault = Sample.vault()
    for now in 1...205 as ClosedRange<UInt64> {
      vault.noteSlots([], insteadOf: [], as: .password, now: now)
    }
    #expect(vault.history.count == 200)
    #expect(vault.history.first?.number == 205)
    #expect(vault.history.last?.number == 6)
  }

  private static func fields(_ count: Int) -> [Change.Before] {
    Array(repeating: Change.Before(entry: .zero, field: "note", value: .null), count: count)
  }

  @Test func `keeps at most 20,000 fields`() {
    var journal = Journal()
    journal.record(.edit, at: 1, before: Self.fields(1))
    journal.record(.edit, at: 2, before: Self.fields(19_999))
    #expect(journal.changes.map(\.number) == [1, 2])
    journal.record(.edit, at: 3, before: Self.fields(1))
    #expect(journal.changes.map(\.number) == [2, 3])
  }

  @Test func `always keeps the latest change`() {
    var journal = Journal()
    journal.record(.add, at: 1, before: Self.fields(20_001))
    #expect(journal.changes.map(\.number) == [1])
  }

  @Test func `of a vault is not another's after merging`() {
    var (one, other) = (Sample.vault(), Sample.vault(device: 1))
    one.add([Sample.account()], now: 1000)
    other.merge(one)
    #expect(other.history.isEmpty)
    #expect(other.accounts.count == 1)
  }

  @Test func `with the last number there is does not stop the vault`() throws {
    var vault = Sample.vault()
    let last = Change(number: .max, time: 0, verb: "later", before: [])
    vault.local.journal = Journal([last])
    vault.noteSlots([], insteadOf: [], as: .password, now: 1000)
    #expect(try Payload.decode(Secret(Payload.encode(vault))) == vault)
  }

  @Test func `holds a field that is nested as deep as can be`() throws {
    var vault = Sample.vault()
    let entry = try #require(vault.add([Sample.account()], now: 1000).first).stored.entry
    let nested = (0..<12).reduce(Value.unsigned(1)) { value, _ in .list([value]) }
    vault.shared.update(entry) {
      $0.fields["note"] = Register(value: nested, stamp: Sample.stamp(1500))
    }
    var edit = AccountEdit()
    edit.note = "flat"
    vault.edit(entry, edit, now: 2000)
    #expect(try Payload.decode(Secret(Payload.encode(vault))) == vault)
  }
}
