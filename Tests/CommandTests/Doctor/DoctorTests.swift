import Authenticator
import ChildProcesses
import Glibc
import Testing
import VaultSupport

extension TestVault {
  /// What `fob doctor` says of one thing, and what to do about it.
  fileprivate func line(
    of check: String, under wrapper: [String] = [], variables: [String: String] = [:],
    _ arguments: String...
  ) async throws -> String {
    let result = try await fob(
      ["doctor"] + arguments, under: ["/usr/bin/setsid", "--wait"] + wrapper, variables: variables)
    let lines = result.text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    guard let index = lines.firstIndex(where: { $0.dropFirst(7).hasPrefix(check + " ") }) else {
      return result.text + result.error
    }
    let remedy = lines[index + 1].hasPrefix(" ") ? "\n" + lines[index + 1].drop { $0 == " " } : ""
    return lines[index] + remedy
  }

  /// A folder for `PATH` with a program that prints a text, before the system's own.
  fileprivate func path(with program: String, saying text: String, status: Int = 0) throws -> String
  {
    let folder = folder + "/programs"
    try? Folder.make(folder)
    try write(
      Array("#!/bin/sh\necho '\(text)'\nexit \(status)\n".utf8), to: "\(folder)/\(program)")
    return "\(folder):/usr/bin:/bin"
  }
}

/// `strace` that answers for the kernel's clock.
private func clock(_ answer: Int) -> [String] {
  ["strace", "-qq", "-o", "/dev/null", "-e", "trace=adjtimex,clock_adjtime"]
    + ["-e", "inject=adjtimex,clock_adjtime:retval=\(answer)"]
}

@Suite(.serialized) struct `fob doctor` {
  @Test func `has a line for everything, and changes nothing`() async throws {
    let vault = try TestVault(uris: Known.all)
    let before = try vault.read(vault.path)
    let result = try await vault("doctor")
    let names = result.lines.filter { !$0.hasPrefix(" ") }.map { line in
      line.dropFirst(7).prefix(16).split(separator: " ").joined(separator: " ")
    }
    #expect(
      names == [
        "clock", "locked memory", "core dumps", "sandbox", "helpers", "clipboard", "vault",
        "permissions", "place", "generations", "key derivation", "recovery key", "same secrets",
        "weak secrets", "backup codes", "backup", "sync",
      ])
    #expect(try vault.read(vault.path) == before && vault.keptFiles.isEmpty)
  }

  @Test func `has the status 1 where something needs doing, and 0 where nothing does`() async throws
  {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("doctor").end == .exited(1))
    #expect(
      try await vault("passwd --new-password-fd 5 --kdf interactive").end == .exited(0))
    try vault.set { $0.backupProven = UInt64(time(nil)) }
    let result = try await vault.fob(["doctor"], under: clock(0))
    #expect(result.end == .exited(0), "\(result.text)")
  }

  @Test func `tells the same in JSON`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let json = try await vault("doctor --json").text
    #expect(json.hasPrefix(#"[{"check":"clock","state":"#) && json.hasSuffix("]\n"))
    #expect(json.contains(#"{"check":"recovery key","state":"fine","message":"#))
    #expect(
      json.contains(
        #"{"check":"key derivation","state":"fine","message":"2 passes over 64 MiB for a guess"}"#))
    let weak = try await vault("add", input: "otpauth://totp/Weak:w?secret=GEZDGNBV&issuer=Weak")
    #expect(weak.end == .exited(0))
    #expect(
      try await vault("doctor --json").text.contains(
        #"{"check":"weak secrets","state":"advice","message":"under 80 bits: Weak: w","#
          + #""remedy":"let the service set the authenticator up anew"}"#))
  }

  @Test(arguments: [(TestVault.Key.nothing, "doctor"), (.recoveryKey, "doctor --no-vault")])
  func `leaves the vault's content out where it is not to be opened, and says so`(
    key: TestVault.Key, command: String
  ) async throws {
    let vault = try TestVault(uris: [Known.github])
    let result = try await vault(command, with: key)
    let lines = result.lines.filter { $0.hasPrefix("-") }
    #expect(lines.count == 5 && lines[0].hasPrefix("-      same secrets    "))
    let reason =
      key == .recoveryKey
      ? "left out by --no-vault" : "there is no terminal to ask for its password"
    #expect(lines.allSatisfy { $0.hasSuffix(reason) })
  }

  @Test func `asks for the password at a terminal`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running(#""$program" doctor"#, on: vault, columns: 120) { pane in
      try await pane.wait(for: "Password for")
      try await pane.type(TestVault.password + "\n")
      try await pane.wait(for: "each secret is there under one name")
    }
  }

  @Test func `has the status 4 where the password is wrong`() async throws {
    #expect(try await TestVault([])("doctor", with: .newPassword).end == .exited(4))
  }
}

@Suite(.serialized) struct `fob doctor on the machine` {
  @Test(arguments: [
    (0, "yes", "fine   clock           kept right, to 0 ms at most"),
    (5, "yes", "fine   clock           kept right, says timedatectl"),
    (5, "no", "to do  clock           timedatectl says that the clock is not synchronised"),
  ])
  func `looks whether the clock is kept right`(
    state: Int, synchronized: String, expected: String
  ) async throws {
    let vault = try TestVault([])
    let path = try vault.path(with: "timedatectl", saying: "NTPSynchronized=\(synchronized)")
    _ = try await run("/bin/chmod", ["-R", "700", vault.folder + "/programs"])
    let line = try await vault.line(of: "clock", under: clock(state), variables: ["PATH": path])
    #expect(line.hasPrefix(expected))
    #expect(line.contains("\ntimedatectl set-ntp true") == (synchronized == "no"))
  }

  @Test func `looks whether the clock is kept right where nothing tells`() async throws {
    let vault = try TestVault([])
    let path = try vault.path(with: "timedatectl", saying: "", status: 1)
    _ = try await run("/bin/chmod", ["-R", "700", vault.folder + "/programs"])
    let line = try await vault.line(
      of: "clock", under: clock(5), variables: ["PATH": path + ":/nowhere"])
    #expect(line.hasPrefix("to do  clock           nothing keeps the clock right"))
  }

  /// Root may lock as much as it likes, unless it lacks the capability.
  private static let unprivileged = ["/usr/bin/setpriv", "--bounding-set", "-ipc_lock"]

  @Test(arguments: [("0", true), ("8388608", false)])
  func `looks whether memory can be locked`(limit: String, needsDoing: Bool) async throws {
    let vault = try TestVault([])
    let line = try await vault.line(
      of: "locked memory", under: Self.unprivileged + ["/usr/bin/prlimit", "--memlock=\(limit)"])
    #expect(line.hasPrefix(needsDoing ? "to do" : "fine"), "\(line)")
  }

  @Test func `looks at the sandbox and the helpers`() async throws {
    let vault = try TestVault([])
    #expect(
      try await vault.line(of: "sandbox").contains(
        /seccomp and Landlock \d+; fob-scan can open, connect and start nothing/))
    #expect(try await vault.line(of: "helpers").hasPrefix("fine   helpers         all there"))
  }

  @Test(arguments: [
    ("landlock_create_ruleset:error=ENOSYS", "sandbox", "no Landlock"),
    ("seccomp:error=EINVAL", "sandbox", "no filter of system calls"),
    ("prctl:error=EPERM", "core dumps", "lets fob's memory be dumped"),
  ])
  func `tells which protection this system denies`(
    fault: String, check: String, expected: String
  ) async throws {
    let vault = try TestVault([])
    let line = try await vault.line(
      of: check,
      under: ["strace", "-qq", "-o", "/dev/null", "-e", "trace=\(fault.prefix { $0 != ":" })"]
        + ["-e", "inject=\(fault)"])
    #expect(line.hasPrefix("to do") && line.contains(expected), "\(line)")
  }

  @Test func `misses helpers that are not beside the program`() async throws {
    let vault = try TestVault([])
    let copy = vault.folder + "/home/fob"
    _ = try await run("/bin/cp", [fobProgram, copy])
    let result = try await vault.fob(["doctor"], program: copy)
    #expect(result.text.contains("fob-scan, fob-convert"))
    #expect(result.text.contains(": missing"))
  }

  @Test(arguments: [
    (["WAYLAND_DISPLAY": "wayland-0"], "wl-copy", "wl-paste", "Wayland, by wl-clipboard"),
    (["DISPLAY": ":7"], "xclip", "xclip", "X11, by xclip"),
    (["DISPLAY": ":7"], "xsel", "xsel", "X11, by xsel"),
  ])
  func `looks for what this session's clipboard takes`(
    display: [String: String], writer: String, reader: String, expected: String
  ) async throws {
    let vault = try TestVault([])
    let none = try await vault.line(
      of: "clipboard", variables: display.merging(["PATH": "/nowhere"]) { $1 },
      "--vault", vault.path)
    #expect(none.hasPrefix("to do  clipboard") && none.contains("\ninstall "))
    for program in [writer, reader] { _ = try vault.path(with: program, saying: "") }
    _ = try await run("/bin/chmod", ["-R", "700", vault.folder + "/programs"])
    let line = try await vault.line(
      of: "clipboard", variables: display.merging(["PATH": vault.folder + "/programs"]) { $1 })
    #expect(line == "fine   clipboard       \(expected)")
  }
}

@Suite(.serialized) struct `fob doctor on the vault` {
  @Test(arguments: ["data/fob/vault.fob", "state/fob", "state/fob/generations", "data/fob"])
  func `looks at the permissions`(path: String) async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault("edit github --note x").end == .exited(0))
    #expect(try await vault.line(of: "permissions").hasPrefix("fine"))
    let place = "\(vault.folder)/\(path)"
    _ = try await run("/bin/chmod", ["go+rwx", place])
    let line = try await vault.line(of: "permissions")
    #expect((path == "state/fob") == line.hasPrefix("fine"), "\(line)")
    guard path != "state/fob" else { return }
    #expect(line.contains("\nchmod go= ") && line.contains(place))
    let remedy = line.split(separator: "\n").last.map(String.init) ?? ""
    _ = try await run("/bin/sh", ["-c", remedy])
    #expect(try await vault.line(of: "permissions").hasPrefix("fine"))
  }

  @Test func `looks at the generations`() async throws {
    let vault = try TestVault(uris: [Known.github])
    #expect(try await vault.line(of: "generations").contains("none yet"))
    for note in ["a", "b"] {
      #expect(try await vault("edit github --note \(note)").end == .exited(0))
    }
    #expect(try await vault.line(of: "generations").contains("2 versions, each whole"))
    let kept = try #require(vault.keptFiles.first)
    try vault.write(Array(vault.read(kept).dropLast()), to: kept)
    let line = try await vault.line(of: "generations")
    #expect(line.hasPrefix("to do  generations     1 of 2 are damaged: \(kept)"))
  }

  @Test(arguments: [
    (".stfolder", "Syncthing carries"), (".dropbox", "Dropbox carries"), (".git", "git carries"),
    ("OneDrive", "OneDrive carries"),
  ])
  func `looks whether a cloud carries the vault`(name: String, expected: String) async throws {
    let vault = try TestVault([])
    let folder = vault.folder + "/home/" + (name.hasPrefix(".") ? "Sync" : name)
    try Folder.make(folder)
    if name.hasPrefix(".") { try Folder.make("\(folder)/\(name)") }
    try vault.write(vault.read(vault.path), to: folder + "/vault.fob")
    let line = try await vault.line(of: "place", "--vault", folder + "/vault.fob")
    #expect(line.hasPrefix("to do") && line.contains(expected))
    #expect(try await vault.line(of: "place").contains("on a disk of this machine"))
  }

  @Test func `looks whether the vault lies in memory`() async throws {
    let vault = try TestVault([])
    let folder = "/dev/shm/fob-doctor-\(UInt32.random(in: 0 ... .max))"
    try Folder.make(folder)
    defer { Folder.remove(folder) }
    try vault.write(vault.read(vault.path), to: folder + "/vault.fob")
    let line = try await vault.line(of: "place", "--vault", folder + "/vault.fob")
    #expect(line.hasPrefix("to do") && line.contains("is in memory"))
  }

  /// strace puts another magic number into the kernel's answer, lowest byte first.
  @Test(arguments: [
    ("6969000000000000", "on a network share (NFS)"), ("424d53fe00000000", "network share (SMB)"),
    ("4655736500000000", "by FUSE"),
  ])
  func `looks whether the vault lies on a network share`(
    magic: String, expected: String
  ) async throws {
    let vault = try TestVault([])
    let line = try await vault.line(
      of: "place",
      under: ["strace", "-qq", "-o", "/dev/null", "-e", "trace=fstatfs"]
        + ["-e", "inject=fstatfs:poke_exit=@arg2=\(magic)"])
    #expect(line.contains(expected), "\(line)")
  }

  @Test func `names a vault that is damaged, and one that is not there`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try vault.write(Array(vault.read(vault.path).dropLast()), to: vault.path)
    let line = try await vault.line(of: "vault")
    #expect(
      line.contains("is damaged") && line.contains("\nsee what can be read: fob doctor --rescue"))
    _ = try await run("/bin/rm", [vault.path])
    #expect(try await vault.line(of: "vault").contains("there is no vault at"))
    #expect(try await vault.line(of: "weak secrets").contains("the vault cannot be read"))
  }

  @Test func `finds what is there twice, what is weak, and which codes run out`() async throws {
    let weak = "otpauth://totp/Weak:w?secret=GEZDGNBV&issuer=Weak"
    let vault = try TestVault(uris: [Known.github, Known.long, weak])
    #expect(
      try await vault("backup-codes github --add -", input: "aaaa1\nbbbb2\n").end == .exited(0))
    #expect(
      try await vault.line(of: "same secrets").contains(
        "one secret under 2 names: Bank: alice, GitHub: alice@example.com\n"))
    #expect(try await vault.line(of: "weak secrets").contains("under 80 bits: Weak: w\n"))
    #expect(
      try await vault.line(of: "backup codes").contains(
        "running out: GitHub: alice@example.com (2 left)\n")
    )
    for query in ["bank", "weak"] { #expect(try await vault("rm \(query)").end == .exited(0)) }
    #expect(try await vault.line(of: "same secrets").hasPrefix("fine"))
    #expect(try await vault.line(of: "weak secrets").hasPrefix("fine"))
  }
}
