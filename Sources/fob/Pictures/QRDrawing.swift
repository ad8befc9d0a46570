internal import Secrets
internal import TerminalUI

/// Draws QR codes through `fob-draw`, all of one kind at a time. This process never draws one.
struct QRDrawing {
  /// How much of a code may be covered or lost: 7, 15, 25 or 30 % (ISO/IEC 18004, 6.5.1).
  enum Level: String {
    case low = "L"
    case medium = "M"
    case quartile = "Q"
    case high = "H"
  }

  /// Error correction.
  var level = Level.medium
  /// The size, 1 to 40; `nil` for the smallest that fits.
  var version: Int?

  /// The codes of some payloads, to be shown on a screen.
  ///
  /// - Parameter payloads: any number; each thousand together at most about 1 MB.
  /// - Returns: a code for each.
  /// - Throws: `Failure`, also where one is too long.
  func matrices(of payloads: [Secret]) throws(Failure) -> [QRMatrix] {
    try drawings(of: payloads, as: "matrix") { (reader) throws(Failure) in try reader.matrix() }
  }

  /// The codes of some payloads as PNG pictures with a quiet zone.
  ///
  /// - Parameters:
  ///   - payloads: any number; each thousand together at most about 1 MB.
  ///   - module: pixels on a module's side, 1 to 32.
  /// - Returns: a file for each.
  /// - Throws: `Failure`, also where one is too long.
  func pictures(of payloads: [Secret], module: Int = 8) throws(Failure) -> [Secret] {
    try drawings(of: payloads, as: "png \(module)") { (reader) throws(Failure) in
      try reader.picture()
    }
  }

  private func drawings<Drawing>(
    of payloads: [Secret], as form: String,
    _ read: (inout DrawingReader) throws(Failure) -> Drawing
  ) throws(Failure) -> [Drawing] {
    var drawings: [Drawing] = []
    for start in stride(from: 0, to: payloads.count, by: QRDrawing.mostCodes) {
      let part = Array(payloads[start..<min(start + QRDrawing.mostCodes, payloads.count)])
      let answer = try QRDrawing.answer(to: request(for: part, as: form))
      try answer.withBytes { (bytes) throws(Failure) in
        var reader = DrawingReader(bytes)
        for _ in part { drawings.append(try read(&reader)) }
        guard reader.end() else { throw .notDrawn }
      }
    }
    return drawings
  }

  private func request(for payloads: [Secret], as form: String) -> Secret {
    let head = "fob-draw 1 \(form)\nlevel \(level.rawValue)\nversion \(version ?? 0)\n"
    let heads = payloads.map { "code \($0.count)\n" }
    let length = zip(heads, payloads).reduce(head.utf8.count + 4) {
      $0 + $1.0.utf8.count + $1.1.count + 1
    }
    return Secret(
      SecretBytes(capacity: length) { output in
        output.append(copying: head.utf8.span)
        for (head, payload) in zip(heads, payloads) {
          output.append(copying: head.utf8.span)
          payload.withBytes { output.append(copying: $0) }
          output.append(UInt8(ascii: "\n"))
        }
        output.append(copying: "end\n".utf8.span)
      })
  }
}

// MARK: - The helper

extension QRDrawing {
  /// Of a request.
  private static let mostCodes = 1000
  private static let outputLimit = 64 << 20
  private static let seconds: UInt64 = 20

  private static func answer(to request: Secret) throws(Failure) -> Secret {
    guard request.count <= ChildProcess.longestInput else { throw .tooMuchToDraw }
    let child = ChildProcess(
      executable: try HelperProgram.draw.place(), outputLimit: outputLimit, seconds: seconds)
    let finished: ChildProcess.Finished
    do {
      finished = try child.run(giving: request)
    } catch {
      throw Failure("cannot run \(child.executable): \(error.text)")
    }
    switch finished.status {
    case 0: return finished.output
    case 6: throw .tooMuchToDraw
    // What the loader says where a library is missing.
    case 127: throw Failure("QR codes are drawn by libqrencode", hint: "install libqrencode4")
    default: throw .notDrawn
    }
  }
}

extension Failure {
  static let tooMuchToDraw = Failure(
    "this is too long for a QR code", hint: "shorten the names, or use fob export")
  static let notDrawn = Failure("the QR code cannot be drawn", hint: "install fob again")
}
