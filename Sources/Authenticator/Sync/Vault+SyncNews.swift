extension Vault {
  /// How many lines are kept for who comes later.
  static let mostSyncNews = 100

  /// What rounds of sync that nobody saw have to tell, oldest first.
  public var syncNews: [String] { syncGroup?.news ?? [] }

  /// Keeps what a round has to tell until somebody is there. Of too much, the oldest goes.
  ///
  /// - Parameter lines: for people.
  public mutating func keepSyncNews(_ lines: [String]) {
    guard !lines.isEmpty, var group = syncGroup else { return }
    let known = Set(group.news)
    group.news = (group.news + lines.filter { !known.contains($0) }).suffix(Vault.mostSyncNews)
    syncGroup = group
  }

  /// Forgets what was told.
  public mutating func forgetSyncNews() {
    guard var group = syncGroup else { return }
    group.news = []
    syncGroup = group
  }
}
