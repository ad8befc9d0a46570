public import Secrets

/// Backup codes as a service's page or file lists them, read into a list.
///
/// One code stands on a line, or several with two spaces, a tab, a comma, a semicolon or a bar
/// between them. Numbers (`1.`, `01)`), bullets, boxes and quotes before or around a code are not
/// taken for a part of it; what looks like prose is left out, and named by its line.
public struct BackupCodeText: Sendable {
  /// What was left out.
  public struct Skipped: Sendable, Equatable {
    /// Counts from 1.
    public let line: Int
    /// Why it was left out.
    public let reason: Reason
  }

  /// Why something was left out.
  public enum Reason: Sendable, Hashable, CaseIterable {
    /// It reads like words, or has a character that codes do not have.
    case prose
    /// It has fewer than four letters and digits.
    case tooShort
    /// It is longer than `BackupCode.longest`.
    case tooLong
  }

  /// The codes in their order, spaced as they were.
  public private(set) var codes: [Secret] = []
  /// What was left out, in its order.
  public private(set) var skipped: [Skipped] = []
  private static let fewest = 4

  /// Reads codes.
  ///
  /// - Parameters:
  ///   - text: in UTF-8.
  ///   - asIs: whether each line is one code as it stands, whatever it looks like.
  public init(_ text: Span<UInt8>, asIs: Bool = false) {
    let plain = Secret(PlainASCII.fold(text))
    let pieces = plain.withBytes { text in
      TextPieces.lines(of: text).enumerated().map { number, line in
        (number + 1, asIs ? [line] : TextPieces.columns(of: text, in: line))
      }
    }
    for (line, pieces) in pieces {
      for piece in pieces { take(piece, of: plain, line: line, asIs: asIs) }
    }
  }

  private mutating func take(_ piece: Range<Int>, of text: Secret, line: Int, asIs: Bool) {
    let found = text.withBytes { text in
      asIs
        ? text.trimmed(piece)
        : TextPieces.withoutNumber(piece, of: text, expected: codes.count + 1)
    }
    guard !found.isEmpty, let code = text.slice(found) else { return }
    if let reason = BackupCodeText.reason(against: code, asIs: asIs) {
      skipped.append(Skipped(line: line, reason: reason))
    } else {
      codes.append(code)
    }
  }

  private static func reason(against code: Secret, asIs: Bool) -> Reason? {
    guard code.count <= BackupCode.longest else { return .tooLong }
    guard BackupCode.isCode(code) else { return .prose }
    return code.withBytes { code in
      if asIs { return nil }
      guard code.indices.allSatisfy({ isUsual(code[$0]) }), hasGroups(code) else { return .prose }
      let count = code.indices.count { !BackupCode.isSeparator(code[$0]) }
      return count < fewest ? .tooShort : nil
    }
  }

  /// Letters, digits, and what groups and base64 have besides.
  private static func isUsual(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: " -_+/=".utf8.contains(byte)
    }
  }

  /// Groups are of one length, or all have digits; words are neither.
  private static func hasGroups(_ code: Span<UInt8>) -> Bool {
    let groups = TextPieces.split(0..<code.count, of: code) { $0 == UInt8(ascii: " ") }
    guard let first = groups.first else { return false }
    return groups.allSatisfy { $0.count == first.count }
      || groups.allSatisfy { group in group.contains { isDigit(code[$0]) } }
  }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
