/// The names of an entry's fields, as the vault format spells them.
enum Field {
  static let life = "life"
  static let id = "id"
  static let issuer = "issuer"
  static let name = "name"
  static let prefix = "prefix"
  static let note = "note"
  static let tags = "tags"
  static let pinned = "pinned"
  static let pin = "pin"
  static let parameters = "parameters"
  static let created = "created"
  static let modified = "modified"
  /// What the journal calls the HOTP counter, which is no field.
  static let counter = "counter"

  /// The values of `life`.
  enum Life {
    static let live = Value.unsigned(0)
    static let trashed = Value.unsigned(1)
  }
}

/// A value with the stamp of its writing: the later one stays.
struct Register: Sendable, Equatable {
  var value: Value
  var stamp: Stamp

  /// The one that stays of two.
  func joined(with other: Register) -> Register {
    if stamp != other.stamp { return stamp > other.stamp ? self : other }
    if value == other.value { return self }
    return value.rank.lexicographicallyPrecedes(other.value.rank) ? other : self
  }
}

/// The next HOTP counter. It grows, unless the user sets it.
struct HOTPCounter: Sendable, Equatable, Comparable {
  var reset = Stamp.zero
  var next: UInt64 = 0

  static func < (left: HOTPCounter, right: HOTPCounter) -> Bool {
    (left.reset, left.next) < (right.reset, right.next)
  }
}
