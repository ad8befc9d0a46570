internal import Authenticator
internal import Importers
internal import Secrets

/// The names that the sources of one import have for each secret. Where a later backup has another
/// name than what was read before it, that makes no second account: it is as if one was imported
/// after the other. Two names in one source make two accounts; pictures and lists of URIs are one
/// source together, as the pictures of Google's exports are.
struct SourceNames {
  private struct Names: Hashable {
    let issuer: String
    let name: String

    init(_ account: Account) { (issuer, name) = (account.issuer, account.name) }
  }

  /// The source that had a secret first, and its names for it, by what computes the codes.
  private var first: [Int: (source: Int, names: [Names])] = [:]
  private var others: [Int: [Names: Names]] = [:]

  /// - Parameter readings: of the sources, in their order.
  init(_ readings: [ImportReading]) {
    for (source, reading) in readings.enumerated() {
      let source = reading.format == nil ? -1 : source
      for read in reading.result.accounts { note(read.account, of: source) }
    }
  }

  /// An account under the name that it has in the source that had it first.
  func settled(_ account: Account) -> Account {
    guard let names = others[account.credential.fingerprint]?[Names(account)] else {
      return account
    }
    var account = account
    (account.issuer, account.name) = (names.issuer, names.name)
    return account
  }

  private mutating func note(_ account: Account, of source: Int) {
    let (key, names) = (account.credential.fingerprint, Names(account))
    guard let known = first[key] else { return first[key] = (source, [names]) }
    guard !known.names.contains(names) else { return }
    if known.source == source {
      first[key]?.names.append(names)
    } else {
      others[key, default: [:]][names] = known.names[0]
    }
  }
}

extension Credential {
  /// Differs where codes differ; under a key that is this process's own.
  fileprivate var fingerprint: Int {
    var hasher = Hasher()
    hasher.combine(type)
    hasher.combine(algorithm)
    hasher.combine(digits)
    hasher.combine(period)
    secret.withBytes { bytes in
      for index in bytes.indices { hasher.combine(bytes[index]) }
    }
    return hasher.finalize()
  }
}
