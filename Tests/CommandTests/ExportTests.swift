import ChildProcesses
import Testing
import VaultSupport

@Suite(.serialized) struct `fob export` {
  private static let toOutput = "export --to otpauth --output - --plaintext"

  @Test func `writes one otpauth URI a line`() async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault(Self.toOutput)
    #expect(result.lines.sorted() == Known.all.sorted() && result.end == .exited(0))
    #expect(result.error == "exported 7 of 7 accounts\n")
  }

  @Test func `gives what fob reads again as the same accounts`() async throws {
    let names = [
      (name: "a%3Ab:c%20d%2F", secret: "GEZDGNBVGY3TQOJQ"),
      (name: "%D0%9F%D0%BE%D1%87%D1%82%D0%B0:%F0%9F%94%91", secret: "MFRGGZDFMZTWQ2LK"),
      (name: "null:null", secret: "NBSWY3DPEB3W64TMMQ"),
      (name: "%26:%3D%25", secret: "ONSWG4TFOQQGS3TTNFSGK"),
    ]
    let uris = names.map { "otpauth://totp/\($0.name)?secret=\($0.secret)&image=x%26y" }
    let (vault, other) = (try TestVault(uris: uris + Known.all), try TestVault([]))
    let export = try await vault(Self.toOutput)
    for line in export.lines { #expect(try await other("add", input: line).end == .exited(0)) }
    let unlike = /"id":"[a-z2-7]+"|"(created|modified)":[0-9]+/
    #expect(
      try await vault("list --json").text.replacing(unlike, with: "")
        == other("list --json").text.replacing(unlike, with: ""))
    #expect(try await other(Self.toOutput).text == export.text)
  }

  @Test func `writes a new file that only its owner can read`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      "umask 0; fob export --to otpauth --output new --plaintext; stat -c %a new; cat new")
    #expect(result.text == "600\n\(Known.github)\n")
  }

  @Test(arguments: ["touch new", "mkdir new", "ln -s nothing new", "ln -s /dev/full new"])
  func `never writes over anything`(make: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      """
      \(make); before=$(stat -c %i%s%F new)
      fob export --to otpauth --output new --plaintext; status=$?
      [ "$before" = "$(stat -c %i%s%F new)" ] && exit $status
      """)
    #expect(result.failed(1) && result.error.contains("cannot write new: file exists"))
  }

  @Test func `leaves no half of a file`() async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault.shell(
      "ulimit -f 0; trap '' XFSZ; fob export --to otpauth --output new --plaintext; ls")
    #expect(result.output.isEmpty && result.error.contains("cannot write new"))
  }

  @Test func `takes only what a query matches`() async throws {
    let vault = try TestVault(uris: Known.all)
    #expect(try await vault(Self.toOutput + " token").printed(Known.counted))
    let id = try await vault.id(of: "token")
    #expect(try await vault(Self.toOutput, id).printed(Known.counted))
    #expect(try await vault(Self.toOutput + " nothing").failed(2))
  }

  @Test func `leaves out what is in the trash`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long])
    #expect(try await vault("rm bank").end == .exited(0))
    #expect(try await vault(Self.toOutput).printed(Known.github))
  }

  @Test func `writes nothing where nobody can be asked`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      "fob export --to otpauth --output new; status=$?; ls; exit $status")
    #expect(result.failed(64) && result.error.contains("give --plaintext"))
  }

  @Test(arguments: [("y", 0), ("n", 1)])
  func `asks before it writes secrets`(answer: String, status: Int) async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob export --to otpauth --output new", on: vault) { pane in
      try await pane.wait(for: "Write the secrets of 1 account in plain text? [y/N]")
      try await pane.type(answer + "\n")
      try await pane.wait(for: "[status \(status)]")
    }
    let file = try await vault.shell("cat new")
    #expect(file.text == (status == 0 ? Known.github + "\n" : ""))
  }

  @Test(arguments: ["--to aegis --output -", "--to otpauth", "--output -"])
  func `needs a format that it knows and a place`(options: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("export --plaintext \(options)").failed(64))
  }
}
