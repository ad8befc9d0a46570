import ChildProcesses
import Glibc
import Testing
import VaultSupport

@Suite(.serialized) struct `Every terminal` {
  @Test(arguments: ["linux", "vt100", "xterm", "xterm-256color", "tmux-256color", "screen"])
  func `shows the list, takes keys, and is left as it was`(terminal: String) async throws {
    let vault = try TestVault(uris: Known.all)
    try await Pane.running("echo before; TERM=\(terminal) fob", on: vault) { pane in
      try await pane.wait(for: "a code") { $0.contains(/Bank .*\d{4} \d{4}/) }
      try await pane.type("/yan")
      try await pane.wait(for: "1 of 7")
      try await pane.press("Escape")
      try await pane.wait(for: "7 accounts")
      try await pane.type("g")
      try await pane.press("Down")
      try await pane.wait(for: "▸ GitHub")
      try await pane.type("q")
      let screen = try await pane.wait(for: "[echo]")
      #expect(screen.contains("[status 0]") && !screen.contains(/\d{4} \d{4}/))
    }
  }

  @Test func `may change its size a hundred times`() async throws {
    let vault = try TestVault(uris: Known.all)
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "7 accounts")
      for step in 1...100 {
        try await pane.resize(columns: 20 + step * 37 % 181, rows: 5 + step * 11 % 60)
      }
      try await pane.resize(columns: 77, rows: 17)
      let screen = try await pane.wait(for: "the list at its last size") {
        let lines = $0.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.first?.count == 77 && $0.contains("7 accounts") && $0.contains("Yandex")
      }
      #expect(screen.split(separator: "\n").allSatisfy { $0.count <= 77 })
    }
  }

  @Test(arguments: [(300, 100), (20, 100), (300, 5)])
  func `may have an unusual shape`(columns: Int, rows: Int) async throws {
    let vault = try TestVault(uris: Known.all)
    try await Pane.running("fob", on: vault, columns: columns, rows: rows) { pane in
      try await pane.wait(for: "a code") { $0.contains(/Bank .*\d{4} \d{4}/) }
      let rooms = [
        ("?", "the keys"), ("a", "add accounts"), ("e", "edit"), ("Q", "Show the"), ("T", "trash"),
      ]
      for (key, title) in rooms {
        try await pane.type(key)
        try await pane.wait(for: title)
        try await pane.press("Escape")
        try await pane.wait(for: "the list") { $0.contains("Bank") && !$0.contains(title) }
      }
      try await pane.type("q")
      try await pane.wait(for: "[status 0]")
    }
  }

  @Test func `may stop and go on again and again`() async throws {
    let vault = try TestVault(uris: [Known.github])
    try await Pane.running("fob", on: vault) { pane in
      try await pane.wait(for: "GitHub")
      for _ in 1...5 { try await pane.send(SIGWINCH) }
      for _ in 1...3 {
        try await pane.send(SIGSTOP)
        try await pane.send(SIGCONT)
      }
      let screen = try await pane.wait(for: "GitHub")
      #expect(!screen.contains("Password"))
      try await pane.send(SIGTERM)
      try await pane.wait(for: "[status \(128 + SIGTERM)]")
    }
  }
}
