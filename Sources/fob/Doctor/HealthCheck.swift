internal import Authenticator

/// One thing that `fob doctor` looks at. A new one is a file in Checks, and a line below.
protocol HealthCheck: Sendable {
  /// Names its line.
  var name: String { get }

  /// Looks, and changes nothing.
  func look(at patient: Patient) -> Finding
}

/// What a check finds.
enum Finding: Equatable {
  case fine(String)
  /// Something needs doing: what is wrong, and what to do.
  case advice(String, remedy: String)
  /// It could not be looked at, or there is nothing to look at.
  case skipped(String)
}

/// Every check, in the order of the lines.
enum HealthChecks {
  /// What needs no key.
  static var ofMachine: [any HealthCheck] {
    [
      ClockCheck(), MemoryCheck(), CoreDumpCheck(), SandboxCheck(), HelperCheck(), ClipboardCheck(),
      VaultFileCheck(), PermissionCheck(), PlaceCheck(), GenerationCheck(), DerivationCheck(),
      RecoveryKeyCheck(),
    ]
  }

  /// What needs the opened vault.
  static var ofContent: [any HealthCheck] {
    [
      SameSecretCheck(), WeakSecretCheck(), BackupCodeCheck(), BackupProofCheck(), SyncCheck(),
    ]
  }
}

/// What the checks look at.
struct Patient {
  /// Why the vault's content is not known.
  struct Closed: Error {
    let reason: String
  }

  let store: VaultStore
  /// The vault file, still sealed.
  let file: Result<VaultFile, Failure>
  /// What is to be known of its content.
  var content: Result<VaultHealth, Closed> = .failure(Closed(reason: "the vault was not opened"))

  init(_ store: VaultStore) {
    self.store = store
    do throws(Failure) {
      file = .success(try store.read())
    } catch {
      file = .failure(error)
    }
  }

  /// What a check of the content finds.
  func finding(_ look: (VaultHealth) -> Finding) -> Finding {
    switch content {
    case .success(let health): look(health)
    case .failure(let closed): .skipped(closed.reason)
    }
  }

  /// What a check of the sealed file finds; where it cannot be read, another check says so.
  func finding(_ look: (VaultFile) -> Finding) -> Finding {
    guard let file = try? file.get() else { return .skipped("the vault cannot be read") }
    return look(file)
  }
}
