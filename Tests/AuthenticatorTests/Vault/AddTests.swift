import Secrets
import Testing

@testable import Authenticator

@Suite
struct `Adding accounts` {
  private static func names(_ accounts: [StoredAccount]) -> [String] {
    accounts.map(\.account.name)
  }

  @Test func `tells of each what became of it, in the order of the source`() {
    var vault = Sample.vault()
    let additions = vault.add(
      [Sample.account("B", "b", secret: Sample.secret("b")), Sample.account("A", "a")], now: 1000)
    #expect(additions.map(\.outcome) == [.added, .added])
    #expect(additions.map(\.stored.account.name) == ["b", "a"])
  }

  @Test func `keeps all that is known of an account`() {
    let account = Account(
      issuer: "Yandex", name: "alice",
      credential: Credential(type: .yandex, secret: Sample.secret, digits: 8),
      pin: Sample.secret("1234"), labelPrefix: "Ya", note: "a note", tags: ["work", "mail"],
      isPinned: true, parameters: ["image": "x", "uid": ""])
    var vault = Sample.vault()
    vault.add([account], now: 1_700_000_000_123)
    #expect(vault.accounts.map(\.account) == [account])
    #expect(vault.accounts.map(\.created) == [1_700_000_000])
    #expect(vault.accounts.map(\.modified) == [1_700_000_000])
  }

  @Test func `gives each an id of eight characters`() {
    var vault = Sample.vault()
    vault.add((0..<50).map { Sample.account(secret: Sample.secret("\($0)")) }, now: 1000)
    let ids = vault.accounts.map(\.id)
    #expect(Set(ids).count == 50)
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[a-z2-7]{8}/) != nil })
  }

  @Test func `puts what lay in a trash into the trash, as one change`() {
    var vault = Sample.vault()
    let accounts = [Sample.account("A", "a"), Sample.account("B", "b", secret: Sample.secret("b"))]
    let additions = vault.add(accounts, trashed: [1], now: 1000)
    #expect(additions.map(\.outcome) == [.added, .addedToTrash])
    #expect(Self.names(vault.accounts) == ["a"] && Self.names(vault.trash) == ["b"])
    #expect(vault.history.count == 1)
  }

  @Test func `does not take out of the trash what lay in one`() {
    var vault = Sample.vault()
    vault.add([Sample.account()], trashed: [0], now: 1000)
    let again = vault.add([Sample.account()], trashed: [0], now: 2000)
    #expect(again.map(\.outcome) == [.alreadyThere])
    #expect(vault.accounts.isEmpty && vault.trash.count == 1)
    #expect(vault.add([Sample.account()], now: 3000).map(\.outcome) == [.restored])
  }

  @Test func `does not put what is there into the trash`() {
    var vault = Sample.vault()
    vault.add([Sample.account()], now: 1000)
    let again = vault.add([Sample.account()], trashed: [0], now: 2000)
    #expect(again.map(\.outcome) == [.alreadyThere])
    #expect(vault.accounts.count == 1 && vault.trash.isEmpty)
  }

  @Test func `of nothing changes nothing`() {
    var vault = Sample.vault()
    #expect(vault.add([], now: 1000).isEmpty)
    #expect(vault.accounts.isEmpty)
    #expect(vault.history.isEmpty)
  }

  @Test func `of the same twice makes one account`() {
    var vault = Sample.vault()
    let first = vault.add([Sample.account()], now: 1000)
    let second = vault.add([Sample.account()], now: 2000)
    #expect(second.map(\.outcome) == [.alreadyThere])
    #expect(second.map(\.stored) == first.map(\.stored))
    #expect(vault.history.count == 1)
  }

  @Test func `of the same twice in one source makes one account`() {
    var vault = Sample.vault()
    let additions = vault.add([Sample.account(), Sample.account()], now: 1000)
    #expect(additions.map(\.outcome) == [.added, .alreadyThere])
    #expect(vault.accounts.count == 1)
  }

  @Test func `leaves one that was renamed as it is`() throws {
    var vault = Sample.vault()
    let entry = try #require(vault.add([Sample.account()], now: 1000).first).stored.entry
    var edit = AccountEdit()
    edit.name = "mine"
    vault.edit(entry, edit, now: 2000)
    #expect(vault.add([Sample.account()], now: 3000).map(\.outcome) == [.alreadyThere])
    #expect(Self.names(vault.accounts) == ["mine"])
  }

  @Test func `of one secret with two names in one source makes two accounts`() {
    var vault = Sample.vault()
    let source = [Sample.account("GitHub", "alice"), Sample.account("GitHub", "bob")]
    #expect(vault.add(source, now: 1000).map(\.outcome) == [.added, .added])
    #expect(vault.add(source, now: 2000).map(\.outcome) == [.alreadyThere, .alreadyThere])
    #expect(Self.names(vault.accounts) == ["alice", "bob"])
  }

  @Test(arguments: [["alice", "bob"], ["bob", "alice"], ["carol", "alice", "bob"]])
  func `loses no name of a source because the vault has another of them`(names: [String]) {
    var vault = Sample.vault()
    vault.add([Sample.account("GitHub", "bob")], now: 1000)
    let source = names.map { Sample.account("GitHub", $0) }
    vault.add(source, now: 2000)
    #expect(Self.names(vault.accounts) == names.sorted())
    #expect(vault.add(source, now: 3000).allSatisfy { $0.outcome == .alreadyThere })
  }

  @Test func `of one secret with two names in two sources makes one account, by the first name`() {
    var vault = Sample.vault()
    let both = [Sample.account("GitHub", "alice"), Sample.account("GitHub", "bob")]
    let outcomes = vault.add(both, sources: [1], now: 1000).map(\.outcome)
    #expect(outcomes == [.added, .alreadyThere])
    #expect(Self.names(vault.accounts) == ["alice"])
  }

  @Test(arguments: [[0], [1], [0, 1, 2], [-1, 1, 7]])
  func `of sources that begin anywhere adds every account once`(sources: [Int]) {
    var vault = Sample.vault()
    let accounts = [Sample.account(), Sample.account(secret: Sample.secret("another"))]
    #expect(vault.add(accounts, sources: sources, now: 1000).map(\.outcome) == [.added, .added])
  }

  @Test func `fills in what the vault never had`() {
    var vault = Sample.vault()
    vault.add([Sample.account()], now: 1000)
    var more = Sample.account()
    (more.note, more.tags, more.isPinned) = ("n", ["work"], true)
    let second = vault.add([more], now: 2000)
    #expect(second.map(\.outcome) == [.completed])
    #expect(second.map(\.filled) == [[.note, .tags, .pinned]] && second.map(\.kept) == [[]])
    #expect(vault.accounts.map(\.account) == [more])
  }

  @Test func `leaves what the user took away, and what the user wrote`() {
    var vault = Sample.vault()
    var account = Sample.account()
    (account.note, account.tags) = ("theirs", ["work"])
    let entry = vault.add([account], now: 1000)[0].stored.entry
    var edit = AccountEdit()
    (edit.note, edit.tags) = ("mine", [])
    vault.edit(entry, edit, now: 2000)
    let second = vault.add([account], now: 3000)
    #expect(second.map(\.outcome) == [.alreadyThere])
    #expect(second.map(\.kept) == [[.note, .tags]])
    #expect(vault.accounts.map(\.account.note) == ["mine"])
    #expect(vault.accounts.map(\.account.tags) == [[]])
  }

  @Test func `of one in the trash takes it out`() {
    var vault = Sample.vault()
    let first = vault.add([Sample.account()], now: 1000)
    vault.trash(first.map(\.stored.entry), now: 2000)
    let second = vault.add([Sample.account()], now: 3000)
    #expect(second.map(\.outcome) == [.restored])
    #expect(second.map(\.stored.id) == first.map(\.stored.id))
    #expect(vault.trash.isEmpty)
  }

  @Test func `of a purged one makes it anew`() {
    var vault = Sample.vault()
    let first = vault.add([Sample.account()], now: 1000)
    vault.trash(first.map(\.stored.entry), now: 2000)
    vault.purge(first.map(\.stored.entry), now: 3000)
    let second = vault.add([Sample.account()], now: 4000)
    #expect(second.map(\.outcome) == [.added])
    #expect(second.map(\.stored.id) != first.map(\.stored.id))
    #expect(vault.accounts.map(\.account) == [Sample.account()])
  }

  @Test func `fills in a PIN that arrives later`() {
    var vault = Sample.vault()
    vault.add([Sample.account(type: .yandex)], now: 1000)
    let pin = Sample.secret("1234")
    let second = vault.add([Sample.account(type: .yandex, pin: pin)], now: 2000)
    #expect(second.map(\.outcome) == [.completed])
    #expect(vault.accounts.map(\.account.pin) == [pin])
  }

  @Test func `leaves a PIN that is there`() {
    var vault = Sample.vault()
    vault.add([Sample.account(type: .yandex, pin: Sample.secret("1234"))], now: 1000)
    vault.add([Sample.account(type: .yandex, pin: Sample.secret("9999"))], now: 2000)
    #expect(vault.accounts.map(\.account.pin) == [Sample.secret("1234")])
  }

  @Test func `lets a counter grow`() {
    var vault = Sample.vault()
    vault.add([Sample.account(type: .hotp, counter: 5)], now: 1000)
    let second = vault.add([Sample.account(type: .hotp, counter: 9)], now: 2000)
    #expect(second.map(\.outcome) == [.completed])
    #expect(vault.accounts.map(\.account.counter) == [9])
  }

  @Test func `never lets a counter go back`() {
    var vault = Sample.vault()
    vault.add([Sample.account(type: .hotp, counter: 5)], now: 1000)
    let second = vault.add([Sample.account(type: .hotp, counter: 2)], now: 2000)
    #expect(second.map(\.outcome) == [.alreadyThere])
    #expect(vault.accounts.map(\.account.counter) == [5])
  }

  @Test func `on two devices makes one account of both`() {
    var (one, other) = (Sample.vault(), Sample.vault(device: 1))
    one.add([Sample.account()], now: 1000)
    other.add([Sample.account()], now: 2000)
    one.merge(other)
    #expect(one.accounts == other.accounts)
  }

  @Test(arguments: [
    "Почта", "e\u{301}", "\u{E9}", "\u{1112}\u{1161}\u{11AB}", "\u{D55C}", "👩‍👩‍👧‍👦🇺🇦",
    "a\u{0}b\u{1B}[31m", "\u{202E}evil", "\u{FEFF}", String(repeating: "\u{300}", count: 1000),
  ])
  func `keeps names byte by byte`(name: String) throws {
    var vault = Sample.vault()
    vault.add([Sample.account(name, name)], now: 1000)
    let account = try #require(try Payload.decode(Secret(Payload.encode(vault))).accounts.first)
    #expect(Array(account.account.issuer.utf8) == Array(name.utf8))
    #expect(Array(account.account.name.utf8) == Array(name.utf8))
  }
}
