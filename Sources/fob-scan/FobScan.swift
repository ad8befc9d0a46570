internal import Glibc
internal import Hardening
internal import QRImages

/// Reads one picture on standard input and prints each QR code in it, one JSON object a line.
///
/// Everything that it could lose is given up before the first byte is read. It is fob's helper and
/// takes one option at most, so it needs no parser.
@main enum FobScan {
  private static let usage = """
    usage: fob-scan [--converted KIND] < PICTURE
           fob-scan --camera < DEVICE

    Reads a PNG, JPEG, WebP, GIF, BMP, TIFF or PNM picture and prints each QR code in it as one
    JSON object a line, in reading order:
    {"payload": "..."}            the text
      "payload_base64": "..."     the exact bytes, where they are not UTF-8
      "part": 2, "parts": 3, "parity": 77
                                  one of several codes that carry one message together
    Where there is none, one line tells what was seen:
    {"seen": "code", "hints": ["too small"], "width": 640, "height": 480, "finder_patterns": 3,
     "module": 1.4, "brightness": 250, "contrast": 240, "edge": 1.2}
      seen                        "code": one that could not be read; else "nothing"
      hints                       too small, cut off, too dark, too little contrast, too blurred;
                                  what helps most comes first
      finder_patterns             the squares in the corners of codes
      module                      width of a code's smallest square in pixels; 0 where unknown
      brightness, contrast        the lightest grey of 255, and how far the darkest is below it
      edge                        pixels from dark to light at the sharpest edges

    Where the picture was not wholly looked at, a line tells what was left out:
    {"unseen": "only the first 60 of 83 pages were read"}

    --converted tells what the pages on standard input were made from, for messages. They may be
    PNM pictures, one after the other, with a line "# pages N" before them.

    --camera watches a camera of Video for Linux 2, open for reading and writing, until it sees a
    code.

    --walls prints which walls stand around it: limits, paths, system calls; one a line.

    exit status: 0 done, also where there is no code; 1 failed; 6 no picture that is read here;
    64 wrong usage

    """
  private static let version = "fob-scan 0.1.0\n"

  /// Bytes of a picture file.
  private static let longestInput = 64 << 20
  /// Room for a picture of 50 million pixels in every shape that it takes on the way.
  private static let memory: UInt = 512 << 20
  private static let cpuSeconds: UInt = 10
  /// Of a camera that is watched for an hour.
  private static let cpuSecondsOfCamera: UInt = 3600
  /// Milliseconds of processor time after which no further attempt is begun.
  private static let longestLook = 6000

  static func main() {
    Hardening.protectProcess()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--camera"] { watchCamera() }
    let walls = Hardening.confineToPipes(memory: memory, cpuSeconds: cpuSeconds)
    switch arguments {
    case []: scan()
    case ["--help"]: finish(.done, printing: usage)
    case ["--version"]: finish(.done, printing: version)
    case ["--walls"]: finish(.done, printing: walls.names.joined(separator: "\n") + "\n")
    case _ where arguments.count == 2 && arguments[0] == "--converted":
      scan(convertedFrom: arguments[1])
    default: finish(.wrongUsage, saying: usage)
    }
  }

  private static func scan() -> Never {
    do throws(InputError) {
      let file = try readStandardInput(limit: longestInput)
      finish { () throws(PictureError) in
        try QRReader.read(file: file, seeking: isAccount, whileThereIs: hasTime)
      }
    } catch .tooLong {
      finish(.unreadableInput, saying: "the picture is larger than \(longestInput >> 20) MiB\n")
    } catch {
      finish(.failed, saying: "standard input cannot be read\n")
    }
  }

  /// Looks at each page as it comes.
  private static func scan(convertedFrom kind: String) -> Never {
    finish { () throws(PictureError) in
      do throws(PictureError) {
        return try QRReader.read(
          converted: readStandardInput(atMost:), longest: longestInput, seeking: isAccount,
          whileThereIs: hasTime)
      } catch .damaged {
        finish(
          .unreadableInput,
          saying: "this \(kind) cannot be converted: it is damaged, encrypted or too large\n")
      }
    }
  }

  /// Looks at pictures of a camera until one has a code.
  private static func watchCamera() -> Never {
    guard Hardening.endWithParent() else { finish(.failed, saying: "nobody waits for it\n") }
    Hardening.confineToCamera(memory: memory, cpuSeconds: cpuSecondsOfCamera)
    guard Camera.start() == 0 else {
      finish(.unreadableInput, saying: "this camera gives no pictures of a kind that fob reads\n")
    }
    while let frame = Camera.next() {
      let codes = QRReader.read(frame: frame, seeking: isAccount)
      if !codes.isEmpty { finish(.done, printing: lines(of: codes)) }
    }
    finish(.unreadableInput, saying: "the camera gives no more pictures\n")
  }

  private static func lines(of codes: [Code]) -> String {
    codes.map { PayloadLine(payload: $0.payload, part: $0.part).json }.joined()
  }

  private static func hasTime() -> Bool { cpuMilliseconds() < longestLook }

  /// Prints what was read.
  private static func finish(_ read: () throws(PictureError) -> Reading) -> Never {
    do throws(PictureError) {
      let reading = try read()
      let impression = reading.impression.map { ImpressionLine($0).json } ?? ""
      let unseen = reading.unseen.map { "{\"unseen\": \"\($0)\"}\n" }
      finish(.done, printing: lines(of: reading.codes) + impression + unseen.joined())
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
