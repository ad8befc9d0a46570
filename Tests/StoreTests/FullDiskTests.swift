import ChildProcesses
import Testing
import VaultSupport

@Suite(.enabled("this machine does not let tests mount", canMount))
struct `A full disk` {
  /// Mounts 100 KiB at a folder, keeps what was in it, fills the rest, and runs the arguments.
  private let fillAndRun = """
    cp -a "$0" "$0.copy"
    mount -t tmpfs -o size=100k,mode=700 none "$0"
    cp -a "$0.copy/." "$0"
    ! cat /dev/zero > "$0/filler" 2> "$0.copy/said"
    grep -q 'No space left' "$0.copy/said"
    status=0; "$@" || status=$?
    rm "$0/filler"; find "$0" -name '*.new*'
    cmp "$0/fob/vault.fob" "$0.copy/fob/vault.fob" 2> /dev/null && echo the same
    "$@" 3< "$0/../keys/recovery" && echo next save done
    exit $status
    """

  private func save(_ vault: TestVault, whenFull folder: String) async throws -> Finished {
    try await vault.fob(
      ["edit", "user1", "--note", "x"],
      under: mountingShell + [fillAndRun, vault.folder + folder])
  }

  @Test func `around the vault keeps it, and the next save with room succeeds`() async throws {
    let result = try await save(TestVault(), whenFull: "/data")
    #expect(result.end == .exited(1))
    #expect(result.text == "the same\nnext save done\n", "\(result.error)")
    #expect(result.error.contains("fob: cannot write "))
    #expect(result.error.contains("no space left on device\n  nothing was changed"))
  }

  @Test func `around the generations alone keeps the vault as well`() async throws {
    let vault = try TestVault()
    let before = try vault.read(vault.path)
    let result = try await vault.fob(
      ["edit", "user1", "--note", "x"],
      under: mountingShell + [
        """
        mount -t tmpfs -o size=100k,mode=700 none "$0"
        ! cat /dev/zero > "$0/filler" 2> /dev/null
        exec "$@"
        """, vault.folder + "/state",
      ])
    #expect(result.end == .exited(1) && result.output.isEmpty)
    #expect(result.error.contains("fob: cannot keep the vault's last version in "))
    #expect(result.error.contains("nothing was changed; make room there"))
    #expect(try vault.read(vault.path) == before)
  }

  @Test func `gets no new vault, no recovery key of one, and no file`() async throws {
    let vault = try TestVault([])
    let result = try await vault.fob(
      ["init", "--kdf", "interactive", "--vault", "\(vault.folder)/data/new.fob"], with: .password,
      under: mountingShell + [
        """
        mount -t tmpfs -o size=100k,mode=700 none "$0"
        ! cat /dev/zero > "$0/filler" 2> /dev/null
        status=0; "$@" || status=$?
        ls -A "$0"; exit $status
        """, vault.folder + "/data",
      ])
    #expect(result.end == .exited(1) && result.text == "filler\n")
    #expect(result.error.contains("no space left on device\n  nothing was changed"))
    #expect(!result.error.contains("recovery key"))
  }
}
