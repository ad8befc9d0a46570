internal import Authenticator

extension [SyncDevice] {
  /// Whether another device than this one is called so, however it is capitalised.
  func isTaken(_ name: String) -> Bool {
    contains { !$0.isThis && $0.name.lowercased() == name.lowercased() }
  }

  /// A name that no other device has: the wish, or with a number.
  ///
  /// - Parameter wish: at most as long as a name can be.
  /// - Returns: the name.
  func freeName(like wish: String) -> String {
    var (name, number) = (wish, 1)
    while isTaken(name) {
      number += 1
      var start = wish
      while start.utf8.count + "-\(number)".utf8.count > 64 { start.removeLast() }
      name = "\(start)-\(number)"
    }
    return name
  }
}

extension Vault {
  /// Refuses a name that another device of the group has.
  ///
  /// - Throws: `Failure`.
  func requireFreeSyncName(_ name: String) throws(Failure) {
    guard let devices = syncStanding?.devices, devices.isTaken(name) else { return }
    throw Failure(
      "another device is called \(name)", hint: "free is: \(devices.freeName(like: name))")
  }
}
