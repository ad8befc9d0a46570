internal import Secrets

/// What one member of a sync group says about its members, signed, for good (Sync, *Members*).
struct MemberStatement: Sendable {
  /// The public keys of a device.
  struct Keys: Sendable, Equatable {
    let signing: [UInt8]
    let box: [UInt8]
  }

  enum Act: Sendable, Equatable {
    /// The first device: the hash of this statement is the group's id.
    case found(Keys)
    /// Another device belongs to the group.
    case add(Keys)
    /// Whoever holds this signing key may add one device, until a Unix time in seconds.
    case invite(signing: [UInt8], ends: UInt64)
    /// A device, or an invitation, does not belong to the group any more. What it added stays only
    /// where the hash of that statement is among these.
    case revoke(keeps: Set<ID128>)
  }

  let act: Act
  /// Whom it is about.
  let subject: ID128
  /// Who signed it.
  let signer: ID128
  let body: [UInt8]
  let signature: [UInt8]
  /// Names the statement.
  let hash: ID128

  /// The most bytes of a statement.
  static let longest = 65_536
  private static let context = Array("fob member statement v1".utf8)

  /// Says something.
  init(
    _ act: Act, about subject: ID128, in group: ID128?, as signer: ID128,
    signedBy key: borrowing SigningKey
  ) {
    (self.act, self.subject, self.signer) = (act, subject, signer)
    var writer = MetadataWriter()
    writer.write(MemberStatement.value(act, subject, group, signer))
    body = writer.metadata
    signature = key.signature(of: MemberStatement.context + body)
    hash = MemberStatement.hash(of: body)
  }

  /// Reads one; `nil` where it is none of this version, or belongs to another group.
  init?(_ value: Value, in group: ID128) {
    guard let pair = value.list, pair.count == 2, let body = pair[0].bytes,
      let signature = pair[1].bytes, body.count <= MemberStatement.longest,
      let map = try? MetadataReader.value(from: body.span, secrets: nil).map,
      let act = Act(map), let subject = map["device"]?.bytes.flatMap({ ID128($0) }),
      let signer = map["signer"]?.bytes.flatMap({ ID128($0) })
    else { return nil }
    (self.act, self.subject, self.signer) = (act, subject, signer)
    (self.body, self.signature, hash) = (body, signature, MemberStatement.hash(of: body))
    let isFirst = map["group"] == nil && hash == group && subject == signer
    guard isFirst || map["group"]?.bytes == group.bytes else { return nil }
  }

  var value: Value { .list([.bytes(body), .bytes(signature)]) }

  func isSigned(by signing: [UInt8]) -> Bool {
    SigningKey.isValid(signature, of: MemberStatement.context + body, by: signing)
  }

  /// The key with which its subject may sign other statements.
  var signingKey: [UInt8]? {
    switch act {
    case .found(let keys), .add(let keys): keys.signing
    case .invite(let signing, _): signing
    case .revoke: nil
    }
  }

  /// The keys of the device that it brings in.
  var deviceKeys: Keys? {
    switch act {
    case .found(let keys), .add(let keys): keys
    case .invite, .revoke: nil
    }
  }

  private static func hash(of body: [UInt8]) -> ID128 {
    var hash = Blake2b(context: context, length: 16)
    hash.update(body.span)
    return ID128(hash.digest()) ?? .zero
  }

  private static func value(
    _ act: Act, _ subject: ID128, _ group: ID128?, _ signer: ID128
  ) -> Value {
    var map = KeyedTable<Value>()
    map["device"] = .bytes(subject.bytes)
    map["group"] = group.map { .bytes($0.bytes) }
    map["signer"] = .bytes(signer.bytes)
    act.write(to: &map)
    return .map(map)
  }
}

extension MemberStatement.Act {
  fileprivate func write(to map: inout KeyedTable<Value>) {
    switch self {
    case .found(let keys): keys.write("found", to: &map)
    case .add(let keys): keys.write("add", to: &map)
    case .invite(let signing, let ends):
      map["act"] = .text("invite")
      map["sign"] = .bytes(signing)
      map["ends"] = .unsigned(ends)
    case .revoke(let keeps):
      map["act"] = .text("revoke")
      map["keeps"] = .list(keeps.sorted().map { .bytes($0.bytes) })
    }
  }

  fileprivate init?(_ map: KeyedTable<Value>) {
    switch map["act"]?.text {
    case "found":
      guard let keys = MemberStatement.Keys(map) else { return nil }
      self = .found(keys)
    case "add":
      guard let keys = MemberStatement.Keys(map) else { return nil }
      self = .add(keys)
    case "invite":
      guard let signing = map["sign"]?.bytes, let ends = map["ends"]?.unsigned else { return nil }
      self = .invite(signing: signing, ends: ends)
    case "revoke":
      guard let list = map["keeps"]?.list else { return nil }
      self = .revoke(keeps: Set(list.compactMap { $0.bytes.flatMap { ID128($0) } }))
    default: return nil
    }
  }
}

extension MemberStatement.Keys {
  fileprivate func write(_ act: String, to map: inout KeyedTable<Value>) {
    map["act"] = .text(act)
    map["sign"] = .bytes(signing)
    map["box"] = .bytes(box)
  }

  fileprivate init?(_ map: KeyedTable<Value>) {
    guard let signing = map["sign"]?.bytes, signing.count == SigningKey.publicKeyLength,
      let box = map["box"]?.bytes, box.count == LetterBox.publicKeyLength
    else { return nil }
    (self.signing, self.box) = (signing, box)
  }
}
