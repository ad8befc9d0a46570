public import Secrets

/// A single-use code that a service gave out, for when its authenticator is lost.
public struct BackupCode: Sendable, Equatable {
  /// As the service wrote it: printable ASCII.
  public let text: Secret
  /// When it was added, Unix time in seconds.
  public let added: UInt64
  /// When it was marked as used, Unix time in seconds; `nil` while it is not.
  public let used: UInt64?
  let field: String

  /// The longest that a code may be, in bytes.
  public static let longest = 128

  /// Whether a text can be a code: 1 to 128 bytes of printable ASCII, not only spaces and dashes.
  ///
  /// - Parameter text: any bytes.
  /// - Returns: whether `Vault.addBackupCodes` takes it.
  public static func isCode(_ text: Secret) -> Bool {
    text.withBytes { bytes in
      bytes.count <= longest && bytes.indices.allSatisfy { (0x20..<0x7F).contains(bytes[$0]) }
        && bytes.indices.contains { !isSeparator(bytes[$0]) }
    }
  }

  /// Whether a field of an entry holds a backup code.
  ///
  /// - Parameter field: as the vault format names it.
  /// - Returns: true for those that `TakenAccount.fields` may have of codes.
  public static func isField(_ field: String) -> Bool { BackupCodeField.isOne(field) }

  /// Services print spaces and dashes so that people can read a code; they are not part of it.
  static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
  }
}

extension [BackupCode] {
  /// How many are not used yet.
  public var left: Int { count { $0.used == nil } }
}

/// How backup codes stand in the state that merges (VaultFormat, *Backup codes*).
enum BackupCodeField {
  private static let prefix = "code:"
  private static let nameContext = Array("fob backup code v1".utf8)
  private static let marksContext = Array("fob used codes v1".utf8)

  /// The field of a code: the same on every device, however the code is spaced. The account's secret
  /// goes into it, since a code of eight digits could be guessed from a hash of it alone.
  static func name(of text: Secret, in core: EntryCore) -> String {
    var hash = Blake2b(context: nameContext, length: 16)
    let secret = core.credential.secret
    hash.update(UInt32(secret.count).bigEndianBytes.span)
    secret.withBytes { hash.update($0) }
    normalForm(of: text).withBytes { hash.update($0) }
    return prefix + hash.digest().hexadecimal
  }

  /// Where the marks of an entry's used codes are: an entry of its own that has no life and so is
  /// never purged. A mark stays when the account goes, and is there when it comes back.
  static func marks(of id: EntryID) -> EntryID {
    var hash = Blake2b(context: marksContext, length: 16)
    hash.update(id.bytes.span)
    return ID128(hash.digest()) ?? .zero
  }

  static func isOne(_ field: String) -> Bool { field.hasPrefix(prefix) }

  private static func normalForm(of text: Secret) -> SecretBytes {
    text.withBytes { text in
      SecretBytes(capacity: text.count) { output in
        for index in text.indices where !BackupCode.isSeparator(text[index]) {
          output.append(text[index])
        }
      }
    }
  }
}

/// The value of a backup code's field.
struct StoredBackupCode {
  let text: Secret
  /// The stamp of the change that added it, and its place among the codes of that change.
  let added: Stamp
  let place: UInt64

  var value: Value { .list([.bytes(added.bytes), .unsigned(place), .secret(text)]) }

  init(_ text: Secret, added: Stamp, place: UInt64) {
    (self.text, self.added, self.place) = (text, added, place)
  }

  /// `nil` for a value of another kind.
  init?(_ value: Value) {
    guard let list = value.list, list.count == 3, let added = try? Stamp(list[0]),
      let place = list[1].unsigned, let text = list[2].secret, BackupCode.isCode(text)
    else { return nil }
    self.init(text, added: added, place: place)
  }
}
