@testable import TerminalUI

/// The pure screen with a driver that answers from a table.
struct Screen {
  /// 2023-11-14 22:13:08 UTC: 22 s before the end of a period of 30 s, 52 s before that of 60 s.
  static let start: Int64 = 1_699_999_988_000

  var state = State(vaultName: "vault.fob")
  var effects: [Effect] = []
  var answersCodes = true

  init(_ rows: [Row], columns: Int = 60, rows height: Int = 9, answersCodes: Bool = true) {
    self.answersCodes = answersCodes
    tell(.time(Self.start))
    tell(.resize(Size(columns: columns, rows: height)))
    tell(.rows(rows))
  }

  mutating func tell(_ event: Event) {
    for effect in state.update(event) {
      effects.append(effect)
      guard answersCodes else { continue }
      switch effect {
      case .computeCodes(let ids, let time): tell(.codes(codes(of: ids, at: time), at: time))
      case .advanceCounter(let id): tell(.counterAdvanced(id, .code("755224", next: nil)))
      default: break
      }
    }
  }

  private func codes(of ids: [RowID], at time: Int64) -> [RowID: Answer] {
    let pairs = ids.map { id in
      (id, Answer.code("1234\(10 + Int(id.bytes[0]) % 90)", next: "987654"))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  mutating func press(_ keys: Key...) {
    for key in keys { tell(.key(key)) }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { tell(.key(.text(scalar))) }
  }

  mutating func wait(seconds: Int64) {
    tell(.time(state.now + seconds * 1000))
  }

  /// The frame as text, without the spaces at the ends of its lines.
  var text: String {
    Frame(of: state).text.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// The last effect but for those that keep the codes on the screen up to date.
  var asked: Effect? {
    effects.last { if case .computeCodes = $0 { false } else { true } }
  }

  /// The issuers in the list, from the top.
  var issuers: [String] { state.list.matches.map { state.list.rows[$0].title } }

  var title: String { line(0) }
  var status: String { line(state.size.rows - (state.size.rows >= 8 ? 2 : 1)) }
  var selected: String? { state.selectedRow?.title }

  func line(_ index: Int) -> String {
    String(text.split(separator: "\n", omittingEmptySubsequences: false)[index])
  }
}

extension Row {
  static func timed(
    _ number: UInt8, _ issuer: String, _ account: String = "", tags: [String] = [],
    note: String = "", period: UInt32 = 30, isPinned: Bool = false, isTrashed: Bool = false,
    lastUse: UInt64 = 0
  ) -> Row {
    Row(
      id: RowID([number]), issuer: issuer, account: account, tags: tags, note: note,
      kind: .period(seconds: period), isPinned: isPinned, isTrashed: isTrashed, lastUse: lastUse)
  }

  static func counted(_ number: UInt8, _ issuer: String, _ account: String = "") -> Row {
    Row(id: RowID([number]), issuer: issuer, account: account, kind: .counter(0))
  }
}

let three: [Row] = [
  .timed(1, "GitHub", "alice@example.com", tags: ["work"]),
  .timed(2, "日本銀行", "太郎", period: 60),
  .counted(3, "Bank", "bob"),
]

/// `count` accounts named "Issuer 1" and so on.
func many(_ count: UInt8) -> [Row] {
  (1...count).map { .timed($0, "Issuer \($0)", "user") }
}
