import ChildProcesses
import Testing
import VaultSupport

extension TestVault {
  /// A gdbus that says what the real one would say of logind, and `true` once there is `sleep`.
  fileprivate func standIn() async throws -> [String: String] {
    let tool = folder + "/gdbus"
    let script = """
      #!/bin/sh
      echo "$@" >'\(folder)/arguments'
      echo "/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (false,)"
      while [ ! -e '\(folder)/sleep' ]; do sleep 0.05; done
      echo "/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)"
      sleep 60
      """
    try write(Array(script.utf8), to: tool)
    _ = try await run("/bin/chmod", ["700", tool])
    return ["PATH": folder + ":/usr/bin:/bin"]
  }
}

@Suite(.serialized) struct `When logind says that the machine goes to sleep` {
  @Test func `the agent ends`() async throws {
    let vault = try TestVault([])
    let fob = try TestAgent(on: vault)
    let path = try await vault.standIn()
    #expect(try await fob("unlock", with: .password, variables: path).end == .exited(0))
    #expect(try await fob("unlock --status").end == .exited(0))
    try vault.write([], to: vault.folder + "/sleep")
    #expect(try await fob.waitForEnd())
    let arguments = String(decoding: try vault.read(vault.folder + "/arguments"), as: UTF8.self)
    #expect(arguments.contains("monitor --system --dest org.freedesktop.login1"))
  }

  @Test func `the live screen locks, and goes on`() async throws {
    let vault = try TestVault(uris: [Known.github])
    let path = try await vault.standIn()
    // tmux has a PATH of its own.
    let script = "PATH='\(path["PATH", default: ""])' " + #""$program" --no-agent"#
    try await Pane.running(script, on: vault) { pane in
      try await pane.wait(for: "Password:")
      try await pane.type(TestVault.password + "\n")
      try await pane.wait(for: "GitHub")
      try vault.write([], to: vault.folder + "/sleep")
      let screen = try await pane.wait(for: "Locked, since the machine goes to sleep.")
      #expect(!screen.contains("GitHub"))
      try await pane.type(TestVault.password + "\n")
      try await pane.wait(for: "GitHub")
    }
  }

  /// On a bus of its own, with the real gdbus, and with something that says what logind says.
  @Test func `gdbus hands that on`() async throws {
    let vault = try TestVault([])
    let fob = try TestAgent(on: vault)
    let bus = "unix:path=\(vault.folder)/bus"
    let logind = """
      import dbus.bus, dbus.lowlevel, subprocess, sys, time
      bus = dbus.bus.BusConnection(sys.argv[1])
      bus.request_name("org.freedesktop.login1")
      for going in (False, True):
          for _ in range(20):
              signal = dbus.lowlevel.SignalMessage(
                  "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
              signal.append(going)
              bus.send_message(signal)
              bus.flush()
              time.sleep(0.1)
          print(going, subprocess.call(
              [sys.argv[2], "unlock", "--status"], start_new_session=True,
              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
      """
    let script = """
      dbus-daemon --session --nofork --address="$1" & daemon=$!
      trap 'kill $daemon' EXIT
      until [ -S "${1#unix:path=}" ]; do sleep 0.05; done
      "$0" unlock --password-fd 4 || exit
      python3 -c "$2" "$1" "$0"
      """
    let result = try await run(
      "/usr/bin/timeout", ["60", "/bin/bash", "-c", script, fobProgram, bus, logind],
      environment: vault.environment.merging(fob.variables) { $1 }.merging(
        ["DBUS_SYSTEM_BUS_ADDRESS": bus]
      ) { $1 }, opening: vault.keyFiles)
    #expect(result.text == "False 0\nTrue 4\n", "\(result.error)")
  }
}
