internal import CConfinement
internal import Glibc
internal import Hardening

/// Reads the QR codes of what is not made of pixels, or of pixels that only a large library unpacks.
///
/// The program that can do it runs confined, and what it prints goes straight to `fob-scan`, which
/// this process becomes: one program draws, another looks, and neither can do anything else.
@main enum FobConvert {
  private static let usage = """
    usage: fob-convert < FILE

    Reads a PDF document, SVG drawing, HEIC or AVIF picture and prints its QR codes as fob-scan
    does. Needs pdftoppm, rsvg-convert or libheif. Of a document it reads the first 60 pages.
    --kinds prints what it can read on this machine, one kind a line.

    exit status: as fob-scan's

    """

  static func main() {
    Hardening.protectProcess()
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments {
    case []: convert()
    case ["--help"]: finish(0, usage, to: STDOUT_FILENO)
    case ["--kinds"]: finish(0, kinds.map { $0.rawValue + "\n" }.joined(), to: STDOUT_FILENO)
    case ["--version"]: finish(0, "fob-convert 0.1.0\n", to: STDOUT_FILENO)
    default:
      guard arguments.count == 2,
        let conversion = Conversion.allCases.first(where: { $0.rawValue == arguments[1] })
      else { finish(64, usage) }
      switch (arguments[0], conversion.counter) {
      case ("--confined", _):
        tellPages(of: conversion)
        becomeConverter(conversion.command(in: System.ownFolder))
      case ("--counting", let counter?): becomeConverter(counter)
      default: finish(64, usage)
      }
    }
  }

  /// What can be converted here.
  private static var kinds: [Conversion] {
    guard fob_can_confine() != 0 else { return [] }
    return Conversion.allCases.filter { $0.signs.contains(where: System.isThere) }
  }

  /// Prints how many pages there are before the pages, so that fob-scan can tell what is missing
  /// where the converter comes to an early end.
  private static func tellPages(of conversion: Conversion) {
    guard conversion.counter != nil, Hardening.endWithParent(),
      let (reader, writer) = System.pipe(),
      System.spawnSelf(["--counting", conversion.rawValue], output: writer)
    else { return }
    close(writer)
    if let pages = Conversion.pages(in: System.text(from: reader)), pages > 0 {
      System.write("# pages \(pages)\n", to: STDOUT_FILENO)
    }
    close(reader)
    lseek(STDIN_FILENO, 0, SEEK_SET)
  }

  private static func convert() -> Never {
    guard let conversion = Conversion(of: System.firstBytes(of: STDIN_FILENO)) else {
      System.become("\(System.ownFolder)/fob-scan", [])
      finish(1, "fob-scan is missing\n")
    }
    guard conversion.signs.contains(where: System.isThere) else {
      let reader = "install the package \(conversion.package) to read it"
      finish(6, "this is a \(conversion.rawValue); \(reader)\n")
    }
    guard fob_can_confine() != 0 else { finish(6, "this kernel cannot confine a converter\n") }
    guard let (reader, writer) = System.pipe(),
      System.spawnSelf(["--confined", conversion.rawValue], output: writer)
    else { finish(1, "cannot start a converter\n") }
    close(writer)
    dup2(reader, STDIN_FILENO)
    System.become("\(System.ownFolder)/fob-scan", ["--converted", conversion.rawValue])
    finish(1, "fob-scan is missing\n")
  }

  private static func becomeConverter(_ command: [String]) -> Never {
    let problem = unsafe System.withArguments(command) { arguments in
      unsafe fob_become_converter(command[0], arguments)
    }
    _exit(problem == 0 ? 1 : problem)
  }

  private static func finish(
    _ status: Int32, _ message: String, to output: Int32 = STDERR_FILENO
  ) -> Never {
    System.write(message, to: output)
    _exit(status)
  }
}
