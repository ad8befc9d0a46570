import ChildProcesses
import Fixtures
import Testing
import VaultSupport

/// A picture can make the real helper hang, flood or die only by a fault that nobody knows yet, so
/// these have one that does so for some pictures and starts the real one for others.
@Suite struct `A helper` {
  private let vault: TestVault
  private let program: String
  private let pictures: String

  init() async throws {
    vault = try TestVault(accounts: 0)
    (program, pictures) = (vault.folder + "/program/fob", vault.folder + "/pictures")
    let real = builtProduct("fob-scan")
    try await shell(
      """
      mkdir "$0/program" "$0/pictures"; cp '\(fobProgram)' "$0/program/fob"
      """, vault.folder)
    let script = """
      #!/bin/bash
      # The last four bytes tell what becomes of the picture before them.
      picture=$(/usr/bin/mktemp); /bin/cat > "$picture"
      end=$(/usr/bin/tail -c 4 "$picture")
      case $end in
      hang) exec > /dev/null 2>&1; /bin/rm "$picture"; exec /bin/sleep 100 ;;
      flod) /bin/rm "$picture"; exec /usr/bin/yes flood ;;
      diee) /bin/rm "$picture"; kill -SEGV $$ ;;
      lies) echo '{"payload": "x"} and more'; /bin/rm "$picture" ;;
      stay) '\(real)' < "$picture"; /bin/sleep 100 & /bin/rm "$picture" ;;
      *) '\(real)' < "$picture"; /bin/rm "$picture" ;;
      esac

      """
    try vault.write(Array(script.utf8), to: vault.folder + "/program/fob-scan")
    try await shell("chmod +x \"$0/program/fob-scan\"", vault.folder)
  }

  private func write(_ name: String, _ fixture: String, ending: String = "") throws {
    let bytes = Fixture.bytes(of: "Images/\(fixture)") + Array(ending.utf8)
    try vault.write(bytes, to: "\(pictures)/\(name)")
  }

  @Test(arguments: ["flod", "diee", "lies"])
  func `that floods, dies or lies fails its own picture only`(ending: String) async throws {
    try write("1.png", "plain-screenshot.png")
    try write("2.png", "desktop.png", ending: ending)
    try write("3.png", "two-codes.png")
    let result = try await vault.imports(["--yes", "-r", pictures], program: program)
    #expect(result.end == .exited(6) && result.text.hasSuffix("\n3 new\n"), "\(result.error)")
    #expect(
      result.error.hasPrefix(
        """
        \(pictures)/1.png: 1 code: 1 account
        \(pictures)/2.png: this picture made the decoder fail
        \(pictures)/3.png: 2 codes: 2 accounts

        """))
  }

  @Test func `that hangs is ended, and the others go on meanwhile`() async throws {
    try write("1.png", "desktop.png", ending: "hang")
    for number in 2...9 { try write("\(number).png", "plain-screenshot.png") }
    let result = try await vault.imports(
      ["--yes", "-r", pictures], under: ["timeout", "40"], program: program)
    #expect(result.end == .exited(6) && result.text.hasSuffix("\n1 new\n"), "\(result.error)")
    #expect(
      result.error.hasPrefix(
        """
        \(pictures)/1.png: this picture made the decoder fail
        \(pictures)/2.png: 1 code: 1 account

        """))
  }

  @Test func `that leaves a program behind is not waited for`() async throws {
    try write("1.png", "plain-screenshot.png", ending: "stay")
    let result = try await vault.imports(
      ["--yes", "-r", pictures], under: ["timeout", "10"], program: program)
    #expect(result.end == .exited(0) && result.text.hasSuffix("\n1 new\n"), "\(result.error)")
  }

  @Test func `gets no argument, no variable and no descriptor but the standard ones`() async throws
  {
    let script = """
      #!/bin/sh
      { echo "arguments $#"; /usr/bin/env | /usr/bin/grep -v -e ^PWD -e ^_ -e ^SHLVL
        /bin/ls -l /proc/$$/fd; } > '\(vault.folder)/seen'
      exit 0

      """
    try vault.write(Array(script.utf8), to: vault.folder + "/program/fob-scan")
    try write("1.png", "plain-screenshot.png")
    _ = try await vault.imports(["--yes", "-r", pictures], program: program)
    let seen = String(decoding: try vault.read(vault.folder + "/seen"), as: UTF8.self)
    #expect(seen.hasPrefix("arguments 0\ntotal 0\n"), "\(seen)")
    #expect(!seen.contains("/keys/") && seen.contains("/1.png"), "\(seen)")
  }

  @Test func `runs beside another`() async throws {
    let script = """
      #!/bin/sh
      # Waits for the other one: both must be running at one time.
      : > '\(vault.folder)'/up.$$
      for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ "$(/bin/ls '\(vault.folder)' | /usr/bin/grep -c '^up')" -ge 2 ] && exec '\(builtProduct("fob-scan"))'
        /bin/sleep 0.2
      done
      exit 1

      """
    try vault.write(Array(script.utf8), to: vault.folder + "/program/fob-scan")
    try write("1.png", "plain-screenshot.png")
    try write("2.png", "desktop.png")
    let result = try await vault.imports(["--yes", "-r", pictures], program: program)
    #expect(result.end == .exited(0) && result.text.hasSuffix("\n2 new\n"), "\(result.error)")
  }
}
