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

/// Id, issuer, account name, type and tags.
struct AccountTable {
  private let accounts: [StoredAccount]

  init(_ accounts: [StoredAccount]) { self.accounts = accounts }

  var text: String {
    TextTable(fittingTerminal: { widest in
      [["ID", "ISSUER", "ACCOUNT", "TYPE", "TAGS"]]
        + accounts.map { stored in
          let account = stored.account
          let tags = account.tags.map { "#\($0)" }.joined(separator: " ")
          return [
            stored.id, account.issuer.cell(widest), account.name.cell(widest),
            account.credential.type.rawValue, tags.cell(widest),
          ]
        }
    }).text
  }
}

/// Issuer, account name, code, seconds left, next code.
struct CodeTable {
  private let accounts: [StoredAccount]
  private let time: UInt64

  init(_ accounts: [StoredAccount], at time: UInt64 = Clock.seconds) {
    self.accounts = accounts
    self.time = time
  }

  var text: String {
    let codes = accounts.map(codeCells)
    return TextTable(fittingTerminal: { widest in
      [["ISSUER", "ACCOUNT", "CODE", "LEFT", "NEXT"]]
        + zip(accounts, codes).map { stored, codes in
          [stored.account.issuer.cell(widest), stored.account.name.cell(widest)] + codes
        }
    }).text
  }

  private func codeCells(_ stored: StoredAccount) -> [String] {
    guard stored.account.credential.type != .hotp else {
      return ["counted", "", "fob code \(stored.id)"]
    }
    do throws(Failure) {
      let timed = try TimedCode(of: stored.account, at: time)
      return [
        DisplayCode.grouped(timed.code.text), "\(timed.validity.upperBound - time) s",
        DisplayCode.grouped(timed.next.text),
      ]
    } catch {
      return ["-", "", error.message]
    }
  }
}

extension StoredAccount {
  /// The documented shape of `fob list --json`.
  func pairs(codes: Bool = false) -> [(String, JSON)] {
    let credential = account.credential
    var pairs: [(String, JSON)] = [
      ("id", .text(id)), ("issuer", .text(account.issuer)), ("account", .text(account.name)),
      ("type", .text(credential.type.rawValue)),
      ("algorithm", .text(credential.algorithm.rawValue)),
      ("digits", .number(UInt64(credential.digits))),
      credential.type == .hotp
        ? ("counter", .number(account.counter)) : ("period", .number(UInt64(credential.period))),
      ("tags", .list(account.tags.map(JSON.text))), ("created", .number(created)),
      ("modified", .number(modified)),
    ]
    if codes, let timed = try? TimedCode(of: account, at: Clock.seconds) {
      pairs += [
        ("code", .text(timed.code.text)), ("valid_from", .number(timed.validity.lowerBound)),
        ("expires_at", .number(timed.validity.upperBound)), ("next_code", .text(timed.next.text)),
      ]
    }
    return pairs
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
