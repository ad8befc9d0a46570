import ChildProcesses
import Testing

@Suite struct `fob-draw` {
  static let uri =
    "otpauth://totp/GitHub:alice%40example.com?secret=GEZDGNBVGY3TQOJQ&issuer=GitHub"

  private static let texts = [
    uri, "x", "0123456789", "ÄÖÜ 日本語 🔑", "a \"quoted\" \\ line",
    String(repeating: "long ", count: 300),
  ]

  private func line(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return #"{"payload": "\#(escaped)"}"# + "\n"
  }

  @Test(arguments: texts) func `draws a matrix that is read again`(text: String) async throws {
    let result = try await DrawRequest(text).run()
    let matrix = try #require(result.matrices.first)
    #expect(result.end == .exited(0) && result.error.isEmpty)
    #expect(try await scan(picture(of: matrix)) == line(text))
  }

  @Test(arguments: texts) func `draws a picture that is read again`(text: String) async throws {
    var request = DrawRequest(text)
    request.form = "png 3"
    let picture = try #require(try await request.run().pictures.first)
    #expect(try await scan(picture) == line(text))
  }

  @Test func `keeps bytes of every value`() async throws {
    let result = try await DrawRequest([[0, 0xFF, 0xFE, 0x80, 0x22, 0x5C, 0x0A, 0x41]]).run()
    let matrix = try #require(result.matrices.first)
    let seen = try await scan(picture(of: matrix))
    #expect(seen.contains(#""payload_base64": "AP/+gCJcCkE=""#))
  }

  @Test(arguments: ["matrix", "png 2"])
  func `draws many codes in one go, in their order`(form: String) async throws {
    var request = DrawRequest((1...40).map { Array("payload \($0)".utf8) })
    request.form = form
    let result = try await request.run()
    let pictures = form == "matrix" ? result.matrices.map(picture) : result.pictures
    #expect(pictures.count == 40)
    for (index, picture) in pictures.enumerated() where index % 13 == 0 {
      #expect(try await scan(picture) == line("payload \(index + 1)"))
    }
  }

  @Test(arguments: [("1", 21), ("7", 45), ("40", 177)])
  func `draws the version that is asked for`(version: String, size: Int) async throws {
    var request = DrawRequest("x")
    request.version = version
    let result = try await request.run()
    #expect(result.text.hasPrefix("matrix \(version) \(size)\n"))
    let matrix = try #require(result.matrices.first)
    #expect(matrix.count == size && matrix.allSatisfy { $0.utf8.count == size })
  }

  /// ISO/IEC 18004, table 7: the most bytes of version 40.
  @Test(arguments: [("L", 2953), ("M", 2331), ("Q", 1663), ("H", 1273)])
  func `fills a code to its last byte, and not beyond`(level: String, most: Int) async throws {
    var request = DrawRequest([[UInt8](repeating: 0xC3, count: most)])
    request.level = level
    #expect(try await request.run().text.hasPrefix("matrix 40 177\n"))
    request.payloads[0].append(0)
    let result = try await request.run()
    #expect(result.end == .exited(6))
    #expect(result.error == "payload 1 of 1 is too long: \(most + 1) bytes\n")
  }

  @Test func `refuses what a fixed version has no room for`() async throws {
    var request = DrawRequest([[0x41], [UInt8](repeating: 0x61, count: 100)])
    request.version = "3"
    let result = try await request.run()
    #expect(result.end == .exited(6))
    #expect(result.error == "payload 2 of 2 is too long: 100 bytes\n")
  }

  /// Capitals and digits take 5.5 bits each: 32 of them in 22 bytes, where bytes take 32.
  @Test func `draws capitals and digits in their shortest form`() async throws {
    var request = DrawRequest("secret=" + String(repeating: "GEZDGNBVGY3TQOJQ", count: 8))
    request.level = "L"
    #expect(try await request.run().text.hasPrefix("matrix 5 37\n"))
  }

  @Test(arguments: [("--help", "usage: fob-draw"), ("--version", "fob-draw ")])
  func `tells about itself`(option: String, start: String) async throws {
    let result = try await run(builtProduct("fob-draw"), [option])
    #expect(result.end == .exited(0) && result.text.hasPrefix(start) && result.error.isEmpty)
  }

  @Test(arguments: ["code", "-x", ""])
  func `takes no other arguments`(argument: String) async throws {
    let result = try await run(builtProduct("fob-draw"), [argument])
    #expect(result.end == .exited(64) && result.error.hasPrefix("usage: fob-draw"))
  }
}

@Suite struct `A request to fob-draw` {
  private static let right = "fob-draw 1 png 4\nlevel L\nversion 0\ncode 2\nhi\nend\n"

  @Test func `has one spelling`() async throws {
    let result = try await run(builtProduct("fob-draw"), input: Array(Self.right.utf8))
    #expect(result.end == .exited(0) && result.pictures.count == 1)
  }

  @Test(arguments: [
    ("fob-draw 1", "fob-draw 2"), ("png 4", "png 0"), ("png 4", "png 33"), ("png 4", "png 04"),
    ("png 4", "png"), ("png 4", "pdf 4"), ("png 4", "png -4"), ("png 4", "png 4 "),
    ("level L", "level l"), ("level L", "level"), ("level L", "level LM"),
    ("version 0", "version 41"), ("version 0", "version 00"), ("version 0", "version"),
    ("version 0", "version 99999999999999999999"), ("level L\nversion 0", "version 0\nlevel L"),
    ("code 2", "code 3"), ("code 2", "code 1"), ("code 2", "code 02"), ("code 2", "code -2"),
    ("code 2", "code 18446744073709551616"), ("code 2\nhi\n", ""), ("end\n", ""), ("end\n", "end"),
    ("end\n", "end\n\n"), ("end\n", "code 2\nhi\n"), ("\n", "\r\n"), (right, ""),
  ])
  func `is refused in any other form`(part: String, other: String) async throws {
    let request = Self.right.replacing(part, with: other)
    #expect(request != Self.right)
    let result = try await run(builtProduct("fob-draw"), input: Array(request.utf8))
    #expect(result.end == .exited(64) && result.output.isEmpty)
    #expect(result.error == "this is no request that fob-draw knows\n")
  }

  @Test func `holds a thousand codes and not one more`() async throws {
    var request = DrawRequest(Array(repeating: [0x41], count: 1000))
    #expect(try await request.run().matrices.count == 1000)
    request.payloads.append([0x41])
    #expect(try await request.run().end == .exited(64))
  }

  @Test func `is at most one MiB long`() async throws {
    let input = [UInt8](repeating: 0, count: 1 << 20 + 1)
    let result = try await run(builtProduct("fob-draw"), input: input)
    #expect(result.end == .exited(1) && result.error.contains("too long"))
  }
}
