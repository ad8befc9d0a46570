import ChildProcesses

/// A shell with mounts that nobody else sees; a script and its arguments are to follow.
public let mountingShell = ["unshare", "--mount", "--map-root-user", "/bin/sh", "-eu", "-c"]

/// Whether this machine lets tests mount. A kernel may refuse it to users, and does in a chroot.
@Sendable public func canMount() async throws -> Bool {
  try await run("/usr/bin/env", mountingShell + ["mount -t tmpfs none /mnt"]).end == .exited(0)
}
