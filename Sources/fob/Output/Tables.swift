internal import Authenticator
internal import SystemPackage
internal import TerminalUI

/// Columns of text, as wide as they need to be.
struct TextTable {
  private(set) var rows: [[String]] = []

  /// The first of several tables of the same rows, from the widest cells to the narrowest, that fits
  /// the terminal; the widest where the output is none.
  ///
  /// - Parameter rows: gives the rows with cells of foreign text of at most so many columns.
  init(fittingTerminal rows: (_ widestCell: Int) -> [[String]]) {
    let widths = stride(from: DisplayText.listColumns, through: 8, by: -8)
    let columns = SystemCall.columns(of: .standardOutput) ?? .max
    for widest in widths {
      self = TextTable(rows: rows(widest))
      if columns == .max || width <= columns { return }
    }
  }

  init(rows: [[String]]) { self.rows = rows }

  private var width: Int {
    text.split(separator: "\n").map { DisplayText.columns(of: String($0)) }.max() ?? 0
  }

  var text: String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? DisplayText.columns(of: $0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : DisplayText.fitted(cell, columns: widths[column])
      }
      return cells.joined(separator: "  ").trimmingSpaces
    }.joined(separator: "\n")
  }
}

/// Id, issuer, account name, type and tags; and how many backup codes are left, where there are any.
struct AccountTable {
  private let accounts: [PublicAccount]
  private let backups: [BackupCodeCount]

  init(_ accounts: [PublicAccount], _ backups: [BackupCodeCount]) {
    (self.accounts, self.backups) = (accounts, backups)
  }

  var text: String {
    let hasBackups = backups.contains { $0.all > 0 }
    return TextTable(fittingTerminal: { widest in
      [["ID", "ISSUER", "ACCOUNT", "TYPE"] + (hasBackups ? ["BACKUP CODES"] : []) + ["TAGS"]]
        + zip(accounts, backups).map { account, backup in
          let tags = account.tags.map { "#\($0)" }.joined(separator: " ")
          let left = hasBackups ? [backup.all > 0 ? "\(backup.left) left" : ""] : []
          return [
            account.id, account.issuer.cell(widest), account.name.cell(widest),
            account.type.rawValue,
          ] + left + [tags.cell(widest)]
        }
    }).text
  }
}

/// Issuer, account name, code, seconds left, next code.
struct CodeTable {
  private let accounts: [PublicAccount]
  private let codes: [CodeAnswer?]
  private let time: UInt64

  /// - Throws: `Failure`.
  init(_ accounts: [PublicAccount], in session: any VaultSession) throws {
    time = Clock.seconds
    codes = try session.perform(ComputeCodes(accounts.map(\.entry), at: time))
    self.accounts = accounts
  }

  var text: String {
    let cells = zip(accounts, codes).map(codeCells)
    return TextTable(fittingTerminal: { widest in
      [["ISSUER", "ACCOUNT", "CODE", "LEFT", "NEXT"]]
        + zip(accounts, cells).map { account, cells in
          [account.issuer.cell(widest), account.name.cell(widest)] + cells
        }
    }).text
  }

  /// The documented shape of `fob list --codes --json`.
  var pairs: [[(String, JSON)]] {
    zip(accounts, codes).map { account, code in
      guard case .code(let timed) = code else { return account.pairs() }
      return account.pairs() + [
        ("code", .text(timed.code)), ("valid_from", .number(timed.validity.lowerBound)),
        ("expires_at", .number(timed.validity.upperBound)), ("next_code", .text(timed.next)),
      ]
    }
  }

  /// A line for each account; of one without a code, those fields are empty.
  func lines(_ format: CodeFormat) -> [String] {
    zip(accounts, codes).map { account, code in
      guard case .code(let timed) = code else { return format.text(of: account) }
      return format.text(of: account) { timed.value(of: $0, at: time) }
    }
  }

  private func codeCells(_ account: PublicAccount, _ code: CodeAnswer?) -> [String] {
    guard account.type != .hotp else { return ["counted", "", "fob code \(account.id)"] }
    switch code {
    case .code(let timed):
      return [
        DisplayCode.grouped(timed.code), "\(timed.validity.upperBound - time) s",
        DisplayCode.grouped(timed.next),
      ]
    case .unavailable(let failure): return ["-", "", failure.message]
    case nil: return ["-", "", "the account is gone"]
    }
  }
}

extension PublicAccount {
  /// The documented shape of `fob list --json`.
  func pairs() -> [(String, JSON)] {
    [
      ("id", .text(id)), ("issuer", .text(issuer)), ("account", .text(name)),
      ("type", .text(type.rawValue)), ("algorithm", .text(algorithm.rawValue)),
      ("digits", .number(UInt64(digits))),
      type == .hotp ? ("counter", .number(counter)) : ("period", .number(UInt64(period))),
      ("tags", .list(tags.map(JSON.text))), ("created", .number(created)),
      ("modified", .number(modified)),
    ]
  }
}

extension String {
  /// Foreign text as a cell of a list.
  fileprivate func cell(_ columns: Int) -> String {
    DisplayText.escaped(self, columns: columns)
  }

  fileprivate var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
