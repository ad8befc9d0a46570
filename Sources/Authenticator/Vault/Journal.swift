internal import Secrets

/// One change, for history and undo.
public struct Change: Sendable, Equatable {
  /// A field before the change.
  struct Before: Sendable, Equatable {
    let entry: EntryID
    let field: String
    let value: Value
  }

  /// What the user did.
  public enum Verb: String, Sendable {
    case add, edit, trash, restore, purge, undo, merge, password, slots, rekey
    case backupCodes = "backup-codes"
  }

  /// Counts up from 1 in this vault file.
  public let number: UInt64
  /// Unix time in seconds.
  public let time: UInt64
  /// The verb, as text, since a later version may have written others.
  public let verb: String
  let before: [Before]

  /// The entries that it touched, each once, in order.
  var entries: [EntryID] {
    var seen: Set<EntryID> = []
    return before.map(\.entry).filter { seen.insert($0).inserted }
  }
}

/// The latest changes, oldest first. Old ones are dropped so that the vault does not grow for good.
struct Journal: Sendable, Equatable {
  private(set) var changes: [Change] = []
  /// At most so many changes are kept, ...
  static let mostChanges = 200
  /// ... with at most so many fields in all, but always the latest change.
  static let mostFields = 20_000

  init(_ changes: [Change] = []) { self.changes = changes }

  mutating func record(
    _ verb: Change.Verb, at seconds: UInt64, before: [Change.Before]
  ) {
    let number = (changes.last?.number ?? 0) &+ 1
    changes.append(
      Change(number: number, time: seconds, verb: verb.rawValue, before: before))
    var fields = changes.reduce(0) { $0 + $1.before.count }
    while changes.count > 1, changes.count > Journal.mostChanges || fields > Journal.mostFields {
      fields -= changes.removeFirst().before.count
    }
  }
}

extension Journal {
  /// The entries that its changes touched.
  var entries: [EntryID] { changes.flatMap { $0.before.map(\.entry) } }

  /// Forgets the old values of entries that are deleted for good.
  mutating func forget(_ entries: Set<EntryID>) {
    changes = changes.map { change in
      let before = change.before.map { before in
        entries.contains(before.entry)
          ? Change.Before(entry: before.entry, field: before.field, value: .null) : before
      }
      return Change(number: change.number, time: change.time, verb: change.verb, before: before)
    }
  }
}

extension Change {
  var value: Value {
    .table([
      ("number", .unsigned(number)), ("time", .unsigned(time)), ("verb", .text(verb)),
      (
        "changes",
        .list(before.map { .list([.bytes($0.entry.bytes), .text($0.field), $0.value]) })
      ),
    ])
  }

  init?(_ value: Value) {
    guard let map = value.map, let number = map["number"]?.unsigned,
      let time = map["time"]?.unsigned, let verb = map["verb"]?.text,
      let list = map["changes"]?.list
    else { return nil }
    let before = list.compactMap(Before.init)
    guard before.count == list.count else { return nil }
    (self.number, self.time, self.verb, self.before) = (number, time, verb, before)
  }
}

extension Change.Before {
  fileprivate init?(_ value: Value) {
    guard let list = value.list, list.count == 3, let entry = list[0].bytes.flatMap({ ID128($0) }),
      let field = list[1].text
    else { return nil }
    (self.entry, self.field, self.value) = (entry, field, list[2])
  }
}
