internal import Authenticator
internal import Secrets

/// One account in a migration code.
struct MigrationEntry {
  private let fields: [Protobuf.Field]
  private let isWhole: Bool
  private let name: [UInt8]
  private let issuer: [UInt8]

  /// Finds the fields of an account.
  init(_ part: Range<Int>, in payload: Span<UInt8>) {
    (fields, isWhole) = Protobuf.fields(part, in: payload)
    name = fields.text(2, in: payload)
    issuer = fields.text(3, in: payload)
  }

  /// The names, to tell which one it was.
  var label: String {
    [issuer, name].map { AccountLabel.text($0[...]) }.filter { !$0.isEmpty }.joined(separator: ":")
  }

  /// Checks the fields.
  func account(in payload: Span<UInt8>, arena: SecretArena) throws(AccountError) -> ReadAccount {
    guard isWhole else { throw .damaged }
    guard let secret = fields.bytes(1) else { throw .missingSecret }
    let type = try type()
    var draft = AccountDraft(
      type: type, secret: arena.secret(copying: payload.extracting(secret)))
    if [name, issuer].contains(where: { String(validating: $0, as: UTF8.self) == nil }) {
      draft.warnings = [.repairedText]
    }
    let label = AccountLabel(name, issuer: AccountLabel.text(issuer[...]))
    (draft.issuer, draft.name, draft.labelPrefix) = (label.issuer, label.name, label.prefix)
    draft.algorithm = try algorithm()
    draft.digits = try digits()
    draft.counter = type == .hotp ? try counter() : nil
    return try draft.account()
  }

  private func type() throws(AccountError) -> CodeType {
    switch fields.number(6) ?? 0 {
    case 0, 2: return .totp
    case 1: return .hotp
    default: throw .unknownType
    }
  }

  private func algorithm() throws(AccountError) -> HashAlgorithm {
    switch fields.number(4) ?? 0 {
    case 0, 1: return .sha1
    case 2: return .sha256
    case 3: return .sha512
    case 4: throw .md5
    default: throw .unknownAlgorithm
    }
  }

  private func digits() throws(AccountError) -> Int {
    switch fields.number(5) ?? 0 {
    case 0, 1: return 6
    case 2: return 8
    default: throw .badDigits
    }
  }

  /// A counter that is left out is 0: Protocol Buffers never write a 0.
  private func counter() throws(AccountError) -> Int {
    guard let counter = Int(exactly: fields.number(7) ?? 0) else { throw .badCounter }
    return counter
  }
}

extension [Protobuf.Field] {
  /// The bytes of a text.
  fileprivate func text(_ field: UInt64, in payload: Span<UInt8>) -> [UInt8] {
    guard let part = bytes(field) else { return [] }
    return part.map { payload[$0] }
  }
}
