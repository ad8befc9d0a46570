internal import Authenticator

/// Tells how the vault stands to those that it syncs with, and what a round would do.
struct ReadSyncStatus: VaultRequest {
  static let name = "sync-status"

  var value: Value { .null }

  init() {}

  init?(_ value: Value) {
    guard case .null = value else { return nil }
  }

  func answer(from opened: inout OpenVault) throws -> SyncPicture {
    guard let known = opened.vault.syncStanding else { throw Failure(.noGroup) }
    do throws(Failure) {
      return SyncPicture(try SyncRun.trial(opened), known)
    } catch {
      // What was known last is better than nothing.
      return SyncPicture(known, failure: error)
    }
  }
}

/// How a vault stands to those that it syncs with.
struct SyncPicture: Transferable {
  let folder: String
  let group: String
  let epoch: UInt64
  let isMember: Bool
  /// Whether all have the same, as far as can be known.
  let isInStep: Bool
  /// Whether nothing is wrong, though files may be under way.
  let isWell: Bool
  let devices: [PublicDevice]
  /// When pairing codes end that nobody used yet, in Unix seconds.
  let invitationEnds: [UInt64]
  /// Pairs of a file's name and why it was not read.
  let unread: [[String]]
  let notes: [String]
  /// What is to be done, in words.
  let closing: String
  /// Where the folder cannot be looked into, or this machine is out of the group.
  let failure: Failure?

  init(_ run: SyncRun, _ known: SyncStanding) {
    let standing = run.round.vault.syncStanding ?? known
    (folder, group, epoch) = (standing.folder, standing.groupName, standing.epoch)
    (isMember, isInStep, isWell) = (standing.isMember, run.isInStep, run.isWell)
    devices = standing.devices.map { PublicDevice($0, run.round.files[$0.id]) }
    invitationEnds = standing.invitationEnds
    unread = run.unread.map { [$0.name, $0.reason] }
    notes =
      run.round.vault.syncNews.map { "meanwhile: " + $0 } + [run.overNote].compactMap(\.self)
      + run.notes
    (closing, failure) = (run.closing(in: standing.folder), run.putOut)
  }

  init(_ standing: SyncStanding, failure: Failure) {
    (folder, group, epoch) = (standing.folder, standing.groupName, standing.epoch)
    (isMember, isInStep, isWell) = (standing.isMember, false, false)
    devices = standing.devices.map { PublicDevice($0, nil) }
    invitationEnds = standing.invitationEnds
    (unread, notes, closing, self.failure) = ([], [], "", failure)
  }

  var value: Value {
    .parts(
      folder, group, epoch, isMember, isInStep, isWell, devices, invitationEnds, unread,
      notes, closing, failure)
  }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 12), let folder: String = parts.next(),
      let group: String = parts.next(), let epoch: UInt64 = parts.next(),
      let isMember: Bool = parts.next(), let isInStep: Bool = parts.next(),
      let isWell: Bool = parts.next(), let devices: [PublicDevice] = parts.next(),
      let invitationEnds: [UInt64] = parts.next(),
      let unread: [[String]] = parts.next(), unread.allSatisfy({ $0.count == 2 }),
      let notes: [String] = parts.next(), let closing: String = parts.next(),
      let failure: Failure? = parts.next()
    else { return nil }
    (self.folder, self.group, self.epoch) = (folder, group, epoch)
    (self.isMember, self.isInStep, self.isWell) = (isMember, isInStep, isWell)
    (self.devices, self.unread, self.notes) = (devices, unread, notes)
    (self.closing, self.failure, self.invitationEnds) = (closing, failure, invitationEnds)
  }
}

extension SyncRun {
  fileprivate func closing(in folder: String) -> String {
    guard changes.isEmpty, round.file == nil else {
      return "fob sync has something to do: \(changes.summary)"
    }
    guard !isInStep else { return "in step with \(folder)" }
    guard !late.isEmpty else { return "not in step" }
    return "not in step: the newest of \(late.joined(separator: ", ")) is not here as a whole"
  }
}

/// A device of a sync group as commands see it.
struct PublicDevice: Transferable {
  let id: DeviceID
  let name: String
  let isThis: Bool
  /// Unix time in seconds; `nil` where nothing was read of it.
  let lastSeen: UInt64?
  let sequence: UInt64
  let behind: UInt64
  /// What the folder holds of it; `nil` for this one, or where the folder could not be looked into.
  let file: String?

  init(_ device: SyncDevice, _ state: DeviceFileState?) {
    (id, name, isThis) = (device.id, device.name, device.isThis)
    (lastSeen, sequence, behind) = (device.lastSeen, device.sequence, device.behind)
    file = state?.name
  }

  /// The name, or the id where that is not known.
  var label: String { name.isEmpty ? "device \(id.shortName)" : name }

  var value: Value { .parts(id, name, isThis, lastSeen, sequence, behind, file) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 7), let id: DeviceID = parts.next(),
      let name: String = parts.next(), let isThis: Bool = parts.next(),
      let lastSeen: UInt64? = parts.next(), let sequence: UInt64 = parts.next(),
      let behind: UInt64 = parts.next(), let file: String? = parts.next()
    else { return nil }
    (self.id, self.name, self.isThis, self.lastSeen) = (id, name, isThis, lastSeen)
    (self.sequence, self.behind, self.file) = (sequence, behind, file)
  }
}
