import Secrets

@testable import Authenticator

/// Devices of one sync group with a folder that all see, in memory.
struct SampleGroup {
  static let noon: UInt64 = 1_700_000_000_000
  var devices: [Vault] = []
  /// The newest file of each device, by name.
  var folder: [String: [UInt8]] = [:]
  var now = SampleGroup.noon

  /// Devices `0`, `1` and so on, each let in by the first.
  init(_ count: Int) throws {
    var first = Sample.vault(device: 0)
    try first.foundGroup(folder: "/sync", name: "device 0")
    devices.append(first)
    try sync(0)
    for number in 1..<max(count, 1) {
      devices.append(try joined(Sample.vault(device: number), name: "device \(number)"))
      try sync(number)
    }
    for _ in 0..<3 { for device in devices.indices { try sync(device) } }
  }

  /// What the first device's invitation lets in.
  mutating func joined(_ vault: Vault, name: String) throws -> Vault {
    let code = PairingCode()
    let invitation = try devices[0].invite(with: code, now: now)
    var vault = vault
    try vault.joinGroup(
      Invitation(invitation.bytes, with: code), folder: "/sync", name: name, now: now)
    return vault
  }

  var files: [FoundFile] { folder.map { FoundFile(name: $0.key, bytes: $0.value) } }

  /// A round of a device with all that is in the folder.
  @discardableResult
  mutating func sync(_ device: Int) throws -> SyncRound {
    let round = try SyncRound(devices[device], files: files, now: now)
    devices[device] = round.vault
    if let file = round.file { folder[file.name] = file.bytes }
    return round
  }

  /// Rounds of all devices until none has anything to say; `false` where that takes too long.
  mutating func settle() throws -> Bool {
    for _ in 0..<8 {
      var isQuiet = true
      for device in devices.indices where try sync(device).file != nil { isQuiet = false }
      if isQuiet { return true }
    }
    return false
  }

  /// The id of a device, and the name of its file.
  func id(_ device: Int) -> DeviceID { devices[device].device }
  func fileName(_ device: Int) -> String { SyncRound.fileName(of: id(device)) }
}
