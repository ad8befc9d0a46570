internal import Glibc
internal import Hardening

/// Draws QR codes of what is on standard input, as numbers of modules or as PNG pictures.
///
/// It gets secrets and comes with a library that fob itself cannot link, so it gives up everything
/// but its standard descriptors before the first byte is read. It is fob's helper and takes no
/// options but the two that every program has.
@main enum FobDraw {
  private static let usage = """
    usage: fob-draw < REQUEST

    Draws QR codes. A request is these lines, in this order:
      fob-draw 1 matrix         or: fob-draw 1 png PIXELS (1 to 32 for each module)
      level L                   error correction: L, M, Q or H
      version 0                 1 to 40; 0 for the smallest that fits
      code LENGTH               bytes of a payload; the payload itself, and a newline, follow;
                                up to 1000 times
      end
    The answer has one of these for each code, then a line "end":
      matrix VERSION SIZE       SIZE lines follow, of a digit for each module: 1 is dark
      png LENGTH                the picture and a newline follow; it has a quiet zone of 4 modules

    exit status: 0 done; 1 failed; 6 a payload is too long for a code; 64 no such request

    """
  private static let version = "fob-draw 0.1.0\n"

  /// Bytes of a request: what a pipe holds.
  private static let longestRequest = 1 << 20
  private static let memory: UInt = 256 << 20
  private static let cpuSeconds: UInt = 10

  static func main() {
    Hardening.protectProcess()
    Hardening.confineToPipes(memory: memory, cpuSeconds: cpuSeconds)
    switch Array(CommandLine.arguments.dropFirst()) {
    case []: finish(draw())
    case ["--help"]: finish(.done(usage))
    case ["--version"]: finish(.done(version))
    default: finish(.wrongUsage(usage))
    }
  }

  /// Comes back before the process ends, so that all memory that it used is wiped.
  private static func draw() -> End {
    guard let bytes = try? readStandardInput(limit: longestRequest) else {
      return .failed("standard input cannot be read, or is too long\n")
    }
    guard let request = Request(bytes.span) else {
      return .wrongUsage("this is no request that fob-draw knows\n")
    }
    for (index, payload) in request.payloads.enumerated() {
      do throws(Symbol.Fault) {
        guard try draw(bytes.span.extracting(payload), as: request) else {
          return .failed("nobody reads the answer\n")
        }
      } catch .tooLong {
        let place = "\(index + 1) of \(request.payloads.count)"
        return .tooLong("payload \(place) is too long: \(payload.count) bytes\n")
      } catch {
        return .failed("memory does not suffice\n")
      }
    }
    return .done("end\n")
  }

  private static func draw(
    _ payload: Span<UInt8>, as request: Request
  ) throws(Symbol.Fault) -> Bool {
    let symbol = try Symbol(of: payload, version: request.version, level: request.level)
    switch request.form {
    case .matrix: return print("matrix \(symbol.version) \(symbol.size)\n", symbol.rows)
    case .png(let module):
      let png = try symbol.png(module: module)
      return print("png \(png.count)\n", png) && write("\n", to: STDOUT_FILENO)
    }
  }

  private static func print(_ head: String, _ body: [UInt8]) -> Bool {
    write(head, to: STDOUT_FILENO) && write(body.span, to: STDOUT_FILENO)
  }
}

// MARK: - The end

extension FobDraw {
  /// How it ends, and what it says then.
  private enum End {
    case done(String)
    case failed(String)
    case tooLong(String)
    case wrongUsage(String)
  }

  private static func finish(_ end: End) -> Never {
    switch end {
    case .done(let text): _exit(write(text, to: STDOUT_FILENO) ? 0 : 1)
    case .failed(let text): finish(1, text)
    case .tooLong(let text): finish(6, text)
    case .wrongUsage(let text): finish(64, text)
    }
  }

  private static func finish(_ status: Int32, _ message: String) -> Never {
    _ = write(message, to: STDERR_FILENO)
    _exit(status)
  }
}
