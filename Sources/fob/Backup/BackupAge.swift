/// How long ago a backup was proven to restore.
struct BackupAge {
  private static let daysOfTrust: UInt64 = 90

  /// `nil` where none ever was.
  private let days: UInt64?

  /// - Parameter proven: Unix time in seconds; `nil` for never.
  init(proven: UInt64?) {
    days = proven.map { (max(Clock.seconds, $0) - $0) / 86_400 }
  }

  /// Whether none was ever proven.
  var isUnknown: Bool { days == nil }
  /// Whether it was so long ago that another is due.
  var isOld: Bool { days.map { $0 > BackupAge.daysOfTrust } ?? false }

  /// `last proven to restore 12 days ago`
  var text: String {
    days.map { "last proven to restore \(counted(Int(clamping: $0), "day")) ago" }
      ?? "none was proven to restore yet"
  }
}
