import Authenticator
import ChildProcesses
import Testing
import VaultSupport

/// What the disk held when the power failed.
private enum Survivor: Equatable {
  case old, new
  /// No vault, or none that opens.
  case lost
}

/// A vault on an ext4 image of its own, mounted only while a script runs.
///
/// ext4 writes a name only when it commits its journal, which it is told to leave to `fsync`; and
/// it is told not to write data ahead of a rename, as file systems that know no such mercy.
private struct Disk {
  let vault: TestVault

  init(_ vault: TestVault) async throws {
    self.vault = vault
    try await shell(
      """
      truncate -s 4M image; mkfs.ext4 -q -E lazy_itable_init=0 image; mkdir disk copied
      \(Disk.mounting) image disk
      mkdir disk/data disk/state; cp -a data/fob disk/data
      umount disk
      """)
  }

  private static let mounting = "mount -o loop,noauto_da_alloc,commit=300"

  /// Runs `fob` on the disk and looks at what is on it without anything else being written.
  ///
  /// - Parameter wrapper: a shell's words that run `fob`.
  /// - Returns: what outlived it, and how `fob` ended.
  /// - Throws: where the disk cannot be made or mounted.
  func powerLoss(during wrapper: String) async throws -> (Survivor, status: String) {
    let command = "'\(fobProgram)' " + Save.arguments.map { "'\($0)'" }.joined(separator: " ")
    let status = try await shell(
      """
      rm -f after saved; cp image before; \(Disk.mounting) before disk
      export XDG_DATA_HOME="$PWD/disk/data" XDG_STATE_HOME="$PWD/disk/state"
      status=0
      \(wrapper) \(command) --recovery-key-fd 3 3< keys/recovery 2> said || status=$?
      cp before after; umount disk
      mount -o loop after copied; cp copied/data/fob/vault.fob saved || true; umount copied
      echo $status
      """)
    return (survivor, status.trimming)
  }

  private var survivor: Survivor {
    guard let content = try? vault.content(of: vault.folder + "/saved") else { return .lost }
    return content.accounts.first?.account.note == "the new state" ? .new : .old
  }

  @discardableResult
  private func shell(_ script: String) async throws -> String {
    let result = try await run(
      "/usr/bin/env",
      ["unshare", "--mount", "/bin/sh", "-euc", "cd \"$0\"\n\(script)", vault.folder])
    guard result.end == .exited(0) else { throw StraceFailure(text: result.error) }
    return result.text
  }
}

extension String {
  fileprivate var trimming: String { String(drop { $0 == "\n" }.prefix { $0 != "\n" }) }
}

/// A missing tool is no reason to skip: then the tests fail.
@Sendable private func canMountDisks() async throws -> Bool {
  let folder = try Folder.temporary()
  defer { Folder.remove(folder) }
  let probe = """
    cd "$0"; command -v mkfs.ext4 > said || exit 0
    truncate -s 4M image; mkfs.ext4 -q image; mkdir disk; mount -o loop image disk
    """
  let result = try await run(
    "/usr/bin/env", ["unshare", "--mount", "/bin/sh", "-euc", probe, folder])
  return result.end == .exited(0)
}

@Suite(.enabled("this machine does not let tests mount disk images", canMountDisks))
struct `A power loss` {
  private func wrapper(_ call: SystemCall, _ tampering: String) -> String {
    "strace -o trace -e trace=\(call.name) -e inject=\(call.name):\(tampering):when=\(call.number)"
  }

  @Test func `at any call of a save leaves the old or the new vault`() async throws {
    let vault = try TestVault()
    let disk = try await Disk(vault)
    var survivors: [Survivor] = []
    for call in try await vault.callsOfSave(Save.arguments) where call.changesDisk {
      let (survivor, status) = try await disk.powerLoss(during: wrapper(call, "signal=KILL"))
      #expect(status == "137", "at \(call)")
      #expect(survivor != .lost, "at \(call)")
      survivors.append(survivor)
    }
    #expect(survivors.first == .old && survivors.last == .new)
  }

  @Test func `after a save leaves the new vault`() async throws {
    let disk = try await Disk(TestVault())
    #expect(try await disk.powerLoss(during: "env") == (.new, status: "0"))
  }

  @Test func `would take back a save that did not wait for the disk`() async throws {
    let disk = try await Disk(TestVault())
    let wrapper = "strace -o trace -e trace=fsync -e inject=fsync:retval=0"
    #expect(try await disk.powerLoss(during: wrapper) == (.old, status: "0"))
  }

  @Test func `would destroy a vault whose name came to the disk before its bytes`() async throws {
    let vault = try TestVault()
    let disk = try await Disk(vault)
    let fsyncs = try await vault.callsOfSave(Save.arguments).filter { $0.name == "fsync" }
    let file = try #require(fsyncs.dropLast().last)
    let result = try await disk.powerLoss(during: wrapper(file, "retval=0"))
    #expect(result == (.lost, status: "0"))
  }
}
