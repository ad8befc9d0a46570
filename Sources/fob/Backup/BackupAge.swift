/// How long ago a backup was proven to restore, and what came since.
struct BackupAge {
  private static let daysOfTrust: UInt64 = 90
  /// Where accounts came since.
  private static let fewerDays: UInt64 = 7

  /// `nil` where none ever was.
  private let days: UInt64?
  private let newer: Int

  /// - Parameters:
  ///   - proven: Unix time in seconds; `nil` for never.
  ///   - newer: how many accounts are newer than that backup.
  init(proven: UInt64?, newer: Int) {
    days = proven.map { (max(Clock.seconds, $0) - $0) / 86_400 }
    self.newer = newer
  }

  /// Whether none was ever proven.
  var isUnknown: Bool { days == nil }
  /// Whether it lacks accounts.
  var isIncomplete: Bool { days != nil && newer > 0 }
  /// Whether it was so long ago that another is due.
  var isOld: Bool {
    let most = newer > 0 ? BackupAge.fewerDays : BackupAge.daysOfTrust
    return days.map { $0 > most } ?? false
  }

  /// `last proven to restore 12 days ago; 3 newer accounts are not in it`
  var text: String {
    guard let days else { return "none was proven to restore yet" }
    let proof = "last proven to restore \(counted(Int(clamping: days), "day")) ago"
    guard newer > 0 else { return proof }
    return "\(proof); \(counted(newer, "newer account")) \(newer == 1 ? "is" : "are") not in it"
  }
}
