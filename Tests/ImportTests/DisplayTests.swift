import ChildProcesses
import Fixtures
import Testing
import VaultSupport

/// xclip goes to the background before what it copied is there.
private let waitingForOwner = """
  for try in $(seq 100); do
    xclip -selection clipboard -t TARGETS -o > /dev/null 2>&1 && break; sleep 0.05
  done
  """

/// A viewer that starts while the machine is busy may give up; it is started again every 5 seconds.
private let waitingForPicture = """
  wait_for() {
    tries=0
    until shown "$1"; do
      tries=$((tries + 1)); sleep 0.1; [ $((tries % 50)) -ne 0 ] || show
    done
    sleep 1
  }
  wait_for
  """

/// Runs `"$@"` on an X display of its own that shows a picture and has something copied.
private func onDisplay(
  _ program: String, showing picture: String? = nil, copying: String = "true"
) -> [String] {
  let show =
    picture.map { "display -immutable -geometry +50+50 '\($0)' > /dev/null 2>&1 &" } ?? ":;"
  let script = """
    show() { \(show) }
    show
    shown() { xwininfo -name "ImageMagick: ${1##*/}" 2> /dev/null | grep -q IsViewable; }
    \(picture == nil ? "" : "\(waitingForPicture) '\(picture ?? "")'")
    { \(copying); } > /dev/null 2>&1
    \(copying.hasPrefix("true") ? "" : waitingForOwner)
    \(program) "$@"; status=$?
    kill $server
    exit $status
    """
  return ["sh", "-c", XDisplay.start + script, "sh"]
}

private let picture = "Images/plain-screenshot.png"
private let path = Fixture.all(in: "Images")[0].path

@Suite(.serialized) struct `The clipboard of an X display` {
  private let vault: TestVault

  init() throws { vault = try TestVault(accounts: 0) }

  private func copied(_ script: String) async throws -> Finished {
    try await vault.imports(["--yes", "--clipboard"], under: onDisplay("", copying: script))
  }

  @Test(arguments: ["image/png", "image/bmp"])
  func `may have a picture`(type: String) async throws {
    let result = try await copied("xclip -selection clipboard -t \(type) -i '\(path)'")
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.error.hasPrefix("the clipboard: 1 code: 1 account\n"))
  }

  @Test(arguments: ["", "-t UTF8_STRING", "-t STRING", "-t 'text/plain;charset=utf-8'"])
  func `may have text`(type: String) async throws {
    let result = try await copied(
      "printf '\(uri("Bravo"))' | xclip -selection clipboard \(type) -i")
    #expect(result.end == .exited(0) && result.text == "new              Bravo: alice\n1 new\n")
  }

  @Test func `may have a picture's address`() async throws {
    let result = try await copied(
      """
      { printf data:image/png\\;base64,; base64 -w0 '\(path)'; } | xclip -selection clipboard -i
      """)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.text == "new              GitHub: alice@example.com\n1 new\n")
  }

  @Test func `is never shown`() async throws {
    let result = try await copied("printf 'hunter2 otpauth' | xclip -selection clipboard -i")
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.hasPrefix("fob: the clipboard: this is text, with no account"))
    #expect(!result.error.contains("hunter2"))
  }

  @Test func `may be empty`() async throws {
    let result = try await copied("true")
    #expect(result.end == .exited(6) && result.error.hasPrefix("fob: the clipboard: xclip: "))
  }
}

@Suite(.serialized) struct `A picture of an X display` {
  private let vault: TestVault

  init() throws { vault = try TestVault(accounts: 0) }

  /// A folder for PATH that has one program only.
  private func only(_ program: String) async throws -> [String: String] {
    let folder = vault.folder + "/only"
    try await shell("mkdir \"$0\"; ln -s \"$(command -v \(program))\" \"$0/\"", folder)
    return ["ONLY": folder]
  }

  @Test(arguments: ["maim", "scrot", "import"])
  func `is taken and read by way of memory, never of a disk`(program: String) async throws {
    let trace = vault.folder + "/trace"
    let calls =
      "openat,open,creat,mknod,mknodat,rename,renameat,renameat2,link,linkat,mkdir,mkdirat"
    let command = "strace -f -qq -o '\(trace)' -e trace=\(calls) env PATH=\"$ONLY\""
    let memory = try await shell("mktemp -d \"/dev/shm/$0-XXXXXX\" | tr -d '\\n'", "fob-test")
    let variables = try await only(program).merging(["XDG_RUNTIME_DIR": memory]) { $1 }
    let result = try await vault.imports(
      ["--dry-run", "--screen"], under: onDisplay(command, showing: path), variables: variables)
    try await shell("rmdir \"$0\"", memory)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.text == "new              GitHub: alice@example.com\n1 new\n")
    let lines = String(decoding: try vault.read(trace), as: UTF8.self).split(separator: "\n")
    #expect(lines.contains { $0.contains("vault.fob") })
    let opens = lines.filter { line in
      !line.contains("open") || ["O_WRONLY", "O_RDWR", "O_CREAT"].contains { line.contains($0) }
    }
    let devices = [
      "\"\(memory)/", "\"/dev/null\"", "\"/dev/stdout\"", "\"/dev/tty\"", "\"/dev/dri",
    ]
    let others = opens.filter { line in
      !devices.contains { line.contains($0) } && !line.contains(" +++ ") && !line.contains(" --- ")
    }
    #expect(others.isEmpty, "\(others)")
  }

  @Test func `without a code says so`() async throws {
    let result = try await vault.imports(["--yes", "--screen"], under: onDisplay(""))
    #expect(result.end == .exited(6) && result.error.hasPrefix("the screen: no code found"))
  }
}
