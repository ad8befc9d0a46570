import ChildProcesses
import Fixtures
import Glibc
import Testing

/// The program as it is released where FOB_SCAN names it, else as it was built with the tests.
private let program: String = {
  guard let path = unsafe getenv("FOB_SCAN") else { return builtProduct("fob-scan") }
  return unsafe String(cString: path)
}()

private func lines(_ payloads: [String]) -> String {
  payloads.map { #"{"payload": "\#($0)"}"# + "\n" }.joined()
}

/// The payloads, or what was seen where there are none.
private func isTruth(_ text: String, of fixture: Fixture) -> Bool {
  fixture.payloads.isEmpty
    ? text.hasPrefix(#"{"seen": "nothing", "hints": ["#) && text.hasSuffix("}\n")
    : text == lines(fixture.payloads)
}

@Suite struct `fob-scan` {
  @Test(arguments: Fixture.all(in: "Images") + Fixture.all(in: "Formats/readable"))
  func `prints every code of a picture, and nothing else`(fixture: Fixture) async throws {
    let result = try await run(program, input: fixture.bytes)
    #expect(result.end == .exited(0))
    #expect(isTruth(result.text, of: fixture) && result.error.isEmpty)
  }

  @Test func `prints bytes that are not UTF-8 twice: to read, and exactly`() async throws {
    let result = try await run(program, input: Fixture.bytes(of: "Formats/binary.png"))
    #expect(
      result.text == #"{"payload": "\u0000���\"\\\nA", "payload_base64": "AP/+gCJcCkE="}"# + "\n")
  }

  @Test(arguments: [
    ("", "this is empty"), ("otpauth://totp/a?secret=b\n", "this is text"),
    ("PK\u{3}\u{4}", "this is a ZIP archive"),
  ])
  func `says what it saw where there is no picture`(text: String, seen: String) async throws {
    let result = try await run(program, input: Array(text.utf8))
    #expect(result.end == .exited(6) && result.output.isEmpty)
    #expect(result.error.hasPrefix("\(seen); fob reads QR codes from PNG, JPEG,"))
  }

  @Test func `takes 64 MiB and not a byte more`() async throws {
    let result = try await run(program, input: [UInt8](repeating: 0, count: 64 << 20 + 1))
    #expect(result.end == .exited(6) && result.error == "the picture is larger than 64 MiB\n")
  }

  @Test func `tells what it left out`() async throws {
    let page = Array("P5 1 1 255\nx".utf8)
    let pages = Array(repeatElement(page, count: 61).joined())
    let result = try await run(
      program, input: Fixture.bytes(of: "Formats/readable/plain.pgm") + pages)
    let last = result.text.split(separator: "\n").last
    #expect(result.end == .exited(0) && result.text.hasPrefix(#"{"payload": "otpauth:"#))
    #expect(last == #"{"unseen": "only the first 60 pages were read"}"#)
  }

  @Test(arguments: [("--help", "usage: fob-scan"), ("--version", "fob-scan ")])
  func `tells about itself`(option: String, start: String) async throws {
    let result = try await run(program, [option])
    #expect(result.end == .exited(0) && result.text.hasPrefix(start) && result.error.isEmpty)
  }

  @Test(arguments: ["picture.png", "-x", ""])
  func `takes no other arguments`(argument: String) async throws {
    let result = try await run(program, [argument])
    #expect(result.end == .exited(64) && result.error.hasPrefix("usage: fob-scan"))
  }
}

@Suite struct `fob-scan, given what would harm it,` {
  @Test(arguments: Fixture.all(in: "Formats/hostile"))
  func `reads what can be read`(fixture: Fixture) async throws {
    let result = try await run(program, input: fixture.bytes)
    #expect(result.end == .exited(0) && isTruth(result.text, of: fixture))
  }

  @Test(arguments: ["png", "jpg", "gif", "bmp", "pgm", "tif", "webp"].map { "huge-header.\($0)" })
  func `refuses more pixels than it has room for`(name: String) async throws {
    let result = try await run(program, input: Fixture.bytes(of: "Formats/hostile/\(name)"))
    #expect(result.end == .exited(6) && result.error.contains("at most 50 million pixels"))
  }

  /// A part of a picture gives its codes or fewer, never others, and never a crash.
  private func survives(_ file: [UInt8], of fixture: Fixture, _ change: String) async throws {
    let result = try await run(program, input: file)
    #expect(result.end == .exited(0) || result.end == .exited(6), "\(change)")
    let seen = result.text.split(separator: "\n").map(String.init).filter {
      !$0.hasPrefix(#"{"seen""#) && !$0.hasPrefix(#"{"unseen""#)
    }
    let truth = lines(fixture.payloads).split(separator: "\n").map(String.init)
    #expect(seen.count == Set(seen).count && Set(seen).isSubset(of: truth), "\(change)")
  }

  @Test(arguments: Fixture.all(in: "Formats/readable"))
  func `survives pictures that break off`(fixture: Fixture) async throws {
    let file = fixture.bytes
    for share in [1, 2, 3, 5, 7] {
      let length = file.count * share / 8
      try await survives(Array(file.prefix(length)), of: fixture, "cut at \(length)")
    }
  }

  @Test(arguments: Fixture.all(in: "Formats/readable"))
  func `survives pictures with a bit turned over`(fixture: Fixture) async throws {
    var place: UInt64 = 7
    for _ in 0..<6 {
      place = place &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var file = fixture.bytes
      let bit = Int(place >> 33) % (file.count * 8)
      file[bit / 8] ^= 1 << (bit % 8)
      try await survives(file, of: fixture, "bit \(bit)")
    }
  }
}

@Suite struct `fob-scan's walls` {
  @Test func `stand before the first byte of the picture is read`() async throws {
    let calls = "trace=read,openat,landlock_restrict_self,seccomp,prctl"
    let result = try await run(
      "/usr/bin/strace", ["-e", calls, program], input: Array("GIF89a".utf8))
    let trace = result.error.split(separator: "\n")
    let filter = try #require(trace.lastIndex { $0.hasPrefix("seccomp(SECCOMP_SET_MODE_FILTER") })
    let paths = try #require(trace.lastIndex { $0.hasPrefix("landlock_restrict_self(") })
    let input = try #require(trace.firstIndex { $0.hasPrefix("read(0,") })
    #expect(paths < filter && filter < input)
    #expect(trace[filter].hasSuffix("= 0") && trace[paths].hasSuffix("= 0"))
    #expect(!trace[filter...].contains { $0.hasPrefix("openat(") && !$0.contains("EACCES") })
  }
}
