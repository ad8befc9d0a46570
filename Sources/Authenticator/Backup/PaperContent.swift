/// What a paper backup holds.
public struct PaperContent: Sendable {
  /// When it was made, in Unix seconds.
  public let made: UInt64
  private let papers: [PaperAccount]

  init(_ accounts: [PaperAccount], made: UInt64) { (papers, self.made) = (accounts, made) }

  /// In the order in which they are to be added.
  public var accounts: [Account] { papers.map(\.account) }

  /// A new vault of it, of a new device, with nothing in its journal.
  ///
  /// Its stamps are a little earlier than those that the accounts had: on other devices that sync with it later, what
  /// was changed or deleted since stays so, and so does what this one had not heard of.
  public var vault: Vault {
    var vault = Vault()
    let added = vault.add(accounts, now: PaperContent.milliseconds(made))
    vault.local.journal = Journal()
    for (paper, addition) in zip(papers, added) {
      vault.stamp(
        addition.stored.entry, placed: PaperContent.before(paper.placed),
        edited: PaperContent.before(paper.edited))
    }
    return vault
  }

  /// What was stamped in that second is later.
  private static func before(_ seconds: UInt64) -> UInt64 {
    max(milliseconds(seconds), 1) - 1
  }

  private static func milliseconds(_ seconds: UInt64) -> UInt64 {
    min(seconds, Stamp.end / 1000 - 1) * 1000
  }
}

extension Vault {
  /// What is not on paper (the id, when the account was made) is made up, and gives way to what any
  /// other device has.
  private static let placing: Set = [Field.id, Field.created, Field.life]

  fileprivate mutating func stamp(_ entry: EntryID, placed: UInt64, edited: UInt64) {
    let device = device
    shared.update(entry) { entry in
      for (field, register) in entry.fields.pairs {
        let time = Vault.placing.contains(field) ? placed : edited
        entry.fields[field] = Register(
          value: register.value, stamp: Stamp(time: time, counter: 0, device: device))
      }
    }
    local.clock.saw(shared.latestStamp)
  }
}
