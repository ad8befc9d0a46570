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

  @Test(arguments: [
    "--to nothing --output -", "--for nothing --output -", "--to otpauth", "--output -",
    "--to otpauth --for google --output -", "--to otpauth --output - --export-password-fd 3",
    "--to google",
  ])
  func `needs a format that it knows and a place`(options: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("export --plaintext \(options)").failed(64))
  }

  @Test func `writes over a file only where that is wanted`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      """
      echo old >new; chmod 644 new
      fob export --to otpauth --output new --plaintext --force; stat -c %a new; cat new
      """)
    #expect(result.text == "600\n\(Known.github)\n")
  }

  @Test func `takes what any of several queries matches`() async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault(Self.toOutput + " steam token")
    #expect(result.lines.sorted() == [Known.counted, Known.steam].sorted())
    #expect(try await vault(Self.toOutput + " steam nothing").failed(2))
  }

  @Test func `names what an app does not take, with the reason`() async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault("export --for google --output - --plaintext")
    #expect(
      result.error.contains("left out: Yandex: erin: it has codes of a type that the app does not"))
    #expect(result.error.contains("left out: Work: bob: it has codes of 7 digits\n"))
    #expect(result.error.hasSuffix("exported 3 of 7 accounts\n"))
    #expect(result.lines.filter { $0.hasPrefix("otpauth-migration://offline?data=") }.count == 1)
  }

  @Test func `draws QR codes that are read again`() async throws {
    let uris = (0..<11).map { Known.github.replacing("alice", with: "user\($0)") }
    let (vault, other) = (try TestVault(uris: uris), try TestVault([]))
    let files = try await vault.shell(
      "fob export --for google --output code.png --plaintext; realpath code*; stat -c %a code*")
    #expect(files.lines.suffix(2) == ["600", "600"] && files.lines.count == 4)
    #expect(try await other("import --yes", files.lines[0], files.lines[1]).end == .exited(0))
    #expect(try await other(Self.toOutput).lines.sorted() == uris.sorted())
  }

  @Test(arguments: [
    ("touch code-2.png", ""), ("mkdir code-2.png", ""), ("mkdir code-2.png", "--force"),
  ])
  func `draws none of several QR codes where one has no room`(
    make: String, option: String
  ) async throws {
    let uris = (0..<21).map { Known.github.replacing("alice", with: "user\($0)") }
    let vault = try TestVault(uris: uris)
    let result = try await vault.shell(
      """
      \(make); fob export --for google --output code.png --plaintext \(option); status=$?
      ls -A; exit $status
      """)
    #expect(result.end == .exited(1) && result.text == "code-2.png\n")
    #expect(result.error.contains("cannot write code-2.png: "))
  }

  @Test func `draws all of several QR codes over others where that is wanted`() async throws {
    let uris = (0..<11).map { Known.github.replacing("alice", with: "user\($0)") }
    let vault = try TestVault(uris: uris)
    let result = try await vault.shell(
      """
      echo old >code-1.png; fob export --for google --output code.png --plaintext --force
      ls -A; head -c 4 code-1.png | tail -c 3
      """)
    #expect(result.text == "code-1.png\ncode-2.png\nPNG")
  }

  @Test func `encrypts with a password from a descriptor, and asks nothing then`() async throws {
    let (vault, other) = (try TestVault(uris: Known.all), try TestVault([]))
    let result = try await vault.shell(
      """
      fob export --to aegis-encrypted --output new --export-password-fd 8 8<<<'a password'
      realpath new; grep -c github new
      """)
    #expect(result.lines.last == "0")
    let path = result.lines[0]
    let imported = try await other.shell(
      "fob import --yes '\(path)' --source-password-fd 8 8<<<'a password'")
    #expect(imported.end == .exited(0))
    #expect(try await other(Self.toOutput).lines.sorted() == Known.all.sorted())
  }

  @Test func `encrypts for an app, where its format has a password`() async throws {
    let vault = try TestVault(uris: Known.all)
    let result = try await vault.shell(
      """
      fob export --for stratum --encrypt --output new --export-password-fd 8 8<<<'a password'
      head -c 16 new
      """)
    #expect(result.text == "AUTHENTICATORPRO")
    #expect(try await vault("export --for google --encrypt --output -").failed(64))
    try await Pane.running("fob export --for aegis --output other", on: vault) { pane in
      let screen = try await pane.wait(for: "in plain text? [y/N]")
      #expect(screen.contains("--encrypt puts a password on it"))
    }
  }

  @Test func `asks twice for the password of what it encrypts`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob export --to stratum-encrypted --output new", on: vault) { pane in
      try await pane.wait(for: "Password of the new file:")
      try await pane.type("a password\n")
      try await pane.wait(for: "The same again:")
      try await pane.type("a password\n")
      try await pane.wait(for: "[status 0]")
    }
    #expect(try await vault.shell("head -c 16 new").text == "AUTHENTICATORPRO")
  }

  @Test func `prints a page whose codes and texts are read again`() async throws {
    let (vault, other) = (try TestVault(uris: Known.all), try TestVault([]))
    let page = try await vault.shell(
      """
      fob export --to html --output new --plaintext; realpath new
      /usr/bin/python3 - <<'end'
      import base64, re
      page = open('new').read()
      for number, data in enumerate(re.findall('base64,([^"]+)', page)):
          open(f'{number}.png', 'wb').write(base64.b64decode(data))
      end
      realpath 0.png
      """)
    #expect(try await other("import --yes", page.lines[0]).end == .exited(0))
    #expect(try await other(Self.toOutput).lines.sorted() == Known.all.sorted())
    let again = try await other("import", page.lines[1])
    #expect(again.lines.last?.contains("already in the vault") == true)
  }

  @Test func `prints pages of PDF whose codes and names are read again`() async throws {
    let name = "N%C3%A4h%20%26%20S%C3%B6hne"
    let odd =
      "otpauth://totp/\(name):%E5%90%8D?secret=MFRGGZDFMZTWQ2LK&issuer=\(name)"
      + "&algorithm=SHA1&digits=6&period=30"
    let (vault, other) = (try TestVault(uris: Known.all + [odd]), try TestVault([]))
    let result = try await vault.shell(
      """
      fob export --to pdf --output new --plaintext; stat -c %a new
      pdftotext new - | tr -d '\\f'; pdftoppm -r 120 -png new page
      realpath page*
      """)
    #expect(result.lines.first == "600")
    for text in ["Näh & Söhne", "?", "GitHub", "TOTP, SHA512, 7 digits, 60 seconds"] {
      #expect(result.lines.contains(text))
    }
    for number in 1...2 {
      let title = "8 accounts, page \(number) of 2: lock it away, whoever has it has your codes"
      #expect(result.lines.contains(title))
    }
    let pages = Array(result.lines.suffix(2))
    let imported = try await other("import --yes", pages[0], pages[1])
    #expect(imported.end == .exited(0), "\(imported.error)")
    #expect(try await other(Self.toOutput).lines.sorted() == (Known.all + [odd]).sorted())
  }

  @Test func `prints more accounts than are drawn at once`() async throws {
    let vault = try TestVault(accounts: 1001)
    let result = try await vault.shell(
      "fob export --to pdf --output new --plaintext; pdfinfo new | grep Pages; pdftotext -l 1 new -"
    )
    #expect(result.lines.first?.hasSuffix(" 201") == true && result.text.contains("Issuer 1"))
  }

  @Test(arguments: [((120, 60), 2), ((80, 30), 6)])
  func `shows the codes for Google one after the other, as few as there is room for`(
    size: (columns: Int, rows: Int), count: Int
  ) async throws {
    let vault = try TestVault(uris: Self.googleURIs)
    let export = "fob export --for google --plaintext"
    try await Pane.running(export, on: vault, columns: size.columns, rows: size.rows) { pane in
      for number in 1...count {
        try await pane.wait(for: "\(number) of \(count)")
        try await pane.type(" ")
      }
      try await pane.wait(for: "[status 0]")
    }
  }

  @Test func `exports nothing to a terminal that has no room for a code`() async throws {
    let vault = try TestVault(uris: Self.googleURIs)
    try await Pane.running("fob export --for google --plaintext", on: vault) { pane in
      let screen = try await pane.wait(for: "[status 1]")
      #expect(screen.contains("this code needs") && screen.contains("or give --output FILE"))
      #expect(!screen.contains("exported"))
    }
  }

  private static let googleURIs = (0..<11).map {
    Known.github.replacing("alice", with: "user\($0)")
  }

  @Test func `names the accounts whose backup codes no app takes`() async throws {
    let vault = try TestVault(uris: [Known.github, Known.long])
    #expect(try await vault("backup-codes github --add -", input: "aaaa-1111").end == .exited(0))
    let result = try await vault("export --to aegis --output - --plaintext")
    #expect(result.error.contains("left out: the backup codes of 1 account; fob backup-codes"))
    let other = try await vault("export --to aegis --output - --plaintext bank")
    #expect(!other.error.contains("backup codes"))
  }

  /// Python's own reader of JSON, and what this program computes from the same secrets.
  @Test(arguments: [
    ("aegis", "d['db']['entries'][0]['info']['secret']"),
    ("2fas", "d['services'][0]['secret']"), ("andotp", "d[0]['secret']"),
    ("bitwarden", "d['items'][0]['login']['totp'].split('secret=')[1].split('&')[0]"),
    ("stratum", "d['Authenticators'][0]['Secret']"),
    (
      "freeotp-plus",
      "base64.b32encode(bytes(b % 256 for b in d['tokens'][0]['secret'])).decode()"
    ),
  ])
  func `is JSON to another reader`(format: String, secret: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault.shell(
      """
      fob export --to \(format) --output new --plaintext
      /usr/bin/python3 -c "import base64, json; d = json.load(open('new')); print(\(secret))"
      """)
    #expect(result.lines.last == Known.secret)
  }
}
