internal import Secrets

/// What an entry's codes are computed from. It never changes, and it names the entry.
struct EntryCore: Sendable, Equatable {
  let credential: Credential
  /// Tells entries with the same credential apart; 0 for the first.
  let ordinal: UInt64

  /// The same for the same QR code on every machine. It is never shown: it would confirm a guess of
  /// the secret.
  var id: EntryID {
    var hash = Blake2b(context: EntryCore.context, length: 16)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(40)
    bytes.append(lengthPrefixed: credential.type.rawValue)
    bytes.append(bigEndian: UInt32(credential.secret.count))
    hash.update(bytes.span)
    credential.secret.withBytes { hash.update($0) }
    bytes.removeAll(keepingCapacity: true)
    bytes.append(lengthPrefixed: credential.algorithm.rawValue)
    bytes.append(bigEndian: UInt64(credential.digits))
    bytes.append(bigEndian: UInt64(credential.period))
    bytes.append(bigEndian: ordinal)
    hash.update(bytes.span)
    return ID128(hash.digest()) ?? .zero
  }

  private static let context = Array("fob entry v1".utf8)

  var value: Value {
    .table([
      ("type", .text(credential.type.rawValue)), ("secret", .secret(credential.secret)),
      ("algorithm", .text(credential.algorithm.rawValue)),
      ("digits", .unsigned(UInt64(credential.digits))),
      ("period", .unsigned(UInt64(credential.period))), ("ordinal", .unsigned(ordinal)),
    ])
  }

  init(credential: Credential, ordinal: UInt64) {
    self.credential = credential
    self.ordinal = ordinal
  }

  init(_ value: Value) throws(EntryFault) {
    guard let map = value.map, map.count == 6,
      let type = map["type"]?.text.flatMap(CodeType.init(rawValue:)),
      let secret = map["secret"]?.secret,
      let algorithm = map["algorithm"]?.text.flatMap(HashAlgorithm.init(rawValue:)),
      let digits = map["digits"]?.unsigned.flatMap(Int.init(exactly:)), (1...10).contains(digits),
      let period = map["period"]?.unsigned.flatMap(Int.init(exactly:)),
      (type == .hotp) == (period == 0), let ordinal = map["ordinal"]?.unsigned
    else { throw .unknownCore }
    credential = Credential(
      type: type, secret: secret, algorithm: algorithm, digits: digits, period: period)
    self.ordinal = ordinal
  }
}

extension [UInt8] {
  fileprivate mutating func append(lengthPrefixed text: String) {
    append(bigEndian: UInt32(text.utf8.count))
    append(contentsOf: text.utf8)
  }
}
