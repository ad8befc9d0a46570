internal import Authenticator
internal import Secrets

// What a password is good for once it has opened the vault. None of it stands in the way of the
// command: where it cannot be done, it is left for the next time.

extension OpenVault {
  private static let day: UInt64 = 86_400

  /// Raises what a guess of the password costs, where that is less than fob ever lets anybody choose,
  /// and notes, once a day, that the password was typed.
  mutating func notePassword(_ password: borrowing SecretBytes, _ keyFile: borrowing KeyFile?) {
    guard store.takesNotes else { return }
    let now = Clock.milliseconds
    let isDue = store.wasWrittenHere && isTypingForgotten(at: now / 1000)
    let (old, raised) = (openingSlot, dearerSlot(password, keyFile))
    guard raised != nil || isDue else { return }
    let isRaised = try? updateSlots(as: nil, now: now, patience: 0) { vault, slots in
      if isDue { vault.settings.passwordTyped = now / 1000 }
      // Another fob may have changed the password meanwhile.
      guard let raised, let index = slots.firstIndex(where: { $0 == old }) else { return false }
      slots[index] = raised
      return true
    }
    guard isRaised == true, let cost = raised?.cost else { return }
    Standard.note("the password was too cheap to guess; a guess now takes \(cost.text)")
  }

  private func isTypingForgotten(at seconds: UInt64) -> Bool {
    guard let last = vault.settings.passwordTyped else { return true }
    return seconds < last || seconds - last > OpenVault.day
  }

  /// The slot that opened, at the cost that `fob init` takes unasked, if its own is below all that can
  /// be asked for: nobody chose that. What somebody chose stays.
  private func dearerSlot(
    _ password: borrowing SecretBytes, _ keyFile: borrowing KeyFile?
  ) -> Slot? {
    let cost = PassphraseKey.Cost.moderate
    guard let slot = openingSlot, slot.cost?.isBelowInteractive == true,
      Memory.hasRoom(forKiB: UInt64(cost.memoryKiB))
    else { return nil }
    return try? wrapped { (key, header) throws(VaultError) in
      try Slot(
        password: password, with: keyFile, id: slot.id, cost: cost, wrapping: key, of: header)
    }
  }
}

extension PassphraseKey.Cost {
  fileprivate var isBelowInteractive: Bool {
    let least = PassphraseKey.Cost.interactive
    return memoryKiB < least.memoryKiB
      || UInt64(passes) * UInt64(memoryKiB) < UInt64(least.passes) * UInt64(least.memoryKiB)
  }

  /// As it is shown: `3 passes over 256 MiB`.
  var text: String { "\(passes) \(passes == 1 ? "pass" : "passes") over \(memoryKiB / 1024) MiB" }
}
