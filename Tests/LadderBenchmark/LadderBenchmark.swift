internal import Glibc
internal import QRImages

/// Tries every rung of the ladder on pictures, whose paths stand on standard input, and prints for
/// each picture and rung: path, rung, milliseconds, and the texts it read in hexadecimal.
@main enum LadderBenchmark {
  static func main() {
    while let path = readLine() {
      let file = bytes(of: path)
      guard let look = try? Trial.prepare(file) else {
        print("\(path)\tunreadable")
        continue
      }
      for (index, name) in Trial.names.enumerated() {
        let start = milliseconds()
        let payloads = look(index)
        let time = milliseconds() - start
        let texts = payloads.map {
          $0.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        }
        print("\(path)\t\(index) \(name)\t\(time)\t\(texts.joined(separator: " "))")
      }
    }
  }

  private static func milliseconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  private static func bytes(of path: String) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return bytes }
      bytes += chunk.prefix(count)
    }
  }
}
