internal import Authenticator
internal import Secrets

/// The backup codes of one account, as a command works on them.
struct AccountCodes {
  /// From so few on, it is time for new ones.
  static let few = 3

  private let account: PublicAccount
  private let session: any VaultSession

  init(of account: PublicAccount, in session: any VaultSession) {
    (self.account, self.session) = (account, session)
  }

  private var count: BackupCodeCount {
    get throws {
      let counts = try session.perform(CountBackupCodes([account.entry]))
      guard let count = counts.first else { throw Failure("\(account.label) is gone") }
      return count
    }
  }

  func printCount() throws {
    let count = try count
    guard count.all > 0 else { return Standard.note("\(account.label) has no backup codes") }
    try Standard.print("\(count.left) of \(count.all) left")
    warn(of: count)
  }

  func printJSON() throws {
    let count = try count
    let pairs: [(String, JSON)] = [
      ("id", .text(account.id)), ("issuer", .text(account.issuer)),
      ("account", .text(account.name)),
      ("left", .number(UInt64(count.left))), ("used", .number(UInt64(count.all - count.left))),
    ]
    try Standard.print(JSON.object(pairs).text)
  }

  func use() throws {
    guard let code = try session.perform(UseBackupCode(account.entry)) else {
      throw Failure(
        "\(account.label) has no backup code left",
        hint: "let the service make new ones, then: fob backup-codes \(account.id) --add")
    }
    try Standard.print(code)
    warn(of: try count)
  }

  func mark(_ typed: borrowing SecretBytes) throws {
    let code = Secret(
      typed.withBytes { SecretBytes(copying: $0.extracting($0.trimmed($0.indices))) })
    switch try session.perform(MarkBackupCode(code, of: account.entry)) {
    case .marked: Standard.note("it is marked as used")
    case .alreadyUsed: Standard.note("it was marked as used before")
    case .unknown:
      throw Failure(
        "\(account.label) has no such backup code", hint: "fob backup-codes --show lists them",
        status: .noMatch)
    }
    warn(of: try count)
  }

  func show(_ confirmation: Confirmation) throws {
    let count = try count
    guard count.all > 0 else { return Standard.note("\(account.label) has no backup codes") }
    try confirmation.require(
      "Show \(counted(count.all, "backup code")) of \(account.label) on this screen?")
    let rows = try session.perform(ShowBackupCodes(account.entry)).map { code in
      [code.text] + (code.used.map { [$0 == 0 ? "used" : "used \(Clock.localText($0))"] } ?? [])
    }
    try Standard.print(TextTable(rows: rows).text)
    warn(of: count)
  }

  func remove(_ confirmation: Confirmation) throws {
    let count = try count
    guard count.all > 0 else { return Standard.note("\(account.label) has no backup codes") }
    try confirmation.require(
      "Remove \(counted(count.all, "backup code")) of \(account.label), \(count.left) not used?")
    _ = try session.perform(RemoveBackupCodes(account.entry))
    Standard.note("removed \(counted(count.all, "backup code")); fob undo takes it back")
  }

  private func warn(of count: BackupCodeCount) {
    switch count.left {
    case 0: Standard.note("no backup code of \(account.label) is left: get new ones in time")
    case ...AccountCodes.few:
      Standard.note(
        "\(counted(count.left, "backup code")) of \(account.label) left: get new ones in time")
    default: break
    }
  }
}

extension AccountCodes {
  func add(_ typed: borrowing SecretBytes, asIs: Bool) throws {
    let text = typed.withBytes { BackupCodeText($0, asIs: asIs) }
    guard !text.codes.isEmpty else {
      noteSkipped(text)
      throw Failure(
        "there is no backup code in what was given; nothing was added",
        hint: "--as-is takes each line as one, whatever it looks like", status: .unreadableInput)
    }
    let additions = try session.perform(AddBackupCodes(text.codes, to: account.entry))
    noteAdditions(additions)
    noteSkipped(text)
    Standard.note("\(try count.left) left")
  }

  private func noteAdditions(_ additions: [BackupCodeAddition]) {
    let added = additions.count { $0 == .added }
    Standard.note("added \(counted(added, "backup code")) to \(account.label)")
    let known = additions.count { $0 == .alreadyThere }
    if known > 0 { Standard.note("\(known) already there") }
    let used = additions.count { $0 == .alreadyUsed }
    if used > 0 { Standard.note("\(used) used before, and will not be given out again") }
  }

  /// By lines, since a code that was not asked for is never shown.
  private func noteSkipped(_ text: BackupCodeText) {
    for reason in BackupCodeText.Reason.allCases {
      let lines = text.skipped.filter { $0.reason == reason }.map(\.line)
      guard let first = lines.first else { continue }
      let numbers = lines.dropFirst().reduce(into: [first]) { numbers, line in
        if numbers.last != line { numbers.append(line) }
      }
      Standard.note(
        "left out \(numbers.count == 1 ? "line" : "lines") "
          + "\(numbers.map(String.init).joined(separator: ", ")): \(reason.text)")
    }
  }
}

extension BackupCodeText.Reason {
  fileprivate var text: String {
    switch self {
    case .prose: "it reads like words, not like a code"
    case .tooShort: "too short for a code"
    case .tooLong: "longer than a code is"
    }
  }
}
