internal import Glibc
internal import Hardening
internal import QRImages

/// Reads one picture on standard input and prints each QR code in it, one JSON object a line.
///
/// Everything that it could lose is given up before the first byte is read. It is fob's helper and
/// takes no options but the two that every program has, so it needs no parser for them.
@main enum FobScan {
  private static let usage = """
    usage: fob-scan < PICTURE

    Reads a PNG or JPEG picture and prints each QR code in it as one JSON object a line:
    {"payload": "..."}, with "payload_base64" beside it where the bytes are not UTF-8.

    exit status: 0 done, also where there is no code; 1 failed; 6 no picture that is read here;
    64 wrong usage

    """
  private static let version = "fob-scan 0.1.0\n"

  /// Bytes of a picture file.
  private static let longestInput = 64 << 20
  /// Room for a picture of 50 million pixels in every shape that it takes on the way.
  private static let memory: UInt = 512 << 20
  private static let cpuSeconds: UInt = 10

  static func main() {
    Hardening.protectProcess()
    Hardening.confineToPipes(memory: memory, cpuSeconds: cpuSeconds)
    switch CommandLine.arguments.dropFirst() {
    case []: scan()
    case ["--help"]: finish(.done, printing: usage)
    case ["--version"]: finish(.done, printing: version)
    default: finish(.wrongUsage, saying: usage)
    }
  }

  private static func scan() -> Never {
    do throws(InputError) {
      print(payloadsOf: try readStandardInput(limit: longestInput))
    } catch .tooLong {
      finish(.unreadableInput, saying: "the picture is larger than 64 MiB\n")
    } catch {
      finish(.failed, saying: "standard input cannot be read\n")
    }
  }

  private static func print(payloadsOf file: [UInt8]) -> Never {
    do throws(PictureError) {
      let payloads = try QRReader.payloads(inFile: file, seeking: isAccount)
      finish(.done, printing: payloads.map { PayloadLine(payload: $0).json }.joined())
    } catch {
      finish(.unreadableInput, saying: "\(error)\n")
    }
  }

  /// Whether a payload begins with the scheme of an account; others are told where none does.
  private static func isAccount(_ payload: [UInt8]) -> Bool {
    let start = String(decoding: payload.prefix(20), as: UTF8.self).lowercased()
    let schemes = ["otpauth:", "otpauth-migration:", "apple-otpauth:", "steam:", "motp:"]
    return schemes.contains(where: start.hasPrefix)
  }
}

// MARK: - The end

extension FobScan {
  private enum Status: Int32 {
    case done = 0
    case failed = 1
    case unreadableInput = 6
    case wrongUsage = 64
  }

  private static func finish(_ status: Status, printing text: String) -> Never {
    _exit(write(text, to: STDOUT_FILENO) ? status.rawValue : Status.failed.rawValue)
  }

  private static func finish(_ status: Status, saying message: String) -> Never {
    _ = write(message, to: STDERR_FILENO)
    _exit(status.rawValue)
  }
}
