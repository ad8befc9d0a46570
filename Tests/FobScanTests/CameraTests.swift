import ChildProcesses
import Fixtures
import Testing

/// There is no camera where tests run: a library stands in for the kernel's part, all else is real,
/// the walls around the program too.
@Suite struct `fob-scan, watching a camera,` {
  private static let code = Fixture.all(in: "Formats/readable").first { $0.name == "plain.pgm" }

  private struct Shot {
    var isDamaged = false
    let bytes: [UInt8]
  }

  private func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The grey pixels of the code.
  private func pixels() throws -> (bytes: [UInt8], side: Int) {
    let file = try #require(Self.code).bytes
    let numbers = file.prefix(20).split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    let side = try #require(Int(numbers[1]))
    return (file.suffix(side * side), side)
  }

  private func watch(_ format: String, side: Int, _ shots: [Shot]) async throws -> Finished {
    let size = shots.map(\.bytes.count).max() ?? 0
    let head =
      Array(format.utf8) + number(side) + number(side) + number(0) + number(size)
    let pictures = shots.flatMap { shot in
      number(shot.isDamaged ? 1 : 0) + shot.bytes
        + [UInt8](repeating: 0, count: size - shot.bytes.count)
    }
    let source = #filePath.replacing(
      "FobScanTests/CameraTests.swift", with: "FakeCamera/FakeCamera.c")
    let script = """
      folder=$(mktemp -d); trap 'rm -r "$folder"' EXIT
      cat > "$folder/pictures"; clang -shared -fPIC -Wall -Werror -o "$folder/camera.so" "$1"
      FAKE_CAMERA="$folder/pictures" LD_PRELOAD="$folder/camera.so" "$0" --camera < /dev/null
      """
    return try await run(
      "/bin/bash", ["-ec", script, builtProduct("fob-scan"), source], input: head + pictures)
  }

  @Test(arguments: ["GREY", "YUYV", "UYVY"])
  func `reads the first picture that has a code`(format: String) async throws {
    let (greys, side) = try pixels()
    let bytes: [UInt8] =
      switch format {
      case "YUYV": greys.flatMap { [$0, 128] }
      case "UYVY": greys.flatMap { [128, $0] }
      default: greys
      }
    let blank = [UInt8](repeating: 90, count: bytes.count)
    let shots = [
      Shot(bytes: blank), Shot(isDamaged: true, bytes: bytes), Shot(bytes: blank),
      Shot(bytes: blank), Shot(bytes: bytes), Shot(bytes: blank),
    ]
    let result = try await watch(format, side: side, shots)
    #expect(result.end == .exited(0), "\(result.error)")
    #expect(result.text == #"{"payload": "\#(try #require(Self.code).payloads[0])"}"# + "\n")
  }

  @Test func `reads pictures that are JPEGs`() async throws {
    let bytes = Fixture.bytes(of: "Formats/readable/colour.jpg")
    let result = try await watch("MJPG", side: 64, [Shot(bytes: [1, 2, 3]), Shot(bytes: bytes)])
    #expect(result.end == .exited(0) && result.text.hasPrefix(#"{"payload": "otpauth:"#))
  }

  @Test func `says where the camera ends before it has seen a code`() async throws {
    let (greys, side) = try pixels()
    let blank = [UInt8](repeating: 90, count: greys.count)
    let result = try await watch("GREY", side: side, [Shot(bytes: blank)])
    #expect(result.end == .exited(6) && result.error == "the camera gives no more pictures\n")
  }

  @Test func `says where the camera has no format that is read`() async throws {
    let result = try await watch("XVID", side: 8, [Shot(bytes: [0])])
    #expect(result.end == .exited(6) && result.error.hasPrefix("this camera gives no pictures of"))
  }

  @Test func `ends with the process that started it`() async throws {
    let result = try await run(
      "/bin/sh",
      ["-c", "strace -e trace=prctl \"$0\" --camera < /dev/null", builtProduct("fob-scan")])
    #expect(result.error.contains(/prctl\(PR_SET_PDEATHSIG, SIGKILL\) += 0/), "\(result.error)")
  }
}
