/// A device of a sync group, as far as this one knows.
public struct SyncDevice: Sendable, Equatable {
  /// Names it for good.
  public let id: DeviceID
  /// As its user calls it; empty where nothing was read of it yet.
  public let name: String
  /// Whether it is this one.
  public let isThis: Bool
  /// When its newest file was written that was read here, in Unix seconds; `nil` where none was.
  public let lastSeen: UInt64?
  /// Of its newest file that was read here.
  public let sequence: UInt64
  /// How many newer files of it others have seen.
  public let behind: UInt64
}

/// What a vault knows of the sync group that it belongs to.
public struct SyncStanding: Sendable {
  /// Where its files lie, as the user gave it.
  public let folder: String
  /// The name of the group's folder in that one.
  public let groupName: String
  /// How often its key was changed, beginning with 1.
  public let epoch: UInt64
  /// The devices that belong to it, this one first.
  public let devices: [SyncDevice]
  /// Whether this device still belongs to it, as far as is known here.
  public let isMember: Bool
  /// When the invitations end that nobody used yet, in Unix seconds, in order.
  public let invitationEnds: [UInt64]
  /// Who said that it does not; `nil` where nobody did, as far as is known here.
  public let putOutBy: DeviceID?
  /// Who seals no file to it any more, which shows that it was put out.
  public let cutOffBy: DeviceID?
}

extension Vault {
  /// What this vault knows of its sync group; `nil` where it belongs to none.
  public var syncStanding: SyncStanding? {
    guard let group = syncGroup else { return nil }
    let devices = group.members.devices.keys.map(group.device(_:))
    return SyncStanding(
      folder: group.folder, groupName: group.id.bytes.hexadecimal,
      epoch: group.currentKey?.epoch ?? 0,
      devices: devices.sorted { left, right in
        left.isThis || (!right.isThis && (left.name, left.id) < (right.name, right.id))
      },
      isMember: group.isMember, invitationEnds: group.members.invitations.values.sorted(),
      putOutBy: group.putOutBy, cutOffBy: group.cutOffBy)
  }

  /// The devices of the group that a device let in, itself or by a pairing code.
  ///
  /// - Parameter device: any device, also one that is out of the group.
  /// - Returns: those that still belong to it.
  public func syncDevices(letInBy device: DeviceID) -> [SyncDevice] {
    guard let group = syncGroup else { return [] }
    let codes = group.members.brought(by: [device])
    let brought = group.members.brought(by: codes.union([device]))
    return (syncStanding?.devices ?? []).filter { brought.contains($0.id) && $0.id != device }
  }

  /// What a device was called when a file of it was read last.
  ///
  /// - Parameter device: any device, also one that is out of the group.
  /// - Returns: the name; `nil` where none was read.
  public func syncName(of device: DeviceID) -> String? {
    guard let group = syncGroup else { return nil }
    let name = device == group.device ? group.name : group.sightings[device]?.name ?? ""
    return name.isEmpty ? nil : name
  }

  /// What of the group's files is in this vault.
  public var syncKnowledge: SyncKnowledge { SyncKnowledge(syncGroup) }
}

/// What of a group's files is in a vault.
public struct SyncKnowledge: Sendable {
  private let marks: Set<FileMark>
  private let sequences: [DeviceID: UInt64]

  fileprivate init(_ group: SyncGroup?) {
    guard let group else {
      (marks, sequences) = ([], [:])
      return
    }
    var marks = group.sightings.map { device, sighting in
      FileMark(device: device, sequence: sighting.sequence, hash: sighting.hash)
    }
    marks.append(FileMark(device: group.device, sequence: group.sequence, hash: group.fileHash))
    self.marks = Set(marks)
    sequences = group.sightings.mapValues(\.sequence)
  }

  /// Whether what a file holds is in the vault already, so that it need not be read.
  ///
  /// - Parameter mark: of the file.
  /// - Returns: true for the newest that was read of a device, and for older ones.
  public func includes(_ mark: FileMark) -> Bool {
    marks.contains(mark) || sequences[mark.device].map { mark.sequence < $0 } ?? false
  }
}

extension SyncGroup {
  fileprivate func device(_ id: DeviceID) -> SyncDevice {
    guard id != device else {
      return SyncDevice(
        id: id, name: name, isThis: true, lastSeen: nil, sequence: sequence, behind: 0)
    }
    let sighting = sightings[id] ?? Sighting()
    return SyncDevice(
      id: id, name: sighting.name, isThis: false,
      lastSeen: sighting.sequence > 0 ? sighting.time : nil, sequence: sighting.sequence,
      behind: sighting.told > sighting.sequence ? sighting.told - sighting.sequence : 0)
  }
}
