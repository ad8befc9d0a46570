/// What a sync folder holds of another device of the group.
public enum DeviceFileState: Sendable, Equatable {
  /// The newest file that anybody is known to have seen; all of it is in the vault.
  case current
  /// Nothing yet, and nothing was ever read here: the device came not long ago.
  case awaited
  /// Nothing, though a file of it was read before.
  case missing
  /// Something that was not read; `nil` where it is no regular file, or cannot be looked into.
  case unread(SyncFault?)
  /// An older file than was read before.
  case older
  /// An older file than another device saw.
  case behind
}

extension SyncGroup {
  /// What the folder holds of the others.
  ///
  /// - Parameters:
  ///   - marks: of the files that are in the vault.
  ///   - faults: of files that claim to be a device's, and were not read.
  /// - Returns: for each, what is there.
  func fileStates(
    _ marks: [FileMark], _ faults: [DeviceID: SyncFault?]
  ) -> [DeviceID: DeviceFileState] {
    var newest: [DeviceID: UInt64] = [:]
    for mark in marks { newest[mark.device] = max(newest[mark.device] ?? 0, mark.sequence) }
    var states: [DeviceID: DeviceFileState] = [:]
    for other in members.devices.keys where other != device {
      let known = sightings[other] ?? Sighting()
      states[other] =
        if let found = newest[other] {
          found < known.sequence ? .older : found < known.told ? .behind : .current
        } else if let fault = faults[other] {
          .unread(fault)
        } else {
          known.sequence == 0 ? .awaited : .missing
        }
    }
    return states
  }

  /// Whether a file that cannot be opened shows that its writer put this device out: the writer knew
  /// it once, and did not seal a later file to it.
  func isCutOff(by file: SyncFile) -> Bool {
    guard knownBy.contains(file.device), file.letters[device] == nil,
      file.sequence > sightings[file.device]?.sequence ?? 0,
      let keys = members.devices[file.device]
    else { return false }
    return file.isSigned(by: keys.signing)
  }

  /// Who said that this device is out of the group; `nil` where no such statement came here.
  var putOutBy: DeviceID? {
    let statements = members.statements.values.sorted { $0.hash < $1.hash }
    let revocation = statements.first { statement in
      if case .revoke = statement.act { statement.subject == device } else { false }
    }
    return revocation?.signer
  }
}

extension SyncRound {
  /// Whether a file bears a name as a device gives it to its own.
  ///
  /// - Parameter name: without a folder.
  /// - Returns: true for 32 hexadecimal digits and `.fob`.
  public static func isDeviceName(_ name: String) -> Bool { device(ofFile: name) != nil }

  /// Whose file it is that bears this name.
  ///
  /// - Parameter name: without a folder.
  /// - Returns: the device; `nil` where no device calls its file so.
  public static func device(ofFile name: String) -> DeviceID? {
    guard name.utf8.count == 36, name.hasSuffix(".fob") else { return nil }
    let digits = name.utf8.prefix(32).compactMap(\.hexadecimalValue)
    guard digits.count == 32 else { return nil }
    let id = ID128(stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    return id.flatMap { fileName(of: $0) == name ? $0 : nil }
  }
}
