internal import Authenticator

/// The name that a backup gets in a folder: `fob-backup-HOST-2026-11-22.fob`, and the second one of a
/// day ends in `-2.fob`.
struct BackupName: Comparable {
  private static let ending = ".fob"

  /// `2026-11-22`.
  let day: String
  /// Counts the backups of a day, from 1.
  let number: UInt32

  /// The name of this machine's first backup of a day.
  init(day: String) { (self.day, number) = (day, 1) }

  private init(day: String, number: UInt32) { (self.day, self.number) = (day, number) }

  /// Reads the name of one of this machine's backups; `nil` for any other.
  init?(_ name: String) {
    let start = BackupName.start
    guard name.hasPrefix(start), name.hasSuffix(BackupName.ending),
      name.utf8.count >= start.utf8.count + 10 + BackupName.ending.utf8.count
    else { return nil }
    let middle = name.dropFirst(start.count).dropLast(BackupName.ending.count)
    day = String(middle.prefix(10))
    let rest = middle.dropFirst(10)
    number = rest.isEmpty ? 1 : UInt32(rest.dropFirst()) ?? 0
    guard day.isDay, text == name else { return nil }
  }

  /// The name itself.
  var text: String {
    BackupName.start + day + (number > 1 ? "-\(number)" : "") + BackupName.ending
  }

  /// The one after it.
  var next: BackupName { BackupName(day: day, number: max(number, number &+ 1)) }

  static func < (left: BackupName, right: BackupName) -> Bool {
    (left.day, left.number) < (right.day, right.number)
  }

  private static var start: String { "fob-backup-\(host)-" }

  /// The machine's name up to the first dot, as far as every file system takes it.
  static var host: String {
    let letters = SystemCall.hostName.prefix { $0 != "." }.prefix(40).map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "-"
    }
    return letters.isEmpty ? "machine" : String(letters)
  }
}

extension String {
  /// Whether it has the shape of `2026-11-22`.
  fileprivate var isDay: Bool {
    utf8.count == 10
      && zip(utf8, "0000-00-00".utf8).allSatisfy { letter, shape in
        shape == 0x30 ? (0x30...0x39).contains(letter) : letter == shape
      }
  }
}
