import Authenticator
import ChildProcesses
import Testing
import VaultSupport

/// A change of a vault file that no fob made.
enum Damage {
  case flippedBit(Int)
  case cut(to: Int)
  case longer

  func applied(to file: [UInt8]) -> [UInt8] {
    switch self {
    case .flippedBit(let bit):
      var file = file
      file[bit / 8] ^= 1 << UInt8(bit % 8)
      return file
    case .cut(let length): return Array(file.prefix(length))
    case .longer: return file + [0]
    }
  }
}

@Suite struct `A damaged vault` {
  /// Spread over the whole file; the steps share no factor with the sizes of its parts.
  private static func samples(of file: [UInt8]) -> [Damage] {
    stride(from: 0, to: file.count * 8, by: isSoak ? 7 : 997).map(Damage.flippedBit)
      + stride(from: 1, to: file.count, by: isSoak ? 1 : 149).map { .cut(to: $0) }
      + [.cut(to: file.count - 1), .longer]
  }

  @Test func `has status 5 and its words, never that of a wrong password`() async throws {
    let vault = try TestVault()
    let whole = try vault.read(vault.path)
    for damage in `A damaged vault`.samples(of: whole) {
      let file = damage.applied(to: whole)
      try vault.write(file, to: vault.path)
      let result = try await vault.fob(["code", "user1"], with: .password)
      #expect(result.end == .exited(5) && result.output.isEmpty, "\(damage)")
      let words = ["is damaged", "is not a fob vault", "was made by a newer fob"]
      #expect(words.contains(where: result.error.contains), "\(damage): \(result.error)")
      #expect(try vault.read(vault.path) == file, "\(damage)")
    }
  }

  @Test(arguments: [["edit", "user1", "--note", "x"], ["rm", "user1"], ["undo"]])
  func `is left as it is by what would write it`(command: [String]) async throws {
    let vault = try TestVault()
    var file = try vault.read(vault.path)
    file[file.count / 2] ^= 1
    try vault.write(file, to: vault.path)
    let result = try await vault.fob(command)
    #expect(result.end == .exited(5) && result.error.contains("is damaged; nothing was written"))
    #expect(try vault.read(vault.path) == file && vault.keptFiles.isEmpty)
  }

  @Test func `from a newer fob is said to be that, and left as it is`() async throws {
    let vault = try TestVault()
    var file = try vault.read(vault.path)
    file[11] = 2
    try vault.write(file, to: vault.path)
    let result = try await vault.fob(["edit", "user1", "--note", "x"])
    #expect(result.end == .exited(5))
    #expect(result.error.contains("was made by a newer fob (format 2); it was left as it is\n"))
    #expect(try vault.read(vault.path) == file && vault.keptFiles.isEmpty)
  }

  @Test(arguments: ["", "\u{89}", "otpauth://totp/a?secret=b\n"])
  func `that never was one has status 5`(text: String) async throws {
    let vault = try TestVault()
    try vault.write(Array(text.utf8), to: vault.path)
    let result = try await vault.fob(["edit", "user1", "--note", "x"])
    #expect(result.end == .exited(5) && result.error.contains("is not a fob vault\n"))
    #expect(try vault.read(vault.path) == Array(text.utf8))
  }

  @Test func `comes back from the newest generation that is whole, which is named`() async throws {
    let vault = try await Save.twelfth.vault()
    let newest = try #require(vault.keptFiles.last)
    let second = try #require(vault.keptFiles.dropLast().last)
    try vault.write(Array(vault.read(newest).dropLast()), to: newest)
    try vault.write([], to: vault.path)
    let refused = try await vault.fob(["list"])
    #expect(refused.error.contains("whole, from before the last change: \(second);"))
    let opened = try await vault.fob(["show", "user1", "--vault", second])
    #expect(opened.end == .exited(0) && opened.text.contains("note 9\n"), "\(opened.text)")
  }

  @Test func `that is gone is named by its newest generation too`() async throws {
    let vault = try await Save.twelfth.vault()
    let newest = try #require(vault.keptFiles.last)
    let moved = try await run("/bin/mv", [vault.path, vault.folder + "/elsewhere"])
    #expect(moved.end == .exited(0))
    let result = try await vault.fob(["list"])
    #expect(result.end == .exited(1) && result.error.contains("there is no vault at"))
    #expect(result.error.contains("whole, from before the last change: \(newest);"))
  }
}

@Suite struct `A whole vault` {
  @Test(arguments: [TestVault.Key.recoveryKey, .password])
  func `opens with its password and with its recovery key`(key: TestVault.Key) async throws {
    let vault = try TestVault(accounts: 3)
    let result = try await vault.fob(["list"], with: key)
    #expect(result.end == .exited(0) && result.text.contains("user3@example.com"))
  }

  @Test func `does not open with another password, and says nothing of which part`() async throws {
    let vault = try TestVault()
    let result = try await vault.fob(["list"], with: .newPassword)
    #expect(result.end == .exited(4) && result.error.hasPrefix("fob: wrong password\n"))
  }

  @Test func `does not open with another vault's recovery key`() async throws {
    let (vault, other) = (try TestVault(), try TestVault())
    try vault.write(Array(other.recoveryKey.utf8), to: vault.folder + "/keys/recovery")
    let result = try await vault.fob(["list"])
    #expect(result.end == .exited(4) && result.output.isEmpty)
  }
}
