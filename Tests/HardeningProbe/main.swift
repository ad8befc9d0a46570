import Glibc
import Hardening

// hardening-probe WALL ACT [ARGUMENT]
// Puts up the wall, tries the act, and ends with 0 where it succeeded, else with its errno.

let arguments = CommandLine.arguments
guard arguments.count >= 3, let act = Act(rawValue: arguments[2]) else { exit(64) }
let argument = arguments.count > 3 ? arguments[3] : ""
let subject = act.prepare(argument)

switch arguments[1] {
case "none": break
case "protected": guard Hardening.protectProcess() else { exit(65) }
case "without-network": guard Hardening.denyNetwork() else { exit(65) }
case "confined":
  guard Hardening.confineToPipes(memory: 1 << 30, cpuSeconds: 1) == .all else { exit(65) }
case "camera":
  guard Hardening.confineToCamera(memory: 1 << 30, cpuSeconds: 1) == .all else { exit(65) }
default: exit(64)
}

_exit(act.attempt(argument, subject) ? 0 : errno)
