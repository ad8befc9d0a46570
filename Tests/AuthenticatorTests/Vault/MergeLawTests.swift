import Glibc
import Secrets
import Testing

@testable import Authenticator

/// How many seeds to try; `FOB_SEEDS` says otherwise.
private let seeds: UInt64 = {
  guard let text = unsafe getenv("FOB_SEEDS") else { return 800 }
  return UInt64(unsafe String(cString: text)) ?? 800
}()

/// The first seed that breaks a law, and the law.
private func firstFailure(
  seeds: some Sequence<UInt64>, rules: MergeRules = MergeRules()
) -> (seed: UInt64, law: String)? {
  for seed in seeds {
    var trial = MergeTrial(seed: seed, rules: rules)
    do {
      try trial.run()
    } catch {
      return (seed, error.law)
    }
  }
  return nil
}

@Suite
struct `Merging vaults` {
  /// Idempotent, commutative, associative and convergent; counters never go back, used codes
  /// stay used, what was purged stays purged, and an account always has its names and its id.
  @Test(arguments: [0, 1] as [UInt64])
  func `keeps its laws whatever the devices do`(parity: UInt64) {
    let failure = firstFailure(seeds: stride(from: parity, to: seeds, by: 2))
    #expect(failure == nil, "seed \(failure?.seed ?? 0): \(failure?.law ?? "")")
  }

  @Test(arguments: BrokenMerge.all)
  func `is found out where it is broken`(broken: BrokenMerge) {
    let failure = firstFailure(seeds: 0..<2000, rules: broken.rules)
    #expect(failure != nil)
  }
}

/// A merge with a mistake that others have made.
struct BrokenMerge: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let rules: MergeRules

  static let all = [
    BrokenMerge(
      testDescription: "stamps of one second, where the target wins ties",
      rules: MergeRules(merge: merging(keepingOnTies))),
    BrokenMerge(
      testDescription: "the counter by last writer", rules: MergeRules(merge: merging(lastCounter))),
    BrokenMerge(
      testDescription: "a purge that just drops the fields",
      rules: MergeRules(merge: merging(withoutPurge))),
    BrokenMerge(
      testDescription: "used codes by last writer", rules: MergeRules(merge: merging(lastMarks))),
  ]

  /// A merge of vaults from a join of entries.
  private static func merging(
    _ join: @escaping @Sendable (Entry, Entry) -> Entry
  ) -> @Sendable (inout Vault, Vault) -> Void {
    { vault, other in
      var shared = vault.shared
      for (id, entry) in other.shared.entries {
        shared.update(id) { $0 = join($0, entry) }
      }
      vault = Vault(shared: shared, local: vault.local)
    }
  }

  private static let keepingOnTies: @Sendable (Entry, Entry) -> Entry = { mine, other in
    var result = mine.joined(with: other)
    for (key, register) in mine.fields.pairs {
      guard let theirs = other.fields[key], result.fields[key] != nil,
        theirs.stamp.time / 1000 == register.stamp.time / 1000
      else { continue }
      result.fields[key] = register
    }
    return result
  }

  private static let lastCounter: @Sendable (Entry, Entry) -> Entry = { mine, other in
    var result = mine.joined(with: other)
    result.counter = mine.latestStamp > other.latestStamp ? mine.counter : other.counter
    return result
  }

  private static let lastMarks: @Sendable (Entry, Entry) -> Entry = { mine, other in
    guard mine.fields.keys.contains(where: BackupCodeField.isOne), mine.core == nil,
      other.core == nil
    else { return mine.joined(with: other) }
    return mine.latestStamp > other.latestStamp ? mine : other
  }

  /// The union of the fields: the one that purged has dropped them, which says nothing to others.
  private static let withoutPurge: @Sendable (Entry, Entry) -> Entry = { mine, other in
    var (left, right) = (mine, other)
    (left.purged, right.purged) = (nil, nil)
    var result = left.joined(with: right)
    result.purged = [mine.purged, other.purged].compactMap(\.self).max()
    return result
  }
}
