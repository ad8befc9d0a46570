internal import CMachine

/// Whether something keeps the clock right, since codes are computed from it.
struct ClockCheck: HealthCheck {
  let name = "clock"

  func look(at patient: Patient) -> Finding {
    let error = fob_clock_error()
    guard error < 0 else { return .fine("kept right, to \(error / 1000) ms at most") }
    for service in ClockService.all {
      guard let program = service.program, let answer = program.answer(service.arguments) else {
        continue
      }
      if answer.contains(service.whenRight) { return .fine("kept right, says \(program.name)") }
      let isOn = service.whenOn.map(answer.contains) ?? true
      return .advice(
        "\(program.name) says that the clock is not synchronised\(isOn ? " yet" : "")",
        remedy: isOn ? service.whenWaiting : "timedatectl set-ntp true")
    }
    guard error == fob_clock_free else { return .skipped("the kernel does not tell") }
    return .advice(
      "nothing keeps the clock right, and codes are wrong where it is",
      remedy:
        "install systemd-timesyncd or chrony; in a container or a virtual machine, on its host")
  }
}

/// A program that tells of the service that keeps the clock right.
private struct ClockService {
  let name: String
  let arguments: [String]
  let whenRight: String
  /// What it says where it is switched on; `nil` where it is not asked while it is off.
  let whenOn: String?
  let whenWaiting: String

  var program: Program? { Program(name) }

  static let all = [
    ClockService(
      name: "timedatectl", arguments: ["show"], whenRight: "NTPSynchronized=yes",
      whenOn: "NTP=yes", whenWaiting: "look at: timedatectl timesync-status"),
    ClockService(
      name: "chronyc", arguments: ["-n", "tracking"], whenRight: "Leap status     : Normal",
      whenOn: nil, whenWaiting: "look at: chronyc sources"),
  ]
}
