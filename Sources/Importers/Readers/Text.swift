internal import Authenticator
internal import Secrets

extension String {
  /// The text without white space around it.
  var trimmed: String { AccountLabel.text(Array(utf8)[...]) }

  /// The text, or `nil` where it is empty or only white space.
  var nonEmpty: String? { trimmed.isEmpty ? nil : self }

  /// Bytes as text, where they are UTF-8, behind a byte order mark or without one.
  ///
  /// - Parameter bytes: the whole text.
  init?(text bytes: Span<UInt8>) {
    let start = bytes.begins(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.init(validating: bytes.extracting(droppingFirst: start).copied, as: UTF8.self)
  }
}

extension Span<UInt8> {
  /// The bytes in ordinary memory, where foreign plaintext may be.
  var copied: [UInt8] { copy }

  /// Whether ASCII text stands at a position, letter for letter.
  func begins(with text: String, at start: Int) -> Bool {
    guard text.utf8.count <= count - start else { return false }
    return zip(start..., text.utf8).allSatisfy { self[$0] == $1 }
  }
}
