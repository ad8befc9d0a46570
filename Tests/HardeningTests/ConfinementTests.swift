import Glibc
import Hardening
import Testing

private let megabyte: UInt = 1 << 20
private let plenty = 8192 * megabyte

/// A confined process cannot report a failed expectation, so it tells by its exit status alone.
private func leave(_ kept: Bool) -> Never {
  _exit(kept ? 0 : 1)
}

@Suite struct `A confined process` {
  @Test func `stands behind every wall, and still computes and writes`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let walls = Hardening.confineToPipes(memory: plenty, cpuSeconds: 10)
      let numbers = (0..<100_000).map { $0 ^ 1 }
      let written = unsafe write(STDOUT_FILENO, "alive", 5)
      leave(walls == .all && numbers.count == 100_000 && written == 5)
    }
    #expect(result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } == "alive")
  }

  @Test(arguments: ["/etc/passwd", "/dev/null", "/", "."])
  func `opens nothing, and lives on`(path: String) async {
    await #expect(processExitsWith: .success) { [path] in
      guard open(path, O_RDONLY) >= 0 else { leave(false) }
      Hardening.confineToPipes(memory: plenty, cpuSeconds: 10)
      leave(open(path, O_RDONLY) == -1 && errno == EACCES)
    }
  }

  @Test func `has only its standard descriptors`() async {
    await #expect(processExitsWith: .success) {
      let descriptor = open("/etc/passwd", O_RDONLY)
      var byte: UInt8 = 0
      guard unsafe read(descriptor, &byte, 1) == 1 else { leave(false) }
      Hardening.confineToPipes(memory: plenty, cpuSeconds: 10)
      leave(unsafe read(descriptor, &byte, 1) == -1 && errno == EBADF)
    }
  }

  @Test(arguments: Forbidden.allCases)
  func `ends when it tries to`(act: Forbidden) async {
    await #expect(processExitsWith: .signal(SIGSYS)) { [act] in
      Hardening.confineToPipes(memory: plenty, cpuSeconds: 10)
      act.attempt()
      _exit(0)
    }
  }

  @Test func `gets no memory past its limit`() async {
    await #expect(processExitsWith: .success) {
      guard let before = unsafe malloc(Int(plenty)) else { leave(false) }
      unsafe free(before)
      Hardening.confineToPipes(memory: plenty, cpuSeconds: 10)
      leave(unsafe malloc(Int(plenty)) == nil)
    }
  }

  @Test func `ends when its processor time is used up`() async {
    await #expect(processExitsWith: .failure) {
      Hardening.confineToPipes(memory: plenty, cpuSeconds: 1)
      var word: UInt64 = 1
      while word != 0 { word = word &* 6_364_136_223_846_793_005 | 1 }
      leave(true)
    }
  }
}

/// What hostile input would make a decoder do.
enum Forbidden: String, CaseIterable, Codable, CustomTestStringConvertible {
  case connect = "reach the network"
  case talkLocally = "reach a local service"
  case fork = "fork"
  case execute = "run a program"
  case signal = "signal another process"
  case makeCode = "make memory executable"
  case unlink = "delete a file"

  var testDescription: String { rawValue }

  func attempt() {
    switch self {
    case .connect: _ = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    case .talkLocally: _ = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    case .fork:
      var child = pid_t()
      let arguments: [UnsafeMutablePointer<CChar>?] = [nil]
      _ = unsafe posix_spawn(&child, "/bin/true", nil, nil, arguments, nil)
    case .execute:
      let arguments: [UnsafeMutablePointer<CChar>?] = [nil]
      _ = unsafe execv("/bin/true", arguments)
    case .signal: _ = kill(getppid(), 0)
    case .makeCode: _ = unsafe mmap(nil, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANON, -1, 0)
    case .unlink: _ = unlink("/nonexistent")
    }
  }
}
