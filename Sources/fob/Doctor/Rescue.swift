internal import Authenticator
internal import SystemPackage

/// Reads what can be read where a vault is damaged: of the file itself, and of its generations. It
/// writes nothing but a new file, where one is asked for.
struct Rescue: ~Copyable {
  /// A version of the vault that opened.
  struct Version {
    let path: FilePath
    let header: VaultHeader
    let vault: Vault
  }

  /// The versions that opened, the best first: the vault itself, then the newest generation.
  private(set) var versions: [Version] = []
  /// What was tried and did not open, and why.
  private(set) var failures: [(path: FilePath, reason: String)] = []
  private let unlocked: UnlockedKey

  private init(_ unlocked: consuming UnlockedKey) { self.unlocked = unlocked }

  /// Reads the vault and its generations.
  ///
  /// - Throws: `Failure` where nothing opens.
  static func read(_ store: VaultStore, by access: VaultAccess) throws(Failure) -> Rescue {
    let damaged = DamagedFile(store)
    let kept = Generations(of: store.location)?.files ?? []
    let whole = kept.compactMap { path in
      (try? Files.read(path, limit: VaultFile.longest)).flatMap { try? VaultFile($0) }
        .map { (path: path, file: $0) }
    }
    guard let witness = damaged.whole ?? whole.first?.file ?? damaged.readable else {
      throw .nothingWhole(damaged)
    }
    var rescue = Rescue(try access.masterKey(of: witness, in: store))
    rescue.failures = kept.filter { path in !whole.contains { $0.path == path } }
      .map { ($0, "damaged") }
    rescue.read(damaged, at: store.location.file, like: witness)
    for (path, file) in whole { rescue.read(file, at: path) }
    guard !rescue.versions.isEmpty else {
      guard !whole.isEmpty else { throw .nothingWhole(damaged) }
      throw Failure(
        "\(damaged.reason), and its older versions have another key",
        hint: "restore it from a backup", status: .damaged)
    }
    return rescue
  }

  private mutating func read(_ damaged: DamagedFile, at path: FilePath, like witness: VaultFile) {
    if let file = damaged.whole { return read(file, at: path) }
    guard let bytes = damaged.bytes,
      let salvage = Salvage(bytes, like: witness, with: unlocked.masterKey)
    else { return failures.insert((path, damaged.reason), at: 0) }
    versions.append(Version(path: path, header: salvage.header, vault: salvage.vault))
  }

  private mutating func read(_ file: VaultFile, at path: FilePath) {
    do throws(VaultError) {
      let vault = try file.open(with: unlocked.masterKey)
      versions.append(Version(path: path, header: file.header, vault: vault))
    } catch {
      failures.append((path, error == .wrongKey ? "opens with another key" : "damaged inside"))
    }
  }

  /// Writes all that was read as a new vault, which the same password and recovery key open.
  ///
  /// - Throws: `Failure`, also where the file is there already.
  func write(to path: FilePath) throws(Failure) {
    guard let best = versions.first else { return }
    var (vault, header) = (best.vault, best.header)
    for version in versions.dropFirst() { vault.merge(version.vault) }
    vault.becomeNewDevice()
    header.generation = max(header.generation, header.generation &+ 1)
    do {
      let bytes = try VaultFile.seal(vault, header: header, key: unlocked.masterKey)
      guard try VaultFile(bytes).open(with: unlocked.masterKey) == vault else {
        throw FileFault.notAsWritten
      }
      try Files.writeNew(bytes, to: path)
    } catch {
      throw Failure(
        "cannot write \(path): \((error as? FileFault)?.text ?? "it cannot be sealed")",
        hint: "nothing was written; name a file that is not there yet, with --output")
    }
  }
}

extension Failure {
  fileprivate static func nothingWhole(_ damaged: DamagedFile) -> Failure {
    Failure(
      "\(damaged.reason), and no older version of it is whole", hint: "restore it from a backup",
      status: .damaged)
  }
}

/// The vault file, whole or not.
private struct DamagedFile {
  let bytes: [UInt8]?
  let whole: VaultFile?
  /// As far as its header goes.
  let readable: VaultFile?
  /// What is wrong with it.
  let reason: String

  init(_ store: VaultStore) {
    bytes = try? Files.read(store.location.file, limit: VaultFile.longest)
    readable = bytes.flatMap { try? VaultFile(damaged: $0) }
    do throws(Failure) {
      whole = try store.read()
      reason = "the vault is whole"
    } catch {
      whole = nil
      reason = error.message
    }
  }
}
