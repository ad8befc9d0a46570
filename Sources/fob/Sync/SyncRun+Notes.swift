internal import Authenticator

extension SyncRun {
  /// Why this machine gets and gives nothing any more; `nil` where it belongs to the group.
  var putOut: Failure? { .putOut(round.vault) }

  /// What the user should know beside the accounts.
  var notes: [String] {
    let findings = round.findings.compactMap { $0.text(in: round.vault) }
    guard putOut == nil else { return findings }
    return nameNotes + otherFiles.map(\.text) + [ownFile, unknownKeys].compactMap(\.self)
      + deviceNotes
      + findings
  }

  /// What another round would not tell again.
  var news: [String] {
    changes.lines
      + round.findings.filter(\.isNews).compactMap { $0.text(in: round.vault) }
  }

  /// Whether all devices' files are here and read, and none has more to say: then all have the same.
  var isInStep: Bool {
    isWell && changes.isEmpty && round.file == nil
      && round.files.values.allSatisfy { $0 == .current }
  }

  /// Whether nothing is wrong, though files may still be under way.
  var isWell: Bool {
    putOut == nil && closedFiles.isEmpty && !round.findings.contains(.tooLarge)
      && round.files.values.allSatisfy { [.current, .awaited, .behind].contains($0) }
  }

  /// The devices whose newest file is not here as a whole.
  var late: [String] {
    round.files.filter { $0.value != .current }.map { round.vault.syncLabel(of: $0.key) }.sorted()
  }

  private var nameNotes: [String] {
    guard let devices = round.vault.syncStanding?.devices,
      let mine = devices.first(where: \.isThis),
      devices.isTaken(mine.name)
    else { return [] }
    return [
      "another device is called \(mine.name), too; fob sync rename gives this one another name"
    ]
  }

  private var closedFiles: [UnreadFile] { unread.filter { $0.fault == .unknownKey } }

  /// Those that are not told of by the device.
  private var otherFiles: [UnreadFile] {
    unread.filter { file in
      guard !file.isOver, file.fault != .unknownKey else { return false }
      guard let device = SyncRound.device(ofFile: file.name) else { return true }
      if case .unread = round.files[device] { return false }
      return device != round.vault.device
    }
  }

  /// What may be tidied up: an engine would bring back what a round removed, so it removes nothing.
  var overNote: String? {
    let names = unread.filter(\.isOver).map(\.name).sorted()
    guard let first = names.first else { return nil }
    return (names.count == 1 ? first : "\(first) and \(names.count - 1) more")
      + ": written by a device that was put out; not read any more, and may be removed"
  }

  private var ownFile: String? {
    let name = SyncRound.fileName(of: round.vault.device)
    guard unread.contains(where: { $0.name == name }), round.file != nil else { return nil }
    return "this machine's own file is not as it was written, and is written anew"
  }

  private var unknownKeys: String? {
    guard let count = Optional(closedFiles.count), count > 0 else { return nil }
    return (count == 1 ? "a file is" : "\(count) files are")
      + " under a key that this device does not have: it was put out of the group, or "
      + (count == 1 ? "the key has" : "their keys have") + " not arrived yet"
  }

  private var deviceNotes: [String] {
    round.files.sorted { $0.key < $1.key }.compactMap { device, state in
      let label = round.vault.syncLabel(of: device)
      switch state {
      case .missing: return "\(label): its file is not in the folder"
      case .unread(let fault) where fault != .unknownKey:
        let name = SyncRound.fileName(of: device)
        return unread.first { $0.name == name }?.text(of: label)
      default: return nil
      }
    }
  }
}

extension SyncFinding {
  fileprivate var isNews: Bool {
    switch self {
    case .joined, .putOut, .renewed, .becameNewDevice, .twoWriters, .clockAhead: true
    case .unread, .older, .behind, .thisIsPutOut, .tooLarge: false
    }
  }
}

extension DeviceFileState {
  /// As `fob sync status --json` names it.
  var name: String {
    switch self {
    case .current: "current"
    case .awaited: "awaited"
    case .missing: "missing"
    case .unread: "unread"
    case .older: "older"
    case .behind: "behind"
    }
  }
}
