import ChildProcesses

/// A request to `fob-draw`, as its `--help` tells.
struct DrawRequest {
  var form = "matrix"
  var level = "M"
  var version = "0"
  var payloads: [[UInt8]]

  init(_ payloads: [[UInt8]]) { self.payloads = payloads }
  init(_ text: String) { payloads = [Array(text.utf8)] }

  var bytes: [UInt8] {
    let head = "fob-draw 1 \(form)\nlevel \(level)\nversion \(version)\n"
    var bytes = Array(head.utf8)
    for payload in payloads { bytes += Array("code \(payload.count)\n".utf8) + payload + [0x0A] }
    return bytes + Array("end\n".utf8)
  }

  func run() async throws -> Finished {
    try await ChildProcesses.run(builtProduct("fob-draw"), input: bytes)
  }
}

extension Finished {
  /// The lines of a matrix, for each that was drawn.
  var matrices: [[Substring]] {
    text.split(separator: "\n").split { $0.hasPrefix("matrix ") || $0 == "end" }.map(Array.init)
  }

  /// The PNG pictures.
  var pictures: [[UInt8]] {
    var (rest, pictures): (ArraySlice<UInt8>, [[UInt8]]) = (output[...], [])
    while rest.starts(with: "png ".utf8), let end = rest.firstIndex(of: 0x0A) {
      let count = Int(String(decoding: rest[..<end].dropFirst(4), as: UTF8.self)) ?? 0
      pictures.append(Array(rest[(end + 1)...].prefix(count)))
      rest = rest[(end + 1)...].dropFirst(count + 1)
    }
    return rest.elementsEqual("end\n".utf8) ? pictures : []
  }
}

/// A PGM picture of a matrix, with five pixels a module and a quiet zone.
func picture(of rows: [Substring]) -> [UInt8] {
  let side = (rows.count + 8) * 5
  let empty = String(repeating: "0", count: rows.count + 8)
  let field = Array(repeating: empty, count: 4) + rows.map { "0000\($0)0000" }
  let pixels = (field + Array(repeating: empty, count: 4)).flatMap { row in
    let line = row.utf8.flatMap { [UInt8](repeating: $0 == 0x31 ? 0 : 255, count: 5) }
    return Array(repeating: line, count: 5).flatMap(\.self)
  }
  return Array("P5 \(side) \(side) 255\n".utf8) + pixels
}

/// What `fob-scan` reads.
func scan(_ picture: [UInt8]) async throws -> String {
  try await run(builtProduct("fob-scan"), input: picture).text
}
