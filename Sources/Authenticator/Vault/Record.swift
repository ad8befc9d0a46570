internal import Secrets

/// How an entry stands in the payload: metadata, and the secrets that it refers to.
struct Record: Sendable {
  let id: EntryID
  let metadata: [UInt8]
  let secrets: [Secret]

  init(id: EntryID, metadata: [UInt8], secrets: [Secret]) {
    self.id = id
    self.metadata = metadata
    self.secrets = secrets
  }

  init(_ entry: Entry) {
    var writer = MetadataWriter()
    writer.write(entry.value)
    self.init(id: entry.id, metadata: writer.metadata, secrets: writer.secrets)
  }

  var secretsLength: Int { secrets.reduce(0) { $0 + $1.count } }

  /// Whether it stands before the other in a payload: by entry id, then by content.
  func comesBefore(_ other: Record) -> Bool {
    id == other.id ? hash.lexicographicallyPrecedes(other.hash) : id < other.id
  }

  /// Orders the records of one entry id.
  var hash: [UInt8] {
    var hash = Blake2b()
    hash.update(id.bytes.span)
    hash.update(UInt32(metadata.count).bigEndianBytes.span)
    hash.update(metadata.span)
    hash.update(UInt32(secretsLength).bigEndianBytes.span)
    for secret in secrets { secret.withBytes { hash.update($0) } }
    return hash.digest()
  }
}

/// A record that this version does not understand: kept byte by byte, and named to the user.
public struct OpaqueRecord: Sendable {
  let record: Record
  /// What is wrong with it.
  public let fault: EntryFault
  /// The issuer and account name, as far as they can be made out.
  public let label: String?
}

/// What a record is read as.
enum ReadRecord {
  case entry(Entry)
  case opaque(OpaqueRecord)
}

extension Entry {
  /// Reads a record, or says why it is kept aside.
  static func read(_ record: Record) -> ReadRecord {
    var value: Value?
    do {
      let read = try MetadataReader.value(from: record.metadata.span, secrets: record.secrets.first)
      value = read
      return .entry(try Entry(id: record.id, read))
    } catch {
      let fault = error as? EntryFault ?? .malformed
      let label = value.flatMap(Entry.label(in:))
      return .opaque(OpaqueRecord(record: record, fault: fault, label: label))
    }
  }

  /// What a user would know the entry by, from metadata that breaks a rule elsewhere.
  private static func label(in value: Value) -> String? {
    let groups = value.map?["fields"]?.list ?? []
    let tables = groups.compactMap { $0.list?.last?.map }
    let names = [Field.issuer, Field.name].compactMap { field in
      tables.compactMap { $0[field]?.text }.last
    }
    return names.isEmpty ? nil : names.joined(separator: ": ")
  }
}
