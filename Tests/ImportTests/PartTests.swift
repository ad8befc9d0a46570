import ChildProcesses
import Testing
import VaultSupport

/// `qrencode -S` makes the pictures: one message in several codes (structured append).
@Suite struct `A message in several codes` {
  private let vault: TestVault

  init() throws { vault = try TestVault(accounts: 0) }

  /// Writes `NAME-01.png` and so on; each code has room for 26 bytes.
  ///
  /// - Returns: the paths, in the order of the parts.
  private func write(_ text: String, _ name: String) async throws -> [String] {
    try vault.write(Array(text.utf8), to: "\(vault.folder)/text")
    let names = try await shell(
      "cd \"$0\"; qrencode -8 -S -v 2 -l M -o \(name).png -r text; ls \(name)-*", vault.folder)
    return names.split(separator: "\n").map { "\(vault.folder)/\($0)" }
  }

  /// So long that it takes three codes, and in none of them text by itself.
  private static let text =
    "otpauth://totp/Zoë東京:a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zo%C3%AB"

  @Test func `is read from its pictures in any order`() async throws {
    let paths = try await write(Self.text, "code")
    try #require(paths.count == 4)
    let order = [2, 0, 3, 1].map { paths[$0] }
    let result = try await vault.imports(["--yes"] + order)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.text == "new              Zoë: a\n1 new\n", "\(result.text)")
    #expect(result.error.contains("\(paths[3]): 1 code: 0 accounts, part 4 of 4 of a code\n"))
    let all = "\(paths[0]), \(paths[1]), \(paths[2]) and \(paths[3])"
    #expect(result.error.contains("\(all): 1 code in 4 parts: 1 account\n"), "\(result.error)")
  }

  @Test func `is read once, though a picture is given twice`() async throws {
    let paths = try await write(Self.text, "code")
    let result = try await vault.imports(["--yes"] + paths + paths)
    #expect(result.end == .exited(0) && result.text.hasSuffix("\n1 new\n"), "\(result.error)")
  }

  @Test func `is told by what is missing`() async throws {
    let paths = try await write(Self.text, "code")
    let result = try await vault.imports(["--yes", paths[0], paths[2]])
    let missing =
      "parts 1 and 3 of 4 are in \(paths[0]) and \(paths[2]); parts 2 and 4 are missing"
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.hasSuffix("fob: \(missing)\n  give the pictures of all its parts\n"))
  }

  @Test func `leaves the other accounts as they are where a part is missing`() async throws {
    let paths = try await write(Self.text, "code")
    let list = "\(vault.folder)/list"
    try vault.write(Array(uri("Bravo").utf8), to: list)
    let result = try await vault.imports(["--yes", list, paths[3]])
    let missing = "part 4 of 4 is in \(paths[3]); parts 1, 2 and 3 are missing\n"
    #expect(result.end == .exited(6), "\(result.error)")
    #expect(
      result.text == """
        new              Bravo: alice
        missing          \(missing)1 new, 1 missing

        """)
    #expect(result.error.contains("still missing: \(missing)fob: \(missing)"), "\(result.error)")
    #expect(try await vault.issuers == ["Bravo"])
  }

  @Test func `is told apart from another of as many parts`() async throws {
    let one = try await write(uri("Bravo"), "one")
    let other = try await write(uri("Delta"), "other")
    try #require(one.count == other.count)
    let result = try await vault.imports(["--yes"] + zip(one, other).flatMap { [$0, $1] })
    #expect(result.end == .exited(0) && result.text.hasSuffix("\n2 new\n"), "\(result.error)")
  }

  @Test func `is not made of parts that do not belong together`() async throws {
    let paths = try await write(uri("Bravo"), "one")
    // A part of another message with the same parity: two letters in another order.
    let other = try await write(uri("Bravo").replacing("alice", with: "laice"), "other")
    let mixed = Array(paths.dropLast()) + other.suffix(1)
    let result = try await vault.imports(["--dry-run"] + mixed)
    // Exclusive or does not see the order, so the parity is right: what is read is what is there.
    #expect(result.end == .exited(0), "\(result.error)")
    let wrong = try await write(uri("Bravo").replacing("alice", with: "alicf"), "wrong")
    let unlike = try await vault.imports(["--dry-run"] + Array(paths.dropLast()) + wrong.suffix(1))
    #expect(unlike.end == .exited(6) && unlike.error.contains("are missing"), "\(unlike.error)")
  }

  @Test func `is read as its pictures arrive in a watched folder`() async throws {
    let paths = try await write(uri("Bravo"), "code")
    let script = """
      cd '\(vault.folder)'; mkdir watched; : > said
      env --default-signal=INT "$@" 2> said & fob=$!
      until grep -q Ctrl-C said; do sleep 0.05; done
      for part in \(paths.reversed().joined(separator: " ")); do
        cp $part watched; name=$(basename $part); until grep -q $name said; do sleep 0.05; done
      done
      wait $fob; status=$?; cat said >&2; exit $status
      """
    let result = try await vault.imports(
      ["--yes", "--once", "--watch", vault.folder + "/watched"], under: ["sh", "-c", script, "sh"])
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.error.contains(" is missing\n") || result.error.contains(" are missing\n"))
    #expect(try await vault.issuers == ["Bravo"])
  }
}
