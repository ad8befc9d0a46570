import Authenticator
import ChildProcesses
import Secrets
import VaultSupport

extension TestVault {
  /// A vault with the accounts of these URIs.
  convenience init(uris: [String]) throws {
    let arena = SecretArena()
    try self.init(uris.map { try OTPAuthURI.read(Array($0.utf8).span, into: arena).account })
  }

  /// Runs `fob` with what a user would type after its name, without a terminal. A word with spaces
  /// in it is given in `more`.
  func callAsFunction(
    _ command: String, _ more: String..., with key: Key = .recoveryKey, input: String = "",
    variables: [String: String] = [:]
  ) async throws -> Finished {
    // Through a pipe of its own: a command that ends without reading would end the tests as well.
    let file = folder + "/input"
    try write(Array(input.utf8), to: file)
    let pipe = ["/bin/bash", "-c", #"input=$0; exec "$@" < <(exec cat "$input")"#, file]
    return try await fob(
      command.split(separator: " ").map(String.init) + more, with: key,
      under: ["/usr/bin/setsid", "--wait"] + pipe, variables: variables)
  }

  /// Runs a bash script in which `fob` opens this vault, for what only a shell does: redirections,
  /// pipes, closed descriptors.
  func shell(
    _ script: String, variables: [String: String] = [:]
  ) async throws -> Finished {
    let function = #"fob() { "$program" "$@" --recovery-key-fd 9 9<"$keys/recovery"; }"#
    let prelude = "program=$0; keys='\(folder)/keys'; cd '\(folder)/home'; \(function)\n"
    return try await fob(
      [], with: .nothing,
      under: ["/usr/bin/setsid", "--wait", "/bin/bash", "-c", prelude + script],
      variables: variables)
  }

  /// The id of the only account that a query finds, as `fob list` prints it.
  func id(of query: String, in list: String = "list") async throws -> String {
    let lines = try await self(list, query).text.split(separator: "\n")
    return lines.last?.split(separator: " ").first.map(String.init) ?? ""
  }
}

extension Finished {
  /// The lines of standard output.
  var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// Whether it ended with this status and wrote nothing to standard output.
  func failed(_ status: Int32) -> Bool { end == .exited(status) && output.isEmpty }

  /// Whether it ended well and wrote exactly this line.
  func printed(_ line: String) -> Bool { end == .exited(0) && text == line + "\n" }
}
