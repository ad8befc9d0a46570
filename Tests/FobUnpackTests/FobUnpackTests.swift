import ChildProcesses
import Fixtures
import Testing

@Suite struct `fob-unpack` {
  private static let uri = "otpauth://totp/Zip:alice?secret=JBSWY3DPEHPK3PXP\n"
  private static let members = [
    "member 15 49\nfolder/uris.txt\n\(uri)\n", "member 10 2\nnäme.json\n{}\n",
  ]

  @Test(arguments: ["plain.zip", "zipcrypto.zip", "winzip.zip"])
  func `prints every file of an archive`(name: String) async throws {
    let result = try await UnpackRequest(name, password: UnpackRequest.password).run()
    #expect(result.end == .exited(0) && result.error.isEmpty && result.text.hasSuffix("\nend\n"))
    for member in Self.members { #expect(result.text.contains(member)) }
    #expect(result.output.count == Self.members.joined().utf8.count + 4)
  }

  @Test(arguments: ["zipcrypto.zip", "winzip.zip"])
  func `tells a missing password from a wrong one`(name: String) async throws {
    let missing = try await UnpackRequest(name).run()
    #expect(missing.end == .exited(2) && missing.output.isEmpty)
    for wrong in ["", "wrong", "correct horse", "correct horse ω"] {
      let result = try await UnpackRequest(name, password: Array(wrong.utf8)).run()
      #expect(result.end == .exited(3) && result.output.isEmpty, "\(wrong)")
    }
  }

  @Test func `prints an archive without files`() async throws {
    let result = try await UnpackRequest("empty.zip").run()
    #expect(result.end == .exited(0) && result.text == "end\n")
  }

  @Test func `names a damaged file of an archive, and prints the others`() async throws {
    let result = try await UnpackRequest(
      "damaged-member.zip", password: UnpackRequest.password
    ).run()
    #expect(result.end == .exited(0))
    let names = result.text.split(separator: "\n").filter { $0.hasSuffix(".txt") }
    #expect(names == ["good.txt", "bad.txt", "last.txt"])
    #expect(result.text.contains("unreadable 7\nbad.txt\n"))
    #expect(
      result.text.contains("member 8 147\nlast.txt\n" + String(repeating: Self.uri, count: 3)))
  }

  /// The libzip of Debian 12 would.
  @Test func `does not print a sealed file in which a single bit is another`() async throws {
    let whole = Fixture.bytes(of: "Archives/winzip.zip")
    let end = try #require(whole.firstRange(of: [0x50, 0x4B, 1, 2])?.lowerBound)
    let uris = try #require(whole.firstRange(of: "uris.txt".utf8)?.upperBound) + 11
    let last = try #require(whole[uris...].firstRange(of: [0x50, 0x4B, 3, 4])?.lowerBound)
    #expect(last < end)
    for place in stride(from: uris + 18, to: last, by: 7) {
      var changed = whole
      changed[place] ^= 4
      let result = try await UnpackRequest(changed, password: UnpackRequest.password).run()
      #expect(result.end == .exited(3) || result.text.contains("unreadable 15\nfolder/uris.txt\n"))
      #expect(!result.text.contains("member 15"), "byte \(place)")
    }
  }

  @Test func `prints every table of a database`() async throws {
    let result = try await UnpackRequest("plain.sqlite").run()
    #expect(result.end == .exited(0) && result.error.isEmpty)
    let accounts = Array(
      """
      table 8 5
      accounts
      column 3
      _id
      column 5
      email
      column 6
      secret
      column 1
      x
      column 1
      y
      row
      integer -2
      text 6
      näme

      text 0

      real 1e+300
      null
      row
      integer 1
      text 5
      alice
      text 16
      JBSWY3DPEHPK3PXP
      real 1.5
      blob 3

      """.utf8)
    let rest = Array("\ntable 15 1\nodd \"name\" here\ncolumn 3\na b\ntable 5 2\nempty\n".utf8)
    #expect(result.output.starts(with: accounts + [0, 0xFF, 0x0A] + rest))
    #expect(!result.text.contains("endless") && result.text.hasSuffix("\nend\n"))
  }

  @Test func `adds what stands only in a database's log`() async throws {
    let log = Fixture.bytes(of: "Archives/logged.sqlite-wal")
    let without = try await UnpackRequest("logged.sqlite").run()
    #expect(without.text.contains("text 5\nfirst\n") && !without.text.contains("second"))
    let with = try await UnpackRequest("logged.sqlite", log: log).run()
    #expect(with.text.contains("text 7\nchanged\n") && with.text.contains("text 6\nsecond\n"))
    #expect(!with.text.contains("first"))
  }

  @Test func `takes no change from a log that is not finished`() async throws {
    let log = Fixture.bytes(of: "Archives/logged.sqlite-wal")
    for count in stride(from: 0, to: log.count, by: 97) {
      let result = try await UnpackRequest("logged.sqlite", log: Array(log.prefix(count))).run()
      #expect(result.end == .exited(0) && !result.text.contains("second"))
      #expect(result.text.contains("first") != result.text.contains("changed"))
    }
  }

  @Test(arguments: [
    "", "fob-unpack 2\nfile 0\n\nend\n", "fob-unpack 1\n", "fob-unpack 1\nfile 5\nabc\nend\n",
    "fob-unpack 1\nfile 3\nabc\n", "fob-unpack 1\nfile -1\nabc\nend\n",
    "fob-unpack 1\nfile 3\nabcd\nend\n", "fob-unpack 1\nfile 3\nabc\nend\nmore",
    "fob-unpack 1\nfile 99999999999999999999\nabc\nend\n",
    "fob-unpack 1\nfile 3\nabc\npassword 0\n\nend\n",
  ])
  func `takes no other request`(request: String) async throws {
    let result = try await run(UnpackRequest.program, input: Array(request.utf8))
    #expect(result.end == .exited(64) && result.output.isEmpty)
  }

  @Test(arguments: [("--help", "usage: fob-unpack"), ("--version", "fob-unpack ")])
  func `tells about itself`(option: String, start: String) async throws {
    let result = try await run(UnpackRequest.program, [option])
    #expect(result.end == .exited(0) && result.text.hasPrefix(start) && result.error.isEmpty)
  }

  @Test(arguments: ["archive.zip", "-x", ""])
  func `takes no other arguments`(argument: String) async throws {
    let result = try await run(UnpackRequest.program, [argument])
    #expect(result.end == .exited(64) && result.error.hasPrefix("usage: fob-unpack"))
  }
}

@Suite struct `fob-unpack, given what would harm it,` {
  @Test(arguments: ["bomb-ratio.zip", "bomb-overlapping.zip", "bomb-huge.zip"])
  func `unpacks no more than it may`(name: String) async throws {
    let result = try await UnpackRequest(name).run()
    #expect(result.end == .exited(4) && result.output.isEmpty)
  }

  @Test func `believes no file that is larger than the archive says`() async throws {
    let result = try await UnpackRequest("bomb-lying.zip").run()
    #expect(result.end == .exited(0) && result.text == "unreadable 4\nlies\nend\n")
  }

  @Test func `computes nothing large for a database`() async throws {
    let result = try await UnpackRequest("bomb.sqlite").run()
    #expect(result.end == .exited(0) && result.text.hasSuffix("unreadable 8\ncomputed\nend\n"))
  }

  @Test(arguments: ["text", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "SQLite format 3\0"])
  func `says that it is neither`(text: String) async throws {
    let result = try await UnpackRequest(Array(text.utf8)).run()
    #expect(result.end == .exited(6) && result.output.isEmpty)
  }

  private func survives(_ file: [UInt8], _ change: String) async throws {
    let result = try await UnpackRequest(file, password: UnpackRequest.password).run()
    guard case .exited(let status) = result.end else {
      Issue.record("\(change): \(result.end)")
      return
    }
    #expect([0, 3, 4, 6].contains(status), "\(change)")
    #expect(status != 0 || result.text.hasSuffix("end\n"), "\(change)")
  }

  static let whole = ["plain.zip", "zipcrypto.zip", "winzip.zip", "plain.sqlite", "logged.sqlite"]

  @Test(arguments: whole)
  func `survives files that break off`(name: String) async throws {
    let file = Fixture.bytes(of: "Archives/\(name)")
    for share in 1..<24 {
      let length = file.count * share / 24
      try await survives(Array(file.prefix(length)), "cut at \(length)")
    }
  }

  @Test(arguments: whole)
  func `survives files with a bit turned over`(name: String) async throws {
    var place: UInt64 = 7
    let whole = Fixture.bytes(of: "Archives/\(name)")
    for _ in 0..<40 {
      place = place &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var file = whole
      // Most of a database is empty pages, where nothing can go wrong.
      let bit = Int(place >> 33) % (min(file.count, 1024) * 8)
      file[bit / 8] ^= 1 << (bit % 8)
      try await survives(file, "bit \(bit)")
    }
  }
}

@Suite struct `fob-unpack's walls` {
  @Test func `stand before the first byte is read`() async throws {
    let calls = "trace=read,openat,landlock_restrict_self,seccomp,prctl"
    let result = try await run(
      "/usr/bin/strace", ["-e", calls, UnpackRequest.program],
      input: UnpackRequest("plain.sqlite").bytes)
    let trace = result.error.split(separator: "\n")
    let filter = try #require(trace.lastIndex { $0.hasPrefix("seccomp(SECCOMP_SET_MODE_FILTER") })
    let paths = try #require(trace.lastIndex { $0.hasPrefix("landlock_restrict_self(") })
    let input = try #require(trace.firstIndex { $0.hasPrefix("read(0,") })
    #expect(paths < filter && filter < input)
    #expect(trace[filter].hasSuffix("= 0") && trace[paths].hasSuffix("= 0"))
    #expect(!trace[filter...].contains { $0.hasPrefix("openat(") && !$0.contains("EACCES") })
  }
}
