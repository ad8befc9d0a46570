/// Why a file of a sync folder was not joined in.
public enum SyncFault: Error, Equatable, Sendable {
  /// It is no sync file at all.
  case foreign
  /// It is not, byte by byte, what a device wrote: half of it, as a rule, that is still under way.
  case damaged
  /// A later version of fob wrote it.
  case newerVersion(UInt32)
  /// It belongs to another sync group.
  case otherGroup
  /// It is sealed under a key that this device does not have.
  case unknownKey
  /// The key does not open it, or what it holds is not understood.
  case notAuthentic
  /// Its writer does not belong to the group, or the signature is not the writer's.
  case notAMember
  /// Its writer was put out of the group.
  case revoked
}

/// What a round of sync noticed and the user should know.
public enum SyncFinding: Equatable, Sendable {
  /// A file was not joined in.
  case unread(name: String, SyncFault)
  /// A device's file is older than one that was read before: the folder was put back, or somebody
  /// replays an old state.
  case older(DeviceID, found: UInt64, known: UInt64)
  /// Somebody has seen a newer file of a device than this folder holds.
  case behind(DeviceID, found: UInt64, told: UInt64)
  /// Two files of a device have one number: two machines write as one.
  case twoWriters(DeviceID)
  /// This device's file was written by a copy of this vault; this one goes on as a new device.
  case becameNewDevice
  /// A device writes stamps of more than a day ahead, so many seconds.
  case clockAhead(DeviceID, seconds: UInt64)
  /// A device is new in the group.
  case joined(DeviceID)
  /// A device is out of the group from now on.
  case putOut(DeviceID)
  /// A device goes on under another id with new keys, and put its old ones out itself.
  case renewed(DeviceID)
  /// This device is out of the group; it writes nothing any more.
  case thisIsPutOut
  /// What this device has is more than a sync file can hold.
  case tooLarge
}

/// Why something about a sync group cannot be done.
public enum SyncError: Error, Equatable, Sendable {
  /// The vault belongs to none.
  case noGroup
  /// The vault belongs to one already.
  case alreadyInGroup
  /// This device was put out of it.
  case putOut
  /// The invitation was used, ended by somebody, or is too old.
  case invitationEnded
  /// There is no such device in the group.
  case unknownDevice
  /// Its members have said as much of one another as they ever can.
  case groupIsFull
}
