import Authenticator
import Secrets

/// Prints what rounds of sync cost in process, in milliseconds, among 50 devices that have 1,000
/// accounts, of which each has edited some: `make bench` runs it.
@main
struct SyncBenchmark {
  private static let devices = 50
  private static let accounts = 1000
  private static let now: UInt64 = 1_700_000_000_000

  private var vaults: [Vault]
  private var files: [String: [UInt8]] = [:]

  static func main() throws {
    var benchmark = try SyncBenchmark()
    try benchmark.measure()
  }

  init() throws {
    var first = Vault()
    first.add((0..<Self.accounts).map(Self.account), now: Self.now)
    try first.foundGroup(folder: "/", name: "device 0")
    vaults = [first]
    try round(0, with: [])
    for number in 1..<Self.devices { try join(number) }
    // In the end each has heard from the first, and edited something.
    for number in vaults.indices {
      let accounts = vaults[number].accounts
      for place in 0..<20 {
        var edit = AccountEdit()
        edit.note = "note \(number)"
        let entry = accounts[(number * 20 + place) % accounts.count].entry
        vaults[number].edit(entry, edit, now: Self.now + UInt64(number) + 1)
      }
      try round(number, with: [0])
    }
  }

  private static func account(_ number: Int) -> Account {
    let secret = SecretBytes(copying: Array("secret of account \(number)".utf8).span)
    return Account(
      issuer: "Service \(number)", name: "user\(number)@example.com",
      credential: Credential(type: .totp, secret: Secret(secret)))
  }

  private mutating func join(_ number: Int) throws {
    let code = PairingCode()
    let invitation = try vaults[0].invite(with: code, now: Self.now)
    var vault = Vault()
    try vault.joinGroup(
      Invitation(invitation.bytes, with: code), folder: "/", name: "device \(number)",
      now: Self.now)
    vaults.append(vault)
    try round(number, with: [0])
    try round(0, with: [number])
  }

  private func found(_ numbers: some Sequence<Int>) -> [FoundFile] {
    numbers.compactMap { number in
      let name = SyncRound.fileName(of: vaults[number].device)
      return files[name].map { FoundFile(name: name, bytes: $0) }
    }
  }

  @discardableResult
  private mutating func round(_ device: Int, with others: [Int]) throws -> SyncRound {
    let round = try SyncRound(
      vaults[device], files: found(others + [device]), now: Self.now)
    vaults[device] = round.vault
    if let file = round.file { files[file.name] = file.bytes }
    return round
  }

  private mutating func measure() throws {
    let last = Self.devices - 1
    let size = files.values.map(\.count).max() ?? 0
    try tell("all files are new (\(size / 1024) KiB each)") {
      try $0.round(last, with: Array(0..<last))
    }
    try tell("all files are read again, and nothing is new") {
      try $0.round(last, with: Array(0..<last))
    }
    try round(1, with: [])
    try tell("one file is new") { try $0.round(last, with: [1]) }
  }

  private mutating func tell(
    _ what: String, _ body: (inout SyncBenchmark) throws -> Void
  ) rethrows {
    let clock = ContinuousClock()
    let time = try clock.measure { try body(&self) }
    let milliseconds = time / .milliseconds(1)
    print("\(what)\t\(Int(milliseconds.rounded()))")
  }
}
