// What a copy of a vault needs to know of the others.

extension Vault {
  /// The live accounts of another copy of which this one knows nothing, not even that they were
  /// deleted.
  ///
  /// - Parameter other: an older or a newer copy.
  /// - Returns: the accounts, in the order of `accounts`.
  public func accountsMissing(from other: Vault) -> [StoredAccount] {
    other.accounts.filter { shared[$0.entry] == nil }
  }

  /// Goes on as another device: a copy that goes on beside its original must not make stamps that
  /// the original makes too.
  public mutating func becomeNewDevice() {
    local.clock = HybridClock(device: .random(), latest: local.clock.latest)
  }
}
