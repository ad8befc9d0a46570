internal import Authenticator
internal import Secrets

/// Reads `otpauth-migration://offline?data=`, what Google Authenticator shows for an export: a
/// Protocol Buffers message in base64, with up to ten accounts.
enum GoogleMigration {
  private static let scheme = "otpauth-migration://"
  /// The most pictures of one export; a larger number in a code is damage.
  private static let largestSeries = 100

  /// Whether text begins with the scheme.
  static func isMigration(_ text: Span<UInt8>) -> Bool { text.holds(scheme) }

  /// Reads one code.
  static func read(
    _ uri: Span<UInt8>, line: Int?, into result: inout ImportResult, arena: SecretArena
  ) {
    guard let data = data(of: uri) else {
      result.skipped.append(SkippedEntry(line: line, reason: .noMigrationData))
      return
    }
    var isWhole = true
    let payload = decoded(uri.extracting(data), isWhole: &isWhole)
    payload.withBytes { payload in
      let (fields, hasEnded) = Protobuf.fields(0..<payload.count, in: payload)
      readEntries(fields, in: payload, line: line, into: &result, arena: arena)
      if let batch = batch(fields) { result.batches.insert(batch) }
      isWhole = isWhole && hasEnded
    }
    if !isWhole { result.skipped.append(SkippedEntry(line: line, reason: .damagedMigration)) }
  }

  private static func readEntries(
    _ fields: [Protobuf.Field], in payload: Span<UInt8>, line: Int?,
    into result: inout ImportResult, arena: SecretArena
  ) {
    var entry = 0
    for field in fields where field.number == 1 {
      guard case .bytes(let part) = field.value else { continue }
      entry += 1
      let parameters = MigrationEntry(part, in: payload)
      do {
        result.add(try parameters.account(in: payload, arena: arena))
      } catch {
        result.skipped.append(
          SkippedEntry(line: line, entry: entry, name: parameters.label, reason: .account(error)))
      }
    }
  }

  /// Which picture of which export this is.
  private static func batch(_ fields: [Protobuf.Field]) -> MigrationBatch? {
    let size = fields.number(3) ?? 0
    let index = fields.number(4) ?? 0
    guard (1...UInt64(largestSeries)).contains(size), index < size else { return nil }
    let id = Int32(truncatingIfNeeded: fields.number(5) ?? 0)
    return MigrationBatch(series: .init(id: id, size: Int(size)), index: Int(index))
  }

  /// Where the value of `data` stands.
  private static func data(of uri: Span<UInt8>) -> Range<Int>? {
    guard uri.count <= OTPAuthURI.longest,
      let query = uri.firstIndex(of: UInt8(ascii: "?"), in: 0..<uri.count),
      let start = (query + 1..<uri.count).first(where: {
        (uri[$0 - 1] == UInt8(ascii: "?") || uri[$0 - 1] == UInt8(ascii: "&"))
          && uri.holds("data=", at: $0)
      })
    else { return nil }
    let value = start + 5..<uri.count
    let end = uri.firstIndex(of: UInt8(ascii: "&"), in: value) ?? uri.count
    return value.lowerBound < end ? value.lowerBound..<end : nil
  }

  /// The payload, as far as the text is base64. A raw `+` that some decoder made a space is a `+`
  /// again.
  private static func decoded(_ text: Span<UInt8>, isWhole: inout Bool) -> SecretBytes {
    SecretBytes(capacity: Base64.decodedCapacity(text.count)) { output in
      var decoder = Base64.Decoder()
      var position = 0
      while isWhole, position < text.count {
        let character = try? PercentCoding.next(in: text, at: &position, plus: UInt8(ascii: "+"))
        let restored = character == UInt8(ascii: " ") ? UInt8(ascii: "+") : character
        isWhole = restored.map { decoder.take($0, into: &output) } ?? false
      }
      isWhole = isWhole && decoder.isWhole
    }
  }
}

extension [Protobuf.Field] {
  /// The last number that a field has; a later one replaces an earlier one.
  func number(_ field: UInt64) -> UInt64? {
    for candidate in reversed() where candidate.number == field {
      if case .number(let value) = candidate.value { return value }
    }
    return nil
  }

  /// Where the last bytes of a field stand.
  func bytes(_ field: UInt64) -> Range<Int>? {
    for candidate in reversed() where candidate.number == field {
      if case .bytes(let part) = candidate.value { return part }
    }
    return nil
  }
}
