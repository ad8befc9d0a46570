internal import Glibc
internal import QRImages

// Decodes whatever it is given, under libFuzzer as `make fuzz` builds it; else each of the files
// that it is called with, such as what libFuzzer left.

#if FUZZ
  /// libFuzzer's entry point.
  ///
  /// - Parameters:
  ///   - bytes: a file made up.
  ///   - count: its length.
  /// - Returns: always 0.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    Trial.decode(file)
    return 0
  }
#else
  @main enum PictureFuzzer {
    static func main() {
      for path in CommandLine.arguments.dropFirst() {
        Trial.decode(bytes(of: path))
        print(path)
      }
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
#endif
