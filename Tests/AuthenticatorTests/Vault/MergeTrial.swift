import Secrets

@testable import Authenticator

/// How a trial merges: as the sources do, or in a way that a trial must find out.
struct MergeRules: Sendable {
  var merge: @Sendable (inout Vault, Vault) -> Void = { $0.merge($1) }
}

/// A backup code by its account's entry and its field.
struct SpentCode: Hashable {
  let entry: EntryID
  let field: String
}

/// Two to five devices that edit one vault, with clocks that are wrong, and hear of one another by
/// stale, partial, repeated and reordered copies. All of it follows from the seed.
struct MergeTrial {
  /// What must hold, and did not.
  struct Broken: Error, CustomStringConvertible {
    let law: String
    var description: String { law }
  }

  private static let minute: UInt64 = 60_000
  private static let day: UInt64 = 24 * 60 * minute
  private static let noon: UInt64 = 1_700_000_000_000
  private static let skews: [UInt64] = [0, 0, day, day + 60 * minute, day + 5 * 365 * day]

  private let rules: MergeRules
  private var generator: SeededGenerator
  private var vaults: [Vault]
  /// Where each device's clock stands, a day ahead of the truth so that it may be a day behind.
  private var clocks: [UInt64]
  /// Copies under way, old ones among them.
  private var copies: [Vault] = []
  /// The backup codes that some device has used.
  private var spent: Set<SpentCode> = []

  init(seed: UInt64, rules: MergeRules) {
    self.rules = rules
    generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...5, using: &generator)
    vaults = (0..<count).map { Sample.vault(device: $0) }
    clocks = []
    for _ in 0..<count { clocks.append(Self.noon - Self.day + pick(Self.skews)) }
  }

  /// Lets the devices work for a while, and checks every law on the way and at the end.
  mutating func run(steps: Int = 40) throws(Broken) {
    for _ in 0..<steps {
      let device = Int.random(in: vaults.indices, using: &generator)
      passTime()
      if Int.random(in: 0..<3, using: &generator) == 0 {
        try deliver(to: device)
      } else {
        try edit(device)
      }
      if Bool.random(using: &generator) { copies.append(copy(of: vaults[device])) }
    }
    try checkAlgebra()
    try checkConvergence()
  }

  /// Mostly milliseconds, so that stamps of one second meet; sometimes back by a minute.
  private mutating func passTime() {
    for device in clocks.indices {
      clocks[device] += pick([0, 1, 300, Self.minute, 5 * Self.minute])
      if Int.random(in: 0..<20, using: &generator) == 0 { clocks[device] -= Self.minute }
    }
  }

  // MARK: What devices do

  private static let secrets = (0..<2).map { Sample.secret("secret \($0)") }

  private mutating func account() -> Account {
    let kind: CodeType = pick([.totp, .hotp, .yandex])
    return Sample.account(
      pick(["GitHub", "Почта", "e\u{301}", "\u{E9}"]), pick(["alice", "bob"]), type: kind,
      secret: pick(Self.secrets), pin: kind == .yandex ? pick([nil, Sample.secret("1234")]) : nil,
      counter: kind == .hotp ? UInt64.random(in: 0...3, using: &generator) : 0)
  }

  private mutating func edit(_ device: Int) throws(Broken) {
    let before = vaults[device]
    let now = clocks[device]
    let known = before.accounts.map(\.entry) + before.trash.map(\.entry)
    let entry = known.isEmpty ? nil : pick(known)
    var isReset = false
    switch (Int.random(in: 0..<15, using: &generator), entry) {
    case (0...1, _), (_, nil):
      var accounts: [Account] = []
      for _ in 0...Int.random(in: 0...2, using: &generator) { accounts.append(account()) }
      vaults[device].add(accounts, now: now)
    case (2...3, let entry?): vaults[device].edit(entry, names(), now: now)
    case (4...5, let entry?): vaults[device].trash([entry], now: now)
    case (6, let entry?): vaults[device].restore([entry], now: now)
    case (7, _): vaults[device].purge(before.trash.map(\.entry), now: now)
    case (8, let entry?):
      isReset = true
      var reset = AccountEdit()
      reset.counter = UInt64.random(in: 0...5, using: &generator)
      vaults[device].edit(entry, reset, now: now)
    case (9, _):
      let number = before.history.randomElement(using: &generator)?.number
      _ = try? vaults[device].undo(number: pick([nil, number]), now: now)
    case (10...12, let entry?): editCodes(of: entry, on: device, now: now)
    case (_, let entry?): _ = vaults[device].useCounter(of: entry)
    }
    try check(vaults[device], after: before, isReset: isReset)
  }

  private static let codes = (0..<4).map { Sample.secret("code-\($0)") }

  private mutating func editCodes(of entry: EntryID, on device: Int, now: UInt64) {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: vaults[device].removeBackupCodes(of: entry, now: now)
    case 1...4:
      vaults[device].addBackupCodes(
        Self.codes.filter { _ in Bool.random(using: &generator) }, to: entry, now: now)
    default:
      guard let code = vaults[device].useBackupCode(of: entry, now: now),
        let core = vaults[device].shared[entry]?.core
      else { return }
      spent.insert(SpentCode(entry: entry, field: BackupCodeField.name(of: code, in: core)))
    }
  }

  private mutating func names() -> AccountEdit {
    var edit = AccountEdit()
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: edit.issuer = pick(["GitHub", "GitLab"])
    case 1: edit.name = pick(["alice", "carol"])
    case 2: edit.pin = pick([Sample.secret("1111"), Sample.secret("2222")])
    default: edit.note = pick(["", "a note"])
    }
    return edit
  }

  // MARK: What they hear

  private mutating func deliver(to device: Int) throws(Broken) {
    guard !copies.isEmpty else { return }
    let before = vaults[device]
    rules.merge(&vaults[device], pick(copies))
    try check(vaults[device], after: before, isReset: false)
  }

  /// A whole copy, or one of which some entries are missing.
  private mutating func copy(of vault: Vault) -> Vault {
    guard Int.random(in: 0..<4, using: &generator) == 0 else { return vault }
    var part = SharedState()
    for (id, entry) in vault.shared.entries.sorted(by: { $0.key < $1.key })
    where Bool.random(using: &generator) {
      part.update(id) { $0 = entry }
    }
    return Vault(shared: part, local: vault.local)
  }

  // MARK: The laws

  private func check(_ vault: Vault, after before: Vault, isReset: Bool) throws(Broken) {
    for (id, entry) in vault.shared.entries {
      try require((entry.core == nil) == (entry.fields["life"] == nil), "a core without life")
      try require(
        !entry.fields.elements.contains { $0.stamp <= entry.purged ?? .zero },
        "a purged field came back")
      for field in ["id", "issuer", "name", "created"] where entry.core != nil {
        try require(entry.fields[field] != nil, "an account has no \(field)")
      }
      guard let old = before.shared[id] else { continue }
      try require(isReset || entry.counter >= old.counter, "a counter went back")
      try require(entry.purged ?? .zero >= old.purged ?? .zero, "a purge was forgotten")
    }
    for code in spent where before.isMarked(code) {
      try require(vault.isMarked(code), "a used code came back")
    }
    for id in before.shared.entries.keys {
      try require(vault.shared[id] != nil, "an entry vanished")
    }
  }

  private func merged(_ left: Vault, _ right: Vault) -> Vault {
    var result = left
    rules.merge(&result, right)
    return result
  }

  private mutating func checkAlgebra() throws(Broken) {
    for _ in 0..<4 {
      let (a, b, c) = (pick(vaults + copies), pick(vaults + copies), pick(vaults + copies))
      let ab = merged(a, b)
      try require(merged(a, a).hasSameState(as: a), "merging is not idempotent")
      try require(merged(ab, b).hasSameState(as: ab), "merging twice is not merging once")
      try require(ab.hasSameState(as: merged(b, a)), "merging is not commutative")
      try require(
        merged(ab, c).hasSameState(as: merged(a, merged(b, c))), "merging is not associative")
    }
  }

  private mutating func checkConvergence() throws(Broken) {
    let all = vaults + copies
    for device in vaults.indices {
      for copy in all.shuffled(using: &generator) { rules.merge(&vaults[device], copy) }
    }
    for vault in vaults {
      try require(vault.hasSameState(as: vaults[0]), "the devices differ in the end")
    }
    for code in spent {
      try require(vaults[0].isMarked(code), "a code that was used on one device is not on all")
      try require(!vaults[0].offers(code), "a used code would be given out again")
    }
    let opened = try? Payload.decode(Secret(Payload.encode(vaults[0])))
    try require(opened == vaults[0], "a vault changes by being saved and opened")
  }

  private func require(_ condition: Bool, _ law: @autoclosure () -> String) throws(Broken) {
    guard condition else { throw Broken(law: law()) }
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &generator)]
  }
}

extension Vault {
  fileprivate func isMarked(_ code: SpentCode) -> Bool {
    shared[BackupCodeField.marks(of: code.entry)]?.fields[code.field] != nil
  }

  fileprivate func offers(_ code: SpentCode) -> Bool {
    backupCodes(of: code.entry).contains { $0.field == code.field && $0.used == nil }
  }
}
