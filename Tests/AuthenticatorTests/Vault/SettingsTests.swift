import Testing

@testable import Authenticator

@Suite
struct `The settings of a vault` {
  private static func entry(_ number: UInt64) -> EntryID { EntryID(high: 7, low: number) }

  /// What a vault's settings are after it was written and read.
  private static func saved(_ settings: Settings) -> Settings {
    var local = LocalPart(device: Sample.devices[0])
    local.settings = settings
    return LocalPart(local.value).settings
  }

  @Test func `have defaults that take no place in the file`() {
    let settings = Settings()
    #expect(settings.startsAgent && !settings.hidesCodes && settings.sort == .name)
    #expect(settings.agentTimeout == 300 && settings.screenTimeout == 300)
    #expect(settings.passwordTyped == nil && settings.backupProven == nil)
    #expect(settings.lastUse.isEmpty)
    #expect(LocalPart(device: Sample.devices[0]).value.map?["settings"] == nil)
  }

  @Test func `come back as they were set`() {
    var settings = Settings()
    (settings.startsAgent, settings.hidesCodes, settings.sort) = (false, true, .use)
    (settings.agentTimeout, settings.screenTimeout) = (60, 86_400)
    (settings.passwordTyped, settings.backupProven) = (1_700_000_000, 1_700_000_001)
    settings.noteUse(of: Self.entry(1), at: 5)
    let read = Self.saved(settings)
    #expect(read == settings && read != Settings())
    #expect(!read.startsAgent && read.hidesCodes && read.sort == .use)
    #expect(read.agentTimeout == 60 && read.screenTimeout == 86_400)
    #expect(read.passwordTyped == 1_700_000_000 && read.backupProven == 1_700_000_001)
    #expect(read.lastUse == [Self.entry(1): 5])
  }

  @Test(arguments: [
    ("agent", Value.unsigned(0)), ("agent-timeout", .unsigned(0)),
    ("agent-timeout", .unsigned(.max)), ("screen-timeout", .text("300")), ("hide-codes", .null),
    ("sort", .text("colour")), ("password-typed", .flag(true)), ("backup-proven", .text("")),
    ("uses", .list([.unsigned(1), .list([]), .list([.bytes([1]), .unsigned(1)])])),
  ])
  func `that are not understood read as their defaults and are kept`(name: String, value: Value) {
    var table = KeyedTable<Value>()
    table[name] = value
    table["later"] = .text("of a newer fob")
    var settings = Self.saved(Settings(table))
    #expect(settings.startsAgent && !settings.hidesCodes && settings.sort == .name)
    #expect(settings.agentTimeout == 300 && settings.screenTimeout == 300)
    #expect(settings.passwordTyped == nil && settings.backupProven == nil)
    #expect(settings.lastUse.isEmpty && settings.table[name] == value)
    settings.sort = .use
    #expect(Self.saved(settings).table["later"] == .text("of a newer fob"))
  }

  @Test func `remember the latest thousand uses`() {
    var settings = Settings()
    for number in 1...1001 { settings.noteUse(of: Self.entry(UInt64(number)), at: UInt64(number)) }
    settings.noteUse(of: Self.entry(2), at: 2000)
    settings.noteUse(of: Self.entry(1002), at: 2001)
    #expect(settings.lastUse.count == 1000 && settings.lastUse[Self.entry(2)] == 2000)
    #expect(settings.lastUse[Self.entry(1)] == nil && settings.lastUse[Self.entry(3)] == nil)
  }

  @Test func `forget the uses of what is deleted for good`() {
    var vault = Sample.vault()
    let accounts = [Sample.account(), Sample.account("Mail")]
    let entries = vault.add(accounts, now: 1000).map(\.stored.entry)
    for entry in entries { vault.settings.noteUse(of: entry, at: 9) }
    vault.trash([entries[0]], now: 2000)
    #expect(vault.settings.lastUse.count == 2)
    vault.purge([entries[0]], now: 3000)
    #expect(vault.settings.lastUse == [entries[1]: 9])
  }

  @Test func `need saving, but are no change of an account and have no line in the journal`() {
    let before = Sample.vault()
    var vault = before
    #expect(!vault.needsSaving(after: before))
    vault.settings.hidesCodes = true
    #expect(vault.needsSaving(after: before) && vault.hasSameState(as: before))
    #expect(vault.history.isEmpty)
  }

  @Test func `are not taken over from another vault`() {
    var (mine, other) = (Sample.vault(), Sample.vault(device: 1))
    (mine.settings.screenTimeout, other.settings.screenTimeout) = (60, 90)
    mine.merge(other)
    #expect(mine.settings.screenTimeout == 60)
  }
}
