import Glibc

// The unsafe system calls of the probe, each with a safe face; where one fails, `errno` tells why.

func open(_ path: String) -> Int32 {
  unsafe path.withCString { path in unsafe Glibc.open(path, O_RDONLY) }
}

func write(_ text: String, to descriptor: Int32) -> Bool {
  unsafe text.withCString { bytes in
    unsafe Glibc.write(descriptor, bytes, text.utf8.count) == text.utf8.count
  }
}

func readByte(from descriptor: Int32) -> Bool {
  var byte: UInt8 = 0
  return unsafe read(descriptor, &byte, 1) == 1
}

func delete(_ path: String) -> Bool {
  unsafe path.withCString { path in unsafe unlink(path) == 0 }
}

/// A pipe whose reading end is closed.
func brokenPipe() -> Int32 {
  var ends: [Int32] = [-1, -1]
  _ = unsafe pipe(&ends)
  close(ends[0])
  return ends[1]
}

func spawnTrue() -> Bool {
  var child = pid_t()
  var status: Int32 = 1
  let arguments: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
  let result = unsafe posix_spawn(&child, "/bin/true", nil, nil, arguments, nil)
  errno = result
  return unsafe result == 0 && waitpid(child, &status, 0) == child && status == 0
}

func executeTrue() -> Bool {
  let arguments: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
  return unsafe execv("/bin/true", arguments) == 0
}

func mapExecutable() -> Bool {
  let flags = MAP_PRIVATE | MAP_ANONYMOUS
  return unsafe mmap(nil, 4096, PROT_READ | PROT_EXEC, flags, -1, 0) != MAP_FAILED
}

func reserve(_ bytes: Int) -> Bool {
  guard let memory = unsafe malloc(bytes) else { return false }
  unsafe free(memory)
  return true
}

func coreLimit() -> rlim_t {
  var limit = rlimit()
  _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  return limit.rlim_max
}
