internal import Authenticator
internal import Secrets

/// What a guess of the password costs.
struct DerivationCheck: HealthCheck {
  let name = "key derivation"

  func look(at patient: Patient) -> Finding {
    patient.finding { (file: VaultFile) in
      let passwords = file.header.slots.filter { $0.kind?.hasPassword == true }
      guard let cheapest = passwords.min(by: { $0.cost < $1.cost }) else {
        return .fine("no password opens the vault, so there is none to guess")
      }
      let text = "\(cheapest.passes) passes over \(cheapest.memoryKiB >> 10) MiB for a guess"
      let least = PassphraseKey.Cost.interactive
      guard cheapest.cost >= UInt64(least.passes) * UInt64(least.memoryKiB) else {
        return .advice("\(text): guessing is cheap", remedy: "fob passwd --kdf moderate")
      }
      return .fine(text)
    }
  }
}

extension Slot {
  fileprivate var cost: UInt64 { UInt64(passes) * UInt64(memoryKiB) }
}
