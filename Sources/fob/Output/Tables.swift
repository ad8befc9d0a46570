internal import Authenticator
internal import TerminalUI

/// Columns of text, as wide as they need to be.
struct TextTable {
  let rows: [[String]]

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
    let rows = accounts.map { stored in
      [
        stored.id, stored.account.issuer.cell, stored.account.name.cell,
        stored.account.credential.type.rawValue,
        stored.account.tags.map { "#\($0)" }.joined(separator: " ").cell,
      ]
    }
    return TextTable(rows: [["ID", "ISSUER", "ACCOUNT", "TYPE", "TAGS"]] + rows).text
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
    let rows = accounts.map { stored in
      [stored.account.issuer.cell, stored.account.name.cell] + codeCells(stored)
    }
    return TextTable(rows: [["ISSUER", "ACCOUNT", "CODE", "LEFT", "NEXT"]] + rows).text
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
  fileprivate var cell: String {
    DisplayText.escaped(self, columns: DisplayText.listColumns)
  }

  fileprivate var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
