extension Vault {
  /// The live accounts that share a secret with another, in groups, each in the order of `accounts`.
  public var accountsWithOneSecret: [[StoredAccount]] {
    var groups: [[UInt8]: [StoredAccount]] = [:]
    let accounts = accounts
    for stored in accounts {
      groups[stored.account.credential.secret.hash, default: []].append(stored)
    }
    return accounts.compactMap { stored in
      let group = groups.removeValue(forKey: stored.account.credential.secret.hash)
      return group.flatMap { $0.count > 1 ? $0 : nil }
    }
  }
}
