import ChildProcesses
import Glibc
import Testing
import VaultSupport

/// Codes as the screen shows them: in two groups.
private func grouped(_ code: String) -> String {
  let half = code.trimmingPrefix(/\s*/).count / 2
  return "\(code.prefix(half)) \(code.dropFirst(half))"
}

@Suite(.serialized) struct `The live screen` {
  @Test(arguments: [(80, 24), (20, 5), (200, 50)])
  func `shows the codes that fob code prints`(columns: Int, rows: Int) async throws {
    let vault = try TestVault(uris: [Known.long])
    try await Pane.running("fob", on: vault, columns: columns, rows: rows) { pane in
      // The code may turn between the two looks, but not twice in a row.
      for attempt in 1...2 {
        let code = try await vault("code bank").text.prefix(8)
        let text = grouped(String(code))
        let screen = try await pane.wait(for: "a code") { $0.contains(/\d{4} \d{4}/) }
        if screen.contains(text) { break }
        #expect(attempt == 1, "\(screen)")
      }
      let screen = try await pane.screen
      #expect(screen.contains("Bank") && screen.contains(/\d{1,2}s/))
    }
  }

  @Test func `counts down by the wall clock`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      let screen = try await pane.wait(for: "seconds") { Self.seconds(in: $0) != nil }
      let first = try #require(Self.seconds(in: screen))
      try await pane.wait(for: "the second of the clock") { screen in
        let left = 30 - time(nil) % 30
        return Self.seconds(in: screen).map { $0 != first && $0 == left } ?? false
      }
    }
  }

  private static func seconds(in screen: String) -> Int? {
    screen.firstMatch(of: #/(\d{1,2})s /#).flatMap { Int($0.1) }
  }

  @Test func `gives every account its own period`() async throws {
    let vault = try TestVault(uris: [
      Known.github, Known.motp,
      "otpauth://totp/Yearly:x?secret=\(Known.secret)&issuer=Yearly&period=31536000",
    ])
    try await Pane.running("fob", on: vault) { pane in
      let screen = try await pane.wait(for: "the countdown") { $0.contains(/Yearly .*\d+d/) }
      let office = try #require(screen.firstMatch(of: /Office .* (\d+)s/).flatMap { Int($0.1) })
      let github = try #require(screen.firstMatch(of: /GitHub .* (\d+)s/).flatMap { Int($0.1) })
      #expect(office <= 10 && github % 10 == office % 10)
    }
  }

  @Test func `filters by typing, and Esc brings all back`() async throws {
    let vault = try TestVault(uris: Known.all)
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "7 accounts")
      try await pane.type("steam")
      let filtered = try await pane.wait(for: "1 of 7")
      #expect(filtered.contains("Steam") && !filtered.contains("GitHub"))
      try await pane.press("Escape")
      let all = try await pane.wait(for: "7 accounts")
      #expect(all.contains("GitHub"))
      try await pane.press("Escape")
      try await pane.wait(for: "q quits")
    }
  }

  @Test func `takes every letter for text after a slash`() async throws {
    let vault = try TestVault(uris: Known.all + ["otpauth://totp/Qnq:x?secret=GEZDGNBVGY3TQOJQ"])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "8 accounts")
      try await pane.type("/qnq")
      let screen = try await pane.wait(for: "1 of 8")
      #expect(screen.contains("/qnq") && screen.contains("Qnq"))
    }
  }

  @Test func `explains its keys, and steps back from that`() async throws {
    let vault = try TestVault(uris: Known.all)
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "7 accounts")
      try await pane.type("?")
      let help = try await pane.wait(for: "filter the accounts")
      #expect(!help.contains("GitHub"))
      try await pane.press("Escape")
      try await pane.wait(for: "GitHub")
    }
  }

  @Test func `shows the next code when asked`() async throws {
    let vault = try TestVault(uris: [Known.long])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "Bank")
      for attempt in 1...2 {
        if attempt == 1 { try await pane.type("n") }
        let next = try await vault("code bank --next").text.prefix(8)
        let screen = try await pane.wait(for: "a next code") {
          $0.split(separator: /\d{4} \d{4}/).count > 2
        }
        if screen.contains(grouped(String(next))) { break }
        #expect(attempt == 1, "\(screen)")
      }
    }
  }

  @Test func `counts a token on by +, and has that on the disk first`() async throws {
    let vault = try TestVault(uris: [Known.counted])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "press +")
      try await pane.type("+")
      try await pane.wait(for: "755 224")
      #expect(try await vault("list --json").text.contains(#""counter":1"#))
      #expect(try await vault("code token").printed("287082"))
    }
    #expect(try await vault("code token").printed("359152"))
  }

  @Test func `follows a change of its size`() async throws {
    let vault = try TestVault(uris: Known.all)
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "7 accounts")
      for (columns, rows) in [(20, 5), (200, 50), (41, 10)] {
        try await pane.resize(columns: columns, rows: rows)
        let screen = try await pane.wait(for: "a screen of \(columns) columns") {
          let lines = $0.split(separator: "\n", omittingEmptySubsequences: false)
          return (lines.map(\.count).max() ?? 0) > columns / 2 && lines.count <= rows + 1
            && $0.contains("Bank")
        }
        #expect(screen.split(separator: "\n").allSatisfy { $0.count <= columns })
      }
      try await pane.resize(columns: 10, rows: 3)
      try await pane.wait(for: "needs")
    }
  }

  @Test func `follows what another process changes within two seconds`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      #expect(try await vault("edit github --issuer Gitea").end == .exited(0))
      try await pane.wait(for: "Gitea", within: 2)
      #expect(try await vault("add", input: Known.long).end == .exited(0))
      try await pane.wait(for: "Bank", within: 2)
      #expect(try await vault("rm gitea").end == .exited(0))
      try await pane.wait(for: "an account less", within: 2) { !$0.contains("Gitea") }
    }
  }

  @Test func `keeps what it shows while the vault cannot be read`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      let bytes = try await run("/bin/cat", [vault.path]).output
      try vault.write(Array(bytes.dropLast()), to: vault.path)
      let screen = try await pane.wait(for: "damaged", within: 3)
      #expect(screen.contains("GitHub"))
      try vault.write(bytes, to: vault.path)
      try await pane.wait(for: "no complaint", within: 8) { !$0.contains("damaged") }
    }
  }

  @Test func `says what to do where there is no account yet`() async throws {
    let vault = try TestVault([])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "no accounts yet")
      #expect(try await vault("add", input: Known.github).end == .exited(0))
      try await pane.wait(for: "GitHub", within: 2)
    }
  }

  @Test(arguments: [("", true), ("1", false)])
  func `has colours unless NO_COLOR forbids them`(value: String, isColoured: Bool) async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("NO_COLOR=\(value) fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      #expect(try await pane.colours.contains(/\u{1B}\[[0-9;]*3[1-6]m/) == isColoured)
    }
  }

  @Test(arguments: ["C", "C.UTF-8", "no_SUCH.locale"])
  func `shows wide characters whatever the locale`(locale: String) async throws {
    let vault = try TestVault(uris: ["otpauth://totp/%E6%9D%B1%E4%BA%AC:x?secret=\(Known.secret)"])
    try await Pane.running("LC_ALL=\(locale) fob 2>/dev/null", on: vault) { pane in
      try await pane.wait(for: "東京")
    }
  }

  @Test func `is not disturbed by hostile names`() async throws {
    let vault = try TestVault(uris: [
      "otpauth://totp/%1B]52;c;aGk=%07%1B[31m%E2%80%AE%0Ax:evil?secret=\(Known.secret)",
      "otpauth://totp/\(String(repeating: "%E6%9D%B1", count: 3000)):y?secret=GEZDGNBVGY3TQOJQ",
    ])
    try await Pane.running("fob", on: vault, columns: 40, rows: 8) { pane in
      let screen = try await pane.wait(for: "2 accounts")
      let rows = screen.split(separator: "\n").filter { $0.contains(/\d{3} \d{3}/) }
      #expect(rows.count == 2 && screen.contains("\u{FFFD}"))
    }
  }
}
