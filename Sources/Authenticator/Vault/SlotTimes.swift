extension Vault {
  /// When slots got the secret that they have now, by slot id, in Unix seconds, as far as known.
  public var slotTimes: [ID128: UInt64] { local.slotTimes.times }

  /// Notes when the slots that are new, or were wrapped anew, got their secret.
  ///
  /// - Parameters:
  ///   - slots: of the file that this vault goes into.
  ///   - older: the slots before; what is among them has not changed.
  ///   - verb: for a line in the journal; `nil` for none.
  ///   - now: Unix time in milliseconds.
  public mutating func noteSlots(
    _ slots: [Slot], insteadOf older: [Slot], as verb: Change.Verb?, now: UInt64
  ) {
    let times = slotTimes
    local.slotTimes = slots.compactMap { slot in
      older.contains(slot)
        ? times[slot.id].map { TimedID(slot.id, at: $0) }
        : TimedID(slot.id, at: now / 1000)
    }
    if let verb { local.journal.record(verb, at: now / 1000, before: []) }
  }
}
