internal import Secrets

/// The plaintext of a vault file: records, the local part, padding (VaultFormat, *Payload*).
enum Payload {
  /// Where padding goes from steps of 4 KiB to steps of 16 KiB.
  private static let large = 65_536

  /// A vault as padded plaintext.
  static func encode(_ vault: Vault) -> SecretBytes {
    encode(vault.shared, with: vault.local.value)
  }

  /// What merges, and one more value, as padded plaintext.
  static func encode(_ shared: SharedState, with value: Value) -> SecretBytes {
    let records = shared.records
    var local = MetadataWriter()
    local.write(value)
    let length =
      records.reduce(4) { $0 + 16 + $1.bodyLength } + 8 + local.metadata.count + local.secretsLength
    return SecretBytes(capacity: paddedLength(of: length)) { output in
      output.append(UInt32(records.count).bigEndianBytes)
      for record in records {
        output.append(record.id.bytes)
        output.append(record.metadata, record.secrets)
      }
      output.append(local.metadata, local.secrets)
      output.append(0x80)
      output.append(repeating: 0, count: output.freeCapacity)
    }
  }

  /// Reads what `encode` writes. The vault's secrets stay where they are, in `plaintext`.
  static func decode(_ plaintext: Secret) throws(VaultError) -> Vault {
    let (shared, value) = try parts(of: plaintext)
    return Vault(shared: shared, local: LocalPart(value))
  }

  /// What merges, and the other value; `nil` where that is not understood.
  static func parts(
    of plaintext: Secret
  ) throws(VaultError) -> (shared: SharedState, value: Value?) {
    let content = try unpadded(plaintext)
    var reader = PayloadReader(content)
    let count = try reader.number()
    var records: [Record] = []
    for _ in 0..<count {
      let record = try reader.record(id: try reader.id())
      guard records.last.map({ $0.comesBefore(record) }) ?? true else { throw .damaged }
      records.append(record)
    }
    let local = try reader.record(id: .zero)
    guard reader.isAtEnd else { throw .damaged }
    return (SharedState(records: records), value(of: local))
  }

  private static func value(of record: Record) -> Value? {
    record.secrets.first.flatMap { secrets in
      try? MetadataReader.value(
        from: record.metadata.span, secrets: secrets, deepest: CBOR.deepestLocally)
    }
  }

  private static func paddedLength(of length: Int) -> Int {
    let step = length < large ? 4096 : 16384
    return (length / step + 1) * step
  }

  private static func unpadded(_ plaintext: Secret) throws(VaultError) -> Secret {
    let length = plaintext.withBytes { bytes in
      var end = bytes.count - 1
      while end >= 0, bytes[end] == 0 { end -= 1 }
      return end >= 0 && bytes[end] == 0x80 ? end : -1
    }
    guard length >= 0, paddedLength(of: length) == plaintext.count,
      let content = plaintext.slice(0..<length)
    else { throw .damaged }
    return content
  }
}

/// Walks over the payload; each part is a slice of the same locked memory.
private struct PayloadReader {
  private let content: Secret
  private var position = 0

  init(_ content: Secret) { self.content = content }

  var isAtEnd: Bool { position == content.count }

  mutating func number() throws(VaultError) -> Int {
    Int(try take(4).withBytes { UInt32(bigEndian: $0, in: 0..<4) })
  }

  mutating func id() throws(VaultError) -> EntryID {
    try take(16).withBytes { ID128($0, at: 0) }
  }

  mutating func record(id: EntryID) throws(VaultError) -> Record {
    let metadata = try take(try number()).withBytes { $0.copy }
    return Record(id: id, metadata: metadata, secrets: [try take(try number())])
  }

  private mutating func take(_ length: Int) throws(VaultError) -> Secret {
    guard length <= content.count - position,
      let part = content.slice(position..<position + length)
    else { throw .damaged }
    position += length
    return part
  }
}

extension Record {
  /// Bytes of both lengths, metadata and secrets.
  fileprivate var bodyLength: Int { 8 + metadata.count + secretsLength }
}

extension OutputSpan<UInt8> {
  fileprivate mutating func append(_ bytes: [UInt8]) {
    append(copying: bytes.span)
  }

  fileprivate mutating func append(_ metadata: [UInt8], _ secrets: [Secret]) {
    append(UInt32(metadata.count).bigEndianBytes)
    append(metadata)
    append(UInt32(secrets.reduce(0) { $0 + $1.count }).bigEndianBytes)
    for secret in secrets {
      secret.withBytes { append(copying: $0) }
    }
  }
}
