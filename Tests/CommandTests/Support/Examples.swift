import ChildProcesses
import Fixtures
import Glibc
import VaultSupport

/// The commands that fob's own texts show.
enum Examples {
  /// The commands that `fob --help` lists.
  static let commands = help([]).matches(of: /(?m)^  ([a-z][a-z-]*) +(\(default\) +)?[A-Z]/)
    .map { String($0.1) }

  /// The lines under "Examples:" of every help text, and whose it is.
  static let ofHelp: [(command: String, line: String)] = ([""] + commands).flatMap { command in
    let lines = help(command.isEmpty ? [] : [command]).split(
      separator: "\n", omittingEmptySubsequences: false)
    let examples = lines.drop { $0 != "Examples:" }.dropFirst().prefix { $0.hasPrefix("  ") }
    return examples.map { (command, String($0.drop { $0 == " " })) }
  }

  /// The commands of the README from top to bottom, without their comments.
  static let ofReadme = readme.split(separator: "```\n").flatMap(commands)

  private static let readme = String(decoding: Fixture.bytes(of: "../README.md"), as: UTF8.self)

  /// The first lines of a text, as long as they are commands.
  private static func commands(in text: Substring) -> [String] {
    text.split(separator: "\n").prefix { $0.firstMatch(of: /^fob( [^ ]|  +#)/) != nil }.map {
      String($0.split(separator: " #")[0].reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Runs before there are tests that could wait for it.
  private static func help(_ words: [String]) -> String {
    let command = ([fobProgram] + words + ["--help"]).map { "'\($0)'" }.joined(separator: " ")
    guard let pipe = unsafe popen(command, "r") else { return "" }
    defer { unsafe pclose(pipe) }
    var (text, buffer): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 4096))
    while case let count = unsafe fread(&buffer, 1, buffer.count, pipe), count > 0 {
      text += buffer.prefix(count)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
