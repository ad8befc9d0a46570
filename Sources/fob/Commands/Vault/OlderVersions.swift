internal import ArgumentParser
internal import Authenticator

/// What becomes of the older versions that fob keeps where the vault gets a new key.
enum OlderVersions: String, ExpressibleByArgument, CaseIterable {
  case keep, reseal, delete

  /// Does with them what is chosen, or what the user answers; where nobody can be asked they are kept.
  ///
  /// - Parameters:
  ///   - choice: what was given on the command line.
  ///   - opened: the vault under its old key.
  ///   - key: the new master key.
  ///   - slots: the ways to open the vault from now on.
  ///   - asks: whether the user may be asked.
  /// - Throws: `Failure`.
  static func settle(
    _ choice: OlderVersions?, of opened: borrowing OpenVault, under key: borrowing MasterKey,
    _ slots: [Slot], asks: Bool
  ) throws(Failure) {
    let (store, vaultID) = (opened.store, opened.header.vaultID)
    let count = store.generationFiles(of: vaultID).count
    guard count > 0 else { return }
    let chosen =
      if let choice { choice } else if asks { try ask(count) } else { OlderVersions.keep }
    switch chosen {
    case .keep:
      Standard.note(
        "\(counted(count, "older version")) in \(store.generationsText) still open with the old "
          + "secrets")
    case .reseal:
      let outcome = try opened.resealGenerations(under: key, slots: slots)
      Standard.note("re-sealed \(counted(outcome.changed, "older version")) under the new key")
      guard outcome.left > 0 else { return }
      Standard.note("\(outcome.left) could not be, as they have a key from before; they stay")
    case .delete:
      let outcome = try opened.deleteGenerations()
      Standard.note("deleted \(counted(outcome.changed, "older version"))")
    }
  }

  private static func ask(_ count: Int) throws(Failure) -> OlderVersions {
    guard let terminal = Terminal() else { return .keep }
    let answer = try terminal.ask(
      "\(counted(count, "older version")) still open with the old secrets: keep, reseal under the "
        + "new key, or delete? [keep] ")
    return OlderVersions(rawValue: answer.lowercased()) ?? .keep
  }
}
