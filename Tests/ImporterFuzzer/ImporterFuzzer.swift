import Authenticator
import Glibc
import Importers
import Secrets

// Reads whatever it is given as another app's file, under libFuzzer as `make fuzz-importers` builds
// it; else each of the files that it is called with, such as what libFuzzer left.

/// Reads bytes as a file, as what fob-unpack prints, and as what stands behind a password.
private func read(_ bytes: [UInt8]) {
  let content = Secret(SecretBytes(copying: bytes.span))
  // Keys cost nothing here, so that formats go on behind them.
  let context = ImportContext(arena: SecretArena(), password: content) {
    (_, _, _, length) throws(ImportError) in
    Secret(SecretBytes(copying: [UInt8](repeating: 0, count: length).span))
  }
  for document in [ImportDocument(content), ImportDocument.unpacked(content)].compactMap(\.self) {
    guard let recognised = try? Importers.recognise(document),
      let result = try? recognised.read(context)
    else { continue }
    for account in result.accounts.map(\.account) { requireSound(account) }
  }
}

/// Ends the process where an account gives no code.
private func requireSound(_ account: Account) {
  let credential = account.credential
  let pin = account.pin ?? Secret(SecretBytes(copying: "1234".utf8.span))
  let code =
    credential.type == .hotp
    ? try? credential.code(counter: account.counter) : try? credential.code(at: .max, pin: pin)
  precondition(code?.text.utf8.count == credential.digits)
}

#if FUZZ
  /// libFuzzer's entry point.
  ///
  /// - Parameters:
  ///   - bytes: a file made up.
  ///   - count: its length.
  /// - Returns: always 0.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    read(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
  }
#else
  @main enum ImporterFuzzer {
    static func main() {
      for path in CommandLine.arguments.dropFirst() {
        read(bytes(of: path))
        print(path)
      }
    }

    private static func bytes(of path: String) -> [UInt8] {
      let descriptor = unsafe open(path, O_RDONLY)
      defer { close(descriptor) }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
        guard count > 0 else { return bytes }
        bytes += chunk.prefix(count)
      }
    }
  }
#endif
