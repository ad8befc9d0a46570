import ChildProcesses
import Testing
import VaultSupport

/// Codes of 900 bytes have a hundred patterns that look like a corner by chance.
@Suite struct `A sheet of dense codes` {
  private let vault: TestVault

  init() throws { vault = try TestVault(accounts: 0) }

  /// Draws eight codes, four of them on each of two sheets, as one picture and as two pages.
  private func draw() async throws {
    _ = try await shell(
      """
      cd "$0"
      for n in 0 1 2 3 4 5 6 7; do
        rest=$(for i in $(seq 12); do echo $n $i | sha256sum | cut -c1-64; done | tr -d '\\n')
        qrencode -8 -s 4 -o $n.png \
          "otpauth://totp/Sheet:user$n?secret=GEZDGNBVGY3TQOJ$(echo $n | tr 0-7 A-H)&image=$rest"
      done
      convert \\( 0.png 1.png +append \\) \\( 2.png 3.png +append \\) -append one.png
      convert \\( 4.png 5.png +append \\) \\( 6.png 7.png +append \\) -append two.png
      convert one.png two.png -compress none pages.tiff
      """, vault.folder)
  }

  @Test(arguments: [(["one.png"], 4), (["two.png"], 4), (["pages.tiff"], 8)])
  func `gives every one of them`(files: [String], count: Int) async throws {
    try await draw()
    let paths = files.map { "\(vault.folder)/\($0)" }
    let result = try await vault.imports(["--yes"] + paths)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.error.contains("\(count) codes: \(count) accounts"), "\(result.error)")
  }
}
