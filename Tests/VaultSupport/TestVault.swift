public import Authenticator
public import ChildProcesses
private import Glibc
internal import Secrets
private import SystemPackage

/// The program as it is released where FOB names it, else as it was built with the tests.
public let fobProgram: String = {
  guard let path = unsafe getenv("FOB") else { return builtProduct("fob") }
  return unsafe String(cString: path)
}()

/// A vault in a temporary folder with a home of its own, for tests that run `fob` on it.
///
/// It lies where `fob` looks without `--vault`, was written through the library at the cheapest
/// cost that `fob` leaves as it is, and opens with a known password and recovery key. The folder
/// goes with the value.
public final class TestVault: Sendable {
  /// What opens every test vault.
  public static let password = "correct horse battery staple"
  /// A password to change to.
  public static let newPassword = "an entirely different phrase"

  /// What `fob` is given to open the vault with.
  public enum Key: Sendable {
    /// Opens at once: no key is derived.
    case recoveryKey
    /// The vault's password.
    case password
    /// A password that opens nothing until `passwd` sets it.
    case newPassword
    /// Nothing: the arguments have all that is needed, or the failure is what is tested.
    case nothing

    /// The option that names its descriptor.
    public var options: [String] {
      switch self {
      case .recoveryKey: ["--recovery-key-fd", "3"]
      case .password: ["--password-fd", "4"]
      case .newPassword: ["--password-fd", "5"]
      case .nothing: []
      }
    }
  }

  /// The temporary folder, with `home`, `data`, `state` and `keys` in it.
  public let folder: String
  /// The recovery key as a user types it.
  public let recoveryKey: String

  /// The vault file.
  public var path: String { folder + "/data/fob/vault.fob" }
  /// The folder that holds a folder of generations for each vault.
  public var generations: String { folder + "/state/fob/generations" }
  /// The whole environment that `fob` gets.
  public var environment: [String: String] {
    [
      "HOME": folder + "/home", "XDG_DATA_HOME": folder + "/data",
      "XDG_STATE_HOME": folder + "/state", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
      "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "dumb",
    ]
  }

  /// Writes a vault with these accounts.
  ///
  /// - Parameter accounts: what it holds.
  /// - Throws: where the folder cannot be written.
  public init(_ accounts: [Account]) throws {
    folder = try Folder.temporary()
    let recoveryKey = RecoveryKey()
    let typed = recoveryKey.text
    self.recoveryKey = typed.withBytes { text in
      String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
    }
    for name in ["home", "data", "data/fob", "state", "keys"] {
      try Folder.make("\(folder)/\(name)")
    }
    let texts = [self.recoveryKey, TestVault.password, TestVault.newPassword]
    for (file, text) in zip(keyFiles, texts) { try write(Array("\(text)\n".utf8), to: file) }
    try write(TestVault.seal(accounts, recoveryKey), to: path)
  }

  /// Writes a vault with made-up TOTP accounts.
  ///
  /// - Parameter count: how many; they are `Issuer 1`, `Issuer 2` and so on.
  /// - Throws: where the folder cannot be written.
  public convenience init(accounts count: Int = 3) throws {
    try self.init((1..<count + 1).map(TestVault.account))
  }

  deinit { Folder.remove(folder) }

  /// A made-up account: `Issuer N`, `userN@example.com`.
  ///
  /// - Parameters:
  ///   - number: makes it unlike others.
  ///   - type: TOTP or HOTP.
  /// - Returns: the account.
  public static func account(_ number: Int, _ type: CodeType) -> Account {
    Account(
      issuer: "Issuer \(number)", name: "user\(number)@example.com",
      credential: Credential(
        type: type, secret: Secret(SecretBytes(copying: secret(number).span))))
  }

  /// A made-up TOTP account.
  ///
  /// - Parameter number: makes it unlike others.
  /// - Returns: the account.
  public static func account(_ number: Int) -> Account { account(number, .totp) }

  /// The 20 secret bytes of a made-up account.
  ///
  /// - Parameter number: the account's.
  /// - Returns: bytes that are readable ASCII.
  public static func secret(_ number: Int) -> [UInt8] {
    Array(("secret of account " + String(repeating: "0", count: 6) + "\(number)").utf8.suffix(20))
  }

  /// Runs `fob` to its end, with no other environment than the vault's own.
  ///
  /// Descriptor 3 gives the recovery key, 4 the password, 5 the new password, each as one line.
  ///
  /// - Parameters:
  ///   - arguments: command and options.
  ///   - key: what to open the vault with; adds the option that names its descriptor.
  ///   - wrapper: a program with arguments that runs `fob`, such as `strace`.
  ///   - input: the bytes of standard input.
  ///   - variables: added to the environment.
  ///   - program: `fob`, or a copy of it elsewhere.
  /// - Returns: how it ended; 124 after a minute without an end.
  /// - Throws: where it cannot be started.
  public func fob(
    _ arguments: [String], with key: Key = .recoveryKey, under wrapper: [String] = [],
    input: [UInt8] = [], variables: [String: String] = [:], program: String = fobProgram
  ) async throws -> Finished {
    try await run(
      "/usr/bin/timeout", ["60"] + wrapper + [program] + arguments + key.options, input: input,
      environment: environment.merging(variables) { $1 }, opening: keyFiles)
  }

  /// Writes a file, whether or not there is one.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - path: its place.
  /// - Throws: `Errno`.
  public func write(_ bytes: [UInt8], to path: String) throws {
    let file = try FileDescriptor.open(
      FilePath(path), .writeOnly, options: [.create, .truncate],
      permissions: [.ownerRead, .ownerWrite])
    _ = try file.closeAfter { try file.writeAll(bytes) }
  }

  /// What descriptors 3, 4 and 5 give.
  public var keyFiles: [String] {
    ["recovery", "password", "new"].map { "\(folder)/keys/\($0)" }
  }

  /// Derived once for all test vaults: a password that is cheaper to guess than any that fob sets
  /// would be made dearer by each test that opens a vault with it.
  private static let passwordKey = Result {
    let typed = SecretBytes(copying: Array(password.utf8).span)
    return Secret(try PassphraseKey.derive(from: typed, salt: salt, cost: .interactive))
  }
  private static let salt = [UInt8](repeating: 0x5A, count: PassphraseKey.saltLength)

  /// Unix time in seconds.
  private static func now() -> UInt64 { UInt64(max(time(nil), 0)) }

  private static func seal(
    _ accounts: [Account], _ recoveryKey: borrowing RecoveryKey
  ) throws -> [UInt8] {
    let key = MasterKey()
    var (header, vault) = (VaultHeader.new(), Vault())
    let passwordKey = try passwordKey.get()
    header.slots = [
      passwordKey.withBytes { bytes in
        Slot(
          passwordKey: SecretBytes(copying: bytes), salt: salt, cost: .interactive, wrapping: key,
          of: header)
      },
      Slot(recoveryKey: recoveryKey, wrapping: key, of: header),
    ]
    vault.settings.passwordTyped = now()
    if !accounts.isEmpty { vault.add(accounts, now: 1_700_000_000_000) }
    return try VaultFile.seal(vault, header: header, key: key)
  }
}
