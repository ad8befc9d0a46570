import ChildProcesses
import Testing
import VaultSupport

/// Runs a shell script on `$0`, a path.
@discardableResult
func shell(_ script: String, _ path: String) async throws -> String {
  let result = try await run("/bin/sh", ["-euc", script, path])
  #expect(result.end == .exited(0), "\(result.error)")
  return result.text
}

extension TestVault {
  /// Runs `fob import`, from where no terminal can be asked.
  func imports(
    _ arguments: [String], under wrapper: [String] = [], input: [UInt8] = [],
    variables: [String: String] = [:], program: String = fobProgram
  ) async throws -> Finished {
    try await fob(
      ["import"] + arguments, under: ["setsid", "--wait"] + wrapper, input: input,
      variables: variables, program: program)
  }

  /// Issuers of the accounts that the vault now has.
  var issuers: [String] {
    get async throws {
      let table = try await fob(["list"]).text.split(separator: "\n").dropFirst()
      return table.map { String($0.split(separator: " ")[1]) }.sorted()
    }
  }
}

/// An account's URI; another issuer, another secret.
func uri(_ issuer: String) -> String {
  let secret = String(repeating: issuer.uppercased(), count: 8).prefix(32)
  return "otpauth://totp/\(issuer):alice?secret=\(secret)&issuer=\(issuer)"
}
