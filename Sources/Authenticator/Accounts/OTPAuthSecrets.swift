internal import Secrets

// The parts of a URI that are secret: from its bytes into locked memory, through nothing else.

extension OTPAuthParts {
  /// The longest encoded secret that is looked at: each character of it percent-encoded, and a
  /// space after each.
  private static let longestText = AccountDraft.longestSecret * 8 / 5 * 6

  /// The secret: base32, for mOTP hexadecimal text.
  func secret(
    of type: CodeType, in uri: Span<UInt8>, arena: SecretArena, warnings: inout [AccountWarning]
  ) throws(AccountError) -> Secret {
    guard let range = isBareSecret ? label : value("secret") else { throw .missingSecret }
    let text = uri.extracting(range)
    guard text.count <= Self.longestText else { throw .secretTooLong }
    guard type == .motp else { return try base32(text, arena: arena) }
    let isHexadecimal = try isHexadecimal(text)
    if !isHexadecimal { warnings.append(.notHexadecimal) }
    return try plain(text, lowercased: isHexadecimal, arena: arena)
  }

  /// The PIN: base32 of its characters, or the digits themselves. Base32 of text never has only
  /// digits, since its first character is one of A to P.
  func pin(
    in uri: Span<UInt8>, arena: SecretArena, warnings: inout [AccountWarning]
  ) -> Secret? {
    guard let range = value("pin"), !range.isEmpty else { return nil }
    let text = uri.extracting(range)
    let isNumber = text.indices.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[$0])
    }
    let decoded =
      isNumber
      ? try? plain(text, lowercased: false, arena: arena) : try? base32(text, arena: arena)
    guard let decoded, (1...AccountDraft.longestSecret).contains(decoded.count) else {
      warnings.append(.unreadablePIN)
      return nil
    }
    return decoded
  }

  private func base32(_ text: Span<UInt8>, arena: SecretArena) throws(AccountError) -> Secret {
    let capacity = Base32.decodedCapacity(text.count)
    return try arena.secret(capacity: capacity) {
      (output: inout OutputSpan<UInt8>) throws(AccountError) in
      var decoder = Base32.Decoder()
      var position = 0
      while position < text.count {
        let character = try PercentCoding.next(in: text, at: &position, plus: UInt8(ascii: " "))
        guard decoder.take(character, into: &output) else { throw .badSecret }
      }
    }
  }

  /// Text as it stands, or as lower-case hexadecimal digits without what separates them.
  private func plain(
    _ text: Span<UInt8>, lowercased: Bool, arena: SecretArena
  ) throws(AccountError) -> Secret {
    try arena.secret(capacity: text.count) {
      (output: inout OutputSpan<UInt8>) throws(AccountError) in
      var position = 0
      while position < text.count {
        let character = try PercentCoding.next(in: text, at: &position, plus: UInt8(ascii: " "))
        if lowercased && character.hexadecimalValue == nil { continue }
        output.append(lowercased ? character.lowercased : character)
      }
    }
  }

  private func isHexadecimal(_ text: Span<UInt8>) throws(AccountError) -> Bool {
    var position = 0
    while position < text.count {
      let character = try PercentCoding.next(in: text, at: &position, plus: UInt8(ascii: " "))
      guard
        character.hexadecimalValue != nil || character == UInt8(ascii: "-")
          || character.isASCIISpace
      else { return false }
    }
    return true
  }
}
