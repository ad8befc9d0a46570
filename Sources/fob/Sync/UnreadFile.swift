internal import Authenticator

/// A file in a sync folder that was not joined in, and why.
struct UnreadFile {
  let name: String
  let reason: String
  /// What is wrong with it; `nil` where it is no regular file, or cannot be looked into.
  var fault: SyncFault?

  init(name: String, reason: String) { (self.name, self.reason) = (name, reason) }

  /// `nil` for a finding that is about no file.
  init?(_ finding: SyncFinding) {
    guard case .unread(let name, let fault) = finding else { return nil }
    (self.name, reason, self.fault) = (name, fault.text(of: "it"), fault)
  }

  var text: String { "not read: \(name): \(reason)" }

  /// The same, where it is a device's.
  func text(of device: String) -> String {
    fault.map { "\(device): \($0.text(of: "its file"))" }
      ?? "\(device): its file was not read: \(reason)"
  }

  /// Whether its writer is out of the group, so that nothing else is to be expected of it.
  var isOver: Bool { fault == .revoked }
}

extension SyncFault {
  fileprivate func text(of it: String) -> String {
    switch self {
    case .foreign:
      "\(it) is no sync file: it is empty, was overwritten, or is not there as a whole yet"
    case .damaged: "\(it) is damaged, or only half of it is there yet"
    case .newerVersion(let version):
      "a newer fob wrote \(it) (format \(version)); upgrade this one"
    case .otherGroup: "\(it) belongs to another sync group"
    case .unknownKey:
      "\(it) is under a key that this device does not have: the key comes with another file, or "
        + "this device was put out"
    case .notAuthentic: "\(it) is not what a device of this group wrote"
    case .notAMember: "\(it)s writer does not belong to this group"
    case .revoked: "\(it)s writer was put out of this group"
    }
  }
}
