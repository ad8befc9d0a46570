import Secrets

@testable import Authenticator

/// Two to five devices of one sync group that edit with clocks that are wrong, and whose files reach
/// one another stale, in part, twice and in any order. All of it but the keys follows from the seed.
struct SyncTrial {
  /// What must hold, and did not.
  struct Broken: Error, CustomStringConvertible {
    let law: String
    var description: String { law }
  }

  private static let skews: [UInt64] = [0, 86_400_000, 90_000_000, 86_400_000 * (1 + 5 * 365)]
  private static let secrets = (0..<3).map { Sample.secret("secret \($0)") }

  private var generator: SeededGenerator
  private var group: SampleGroup
  private var clocks: [UInt64] = []
  /// Every file that was ever written, oldest first.
  private var written: [FoundFile] = []
  /// What every device would know if all had told each other all.
  private var everything: Vault

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    group = try SampleGroup(Int.random(in: 2...5, using: &generator))
    everything = Vault()
    for _ in group.devices {
      clocks.append(SampleGroup.noon - 86_400_000 + pick(Self.skews))
    }
    written = group.files.sorted { $0.name < $1.name }
  }

  mutating func run(steps: Int = 24) throws {
    for _ in 0..<steps {
      let device = Int.random(in: group.devices.indices, using: &generator)
      clocks[device] += pick([0, 1, 300, 60_000])
      if Bool.random(using: &generator) {
        try hear(device, pickedFiles())
      } else {
        edit(device)
      }
    }
    try finish()
  }

  private mutating func edit(_ device: Int) {
    let now = clocks[device]
    let known = (group.devices[device].accounts + group.devices[device].trash).map(\.entry)
    guard let entry = known.isEmpty ? nil : pick(known),
      Int.random(in: 0..<4, using: &generator) > 0
    else {
      let type: CodeType = pick([.totp, .hotp])
      let account = Sample.account(
        pick(["GitHub", "Bank"]), pick(["alice", "bob"]), type: type, secret: pick(Self.secrets))
      group.devices[device].add([account], now: now)
      return
    }
    switch Int.random(in: 0..<7, using: &generator) {
    case 0...1:
      var edit = AccountEdit()
      edit.note = pick(["", "a", "b"])
      group.devices[device].edit(entry, edit, now: now)
    case 2: group.devices[device].trash([entry], now: now)
    case 3: group.devices[device].restore([entry], now: now)
    case 4:
      group.devices[device].purge(group.devices[device].trash.map(\.entry), now: now)
    case 5: group.devices[device].addBackupCodes([pick(Self.secrets)], to: entry, now: now)
    default:
      _ = group.devices[device].useCounter(of: entry)
      _ = group.devices[device].useBackupCode(of: entry, now: now)
    }
  }

  /// Any files of any age, some twice, in any order; now and then half of one.
  private mutating func pickedFiles() -> [FoundFile] {
    (0..<Int.random(in: 0...4, using: &generator)).map { number in
      let file = pick(written)
      let isCut = Int.random(in: 0..<8, using: &generator) == 0
      let bytes = isCut ? Array(file.bytes.prefix(file.bytes.count / 2)) : file.bytes
      return FoundFile(name: "\(number) \(file.name)", bytes: bytes)
    }
  }

  private mutating func hear(_ device: Int, _ files: [FoundFile]) throws {
    let before = group.devices[device]
    everything.merge(before)
    let round = try SyncRound(before, files: files, now: clocks[device])
    group.devices[device] = round.vault
    if let file = round.file {
      written.append(file)
      group.folder[file.name] = file.bytes
    }
    try check(round.vault, after: before)
    try require(round.vault.device == before.device, "a device took itself for a copy")
  }

  private func check(_ vault: Vault, after before: Vault) throws(Broken) {
    for (id, old) in before.shared.entries {
      guard let entry = vault.shared[id] else { throw Broken(law: "an entry vanished") }
      try require(entry.counter >= old.counter, "a counter went back")
      try require(entry.purged ?? .zero >= old.purged ?? .zero, "a purge was forgotten")
      try require(
        !entry.fields.elements.contains { $0.stamp <= entry.purged ?? .zero },
        "a purged field came back")
    }
    var joined = before
    joined.merge(vault)
    try require(joined.hasSameState(as: vault), "a round lost something")
  }

  /// In the end all have the newest file of each, and nobody has anything to add.
  private mutating func finish() throws {
    for vault in group.devices { everything.merge(vault) }
    for device in group.devices.indices {
      try hear(device, (written + group.files).shuffled(using: &generator))
    }
    try require(try group.settle(), "the devices never come to an end")
    for vault in group.devices {
      try require(vault.hasSameState(as: everything), "the devices differ in the end")
      try require(
        vault.syncStanding?.devices.count == group.devices.count, "a device is missing")
    }
    for device in group.devices.indices {
      try require(try group.sync(device).findings.allSatisfy(\.isAboutClocks), "a finding stays")
    }
  }

  private func require(_ condition: Bool, _ law: String) throws(Broken) {
    guard condition else { throw Broken(law: law) }
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &generator)]
  }
}

extension SyncFinding {
  fileprivate var isAboutClocks: Bool {
    if case .clockAhead = self { true } else { false }
  }
}
