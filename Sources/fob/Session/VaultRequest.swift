internal import Authenticator

/// Something that is asked of an opened vault, as a value: whoever holds the vault carries it out,
/// this process or the agent. No answer holds a secret or a key.
///
/// A request is one type in a file of this folder, with one line in `VaultRequests.all`.
protocol VaultRequest: Transferable {
  /// What comes back.
  associatedtype Answer: Transferable
  /// Names the request in a message.
  static var name: String { get }
  /// Whether it shows that somebody is there, so that the agent does not lock yet; true unless said.
  static var isUse: Bool { get }

  /// Carries it out; changes go through `OpenVault.update`.
  ///
  /// - Throws: `Failure`; nothing was changed then.
  func answer(from opened: inout OpenVault) throws -> Answer
}

extension VaultRequest {
  static var isUse: Bool { true }
}

/// The requests that can be sent to the agent.
enum VaultRequests {
  static var all: [any VaultRequest.Type] {
    [
      FindDigits.self, FindCode.self, ComputeCodes.self, UseCounter.self, ListAccounts.self,
      ListChanges.self,
      ReadScreenSettings.self, KeepScreenSettings.self,
      AddAccounts.self, EditAccount.self, MoveAccounts.self, UndoChange.self, CheckCode.self,
      CountBackupCodes.self, ShowBackupCodes.self, UseBackupCode.self, AddBackupCodes.self,
      MarkBackupCode.self, RemoveBackupCodes.self, ExamineVault.self,
      SyncVault.self, RenameSyncDevice.self, ReadSyncStatus.self, SealBackup.self,
      NoteBackupProof.self, TakeInBackup.self,
    ]
  }
}

/// What there is to say where there is nothing to say.
struct Nothing: Transferable {
  var value: Value { .null }

  init() {}

  init?(_ value: Value) {
    guard case .null = value else { return nil }
  }
}

extension Failure: Transferable {
  var value: Value { .parts(message, hint, Int(status.rawValue)) }

  init?(_ value: Value) {
    guard var parts = Parts(value, count: 3), let message: String = parts.next(),
      let hint: String? = parts.next(), let number: Int = parts.next(),
      let status = Int32(exactly: number).flatMap(ExitStatus.init(rawValue:))
    else { return nil }
    self.init(message, hint: hint, status: status)
  }
}
