import ChildProcesses
import Fixtures
import Glibc
import Testing

/// The program as it is released where FOB_SCAN names its neighbour, else as built with the tests.
func program(_ name: String) -> String {
  guard let scan = unsafe getenv("FOB_SCAN") else { return builtProduct(name) }
  return unsafe String(cString: scan).replacing("fob-scan", with: name)
}

private func convert(_ path: String) async throws -> Finished {
  try await run(
    "/bin/sh", ["-c", #"exec "$0" < "$1""#, program("fob-convert"), path])
}

@Suite struct `fob-convert` {
  @Test(arguments: Fixture.all(in: "Formats/converted"))
  func `reads what other programs turn into pictures`(fixture: Fixture) async throws {
    let result = try await convert(fixture.path)
    #expect(result.end == .exited(0) && result.error.isEmpty)
    #expect(result.text == fixture.payloads.map { #"{"payload": "\#($0)"}"# + "\n" }.joined())
  }

  @Test func `leaves pictures to fob-scan`() async throws {
    let fixture = try #require(Fixture.all(in: "Images").first)
    let result = try await convert(fixture.path)
    #expect(result.end == .exited(0) && result.text.contains(fixture.payloads[0]))
  }

  @Test(arguments: [
    ("%PDF-1.7\n%broken", "PDF document"), ("<svg><broken", "SVG drawing"),
    ("\0\0\0\u{18}ftypheic broken", "HEIC or AVIF picture"),
  ])
  func `says what cannot be converted`(text: String, kind: String) async throws {
    let script = #"f=$(mktemp); cat > "$f"; "$0" < "$f"; s=$?; rm "$f"; exit $s"#
    let result = try await run(
      "/bin/sh", ["-c", script, program("fob-convert")], input: Array(text.utf8))
    #expect(result.end == .exited(6))
    #expect(result.error.hasPrefix("this \(kind) cannot be converted"))
  }

  /// Under a name that is none of its kinds' there is nothing to convert with.
  @Test func `takes no other arguments`() async throws {
    let result = try await run(program("fob-convert"), ["--confined", "shell"])
    #expect(result.end == .exited(64))
  }
}
