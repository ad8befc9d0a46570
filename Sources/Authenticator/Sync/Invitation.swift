internal import Secrets

/// The file that lets one device into a sync group, opened (Sync, *Pairing*).
public struct Invitation: Sendable {
  /// What such a file starts with.
  public static let start: [UInt8] = [0x89, 0x66, 0x70, 0x61, 0x0D, 0x0A, 0x1A, 0x0A]
  static let version: UInt32 = 1
  /// Magic, version, id.
  static let fixedLength = 28
  /// The longest that such a file may be, in bytes.
  public static let longest = 4_194_304

  /// Of the invitation among the group's members.
  let id: ID128
  let seed: Secret
  let members: MemberList
  let keys: [SyncKey]

  /// The folder's name for the group.
  public var groupName: String { members.group.bytes.hexadecimal }

  /// Opens an invitation.
  ///
  /// - Parameters:
  ///   - file: all of it.
  ///   - code: the words.
  /// - Throws: `InvitationFault`.
  public init(_ file: [UInt8], with code: borrowing PairingCode) throws(InvitationFault) {
    guard file.starts(with: Invitation.start), file.count <= Invitation.longest else {
      throw .foreign
    }
    let sealedStart = Invitation.fixedLength + SealedBox.nonceLength
    guard file.count > sealedStart + SealedBox.overhead else { throw .damaged }
    let version = UInt32(bigEndian: file.span, in: 8..<12)
    guard version == Invitation.version else { throw .newerVersion(version) }
    guard ID128(file.span, at: 12) == code.id else { throw .otherCode }
    guard
      let plaintext = try? SealedBox.open(
        file.span.extracting(sealedStart..<file.count), key: code.key,
        nonce: Array(file[Invitation.fixedLength..<sealedStart]),
        associated: Array(file[..<Invitation.fixedLength])),
      let value = try? Payload.parts(of: Secret(plaintext)).value, let map = value.map,
      let group = map["group"]?.bytes.flatMap({ ID128($0) }),
      let id = map["id"]?.bytes.flatMap({ ID128($0) }), let seed = map["seed"]?.secret,
      seed.count == 32
    else { throw .damaged }
    var members = MemberList(group: group)
    members.join((map["members"]?.list ?? []).compactMap { MemberStatement($0, in: group) })
    (self.id, self.seed, self.members) = (id, seed, members)
    keys = (map["keys"]?.list ?? []).compactMap(SyncKey.init)
  }

  init(id: ID128, seed: Secret, group: SyncGroup) {
    (self.id, self.seed) = (id, seed)
    (members, keys) = (group.members, group.keys)
  }

  /// What the file of an invitation is called. Only whoever cleans up goes by the name.
  static func fileName(_ id: ID128) -> String { "pairing-\(id.bytes.hexadecimal).fob" }

  /// The whole file.
  func sealed(with code: borrowing PairingCode) -> [UInt8] {
    var file = Invitation.start + Invitation.version.bigEndianBytes + code.id.bytes
    let nonce = RandomBytes.make(count: SealedBox.nonceLength)
    let plaintext = Payload.encode(SharedState(), with: value)
    let key = code.key
    let sealed = plaintext.withBytes { plaintext in
      SealedBox.seal(plaintext, key: key, nonce: nonce, associated: file)
    }
    file += nonce + sealed
    return file
  }

  var signingKey: SigningKey { SigningKey(seed: seed.copied) }

  private var value: Value {
    .table([
      ("group", .bytes(members.group.bytes)), ("id", .bytes(id.bytes)), ("seed", .secret(seed)),
      ("members", members.value), ("keys", .list(keys.map(\.value))),
    ])
  }
}

/// Why a file is no invitation that a code opens.
public enum InvitationFault: Error, Equatable, Sendable {
  /// It is no invitation.
  case foreign
  /// It is another code's.
  case otherCode
  /// It is not what was written: half of it, perhaps, that is still under way.
  case damaged
  /// A later version of fob wrote it.
  case newerVersion(UInt32)
}
