internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// A backup (`.otpauthdb`) or an account (`.otpauth`) of OTP Auth for iOS: AES-CBC under a key that
  /// is the same for everybody, around an archive of Apple's, in which another is sealed with the
  /// password.
  static let otpAuthApp = ImportFormat(
    name: "OTP Auth for iOS", forms: "backup or account, with its password",
    recognises: { document in
      guard document.kind == .binary, document.content.count % 16 == 0,
        let start = document.content.slice(0..<min(16, document.content.count))
      else { return false }
      return OTPAuthWrapping.key(ofBlock: start.foreignBytes) != nil
    },
    read: { (document, context) throws(ImportError) in
      try OTPAuthWrapping(document.bytes).opened(context).read(into: context.arena)
    })
}

/// What everybody can open: `{Version, Salt, IV, WrappedData or Data}`.
private struct OTPAuthWrapping {
  private static let keys = ["Authenticator", "OTPAuth"]
  private static let noIV = [UInt8](repeating: 0, count: 16)
  private let archive: KeyedArchive
  private let root: KeyedArchive.Item

  /// The key with which the first block of a file becomes the beginning of a property list.
  static func key(ofBlock block: [UInt8]) -> Secret? {
    guard block.count == 16 else { return nil }
    return keys.lazy.compactMap { try? ForeignHash.digest(.sha256, of: Secret(utf8: $0)) }
      .first { key in
        let plain = try? ForeignCipher.decrypt(block, key: key, iv: noIV, padding: .none)
        return plain?.foreignBytes.starts(with: BinaryPropertyList.mark) ?? false
      }
  }

  init(_ bytes: [UInt8]) throws(ImportError) {
    guard let key = Self.key(ofBlock: Array(bytes.prefix(16))) else { throw .damaged(.cipher) }
    let plain = try ForeignCipher.decrypt(
      bytes, key: key, iv: Self.noIV, mismatch: .damaged(.structure))
    guard let archive = KeyedArchive(plain.foreignBytes), let root = archive.root else {
      throw .damaged(.structure)
    }
    (self.archive, self.root) = (archive, root)
  }

  /// Opens what the password seals. The first versions have no proof of the password but that an
  /// archive comes out.
  func opened(_ context: ImportContext) throws(ImportError) -> OTPAuthArchive {
    let backup = archive.data("WrappedData", of: root)
    guard let sealed = backup ?? archive.data("Data", of: root),
      let version = archive.number("Version", of: root)
    else { throw .damaged(.structure) }
    switch (backup != nil, version) {
    case (true, 1.1), (false, 1.2):
      let plain = try RNCryptor.open(sealed, context)
      guard let archive = KeyedArchive(plain.foreignBytes) else { throw .damaged(.structure) }
      return OTPAuthArchive(archive)
    case (true, 1.0), (false, 1.1):
      guard let archive = KeyedArchive(try openOld(sealed, context).foreignBytes) else {
        throw .wrongPassword
      }
      return OTPAuthArchive(archive)
    default: throw .refused(.newVersion)
    }
  }

  /// The key is SHA-256 of salt, dash and password; the IV the first bytes of SHA-1 of the one given.
  private func openOld(_ sealed: [UInt8], _ context: ImportContext) throws(ImportError) -> Secret {
    let start = archive.text("IV", of: root).map { Array($0.utf8) } ?? archive.data("IV", of: root)
    guard let start, let salt = archive.text("Salt", of: root), sealed.count % 16 == 0 else {
      throw .damaged(.structure)
    }
    let key = try ForeignHash.digest(
      .sha256, of: Secret(utf8: salt + "-"), try context.requirePassword())
    let iv = try ForeignHash.digest(.sha1, of: Secret(copying: start)).foreignBytes
    return try ForeignCipher.decrypt(sealed, key: key, iv: Array(iv.prefix(16)))
  }
}

/// The folders of a backup with their accounts, or an account alone.
private struct OTPAuthArchive {
  private static let (mostFolders, mostAccounts) = (1000, 100_000)
  private static let types: [Int: CodeType] = [1: .hotp, 2: .totp]
  private static let algorithms = ["", "SHA1", "SHA256", "SHA512", "MD5"]
  private let archive: KeyedArchive

  init(_ archive: KeyedArchive) { self.archive = archive }

  func read(into arena: SecretArena) throws(ImportError) -> ImportResult {
    guard let root = archive.root else { throw .damaged(.structure) }
    var result = ImportResult()
    guard let folders = archive.items("Folders", of: root) else {
      add(root, in: nil, entry: nil, to: &result, arena)
      return result
    }
    guard folders.count <= Self.mostFolders else { throw .tooLarge }
    var number = 0
    for folder in folders {
      guard let folder, let accounts = archive.items("accounts", of: folder) else {
        result.skipped.append(SkippedEntry(reason: .damagedPart))
        continue
      }
      // Many folders may refer to one and the same list.
      guard number + accounts.count <= Self.mostAccounts else { throw .tooLarge }
      let name = archive.text("name", of: folder)
      for account in accounts {
        number += 1
        add(account, in: name, entry: number, to: &result, arena)
      }
    }
    return result
  }

  private func add(
    _ account: KeyedArchive.Item?, in folder: String?, entry: Int?, to result: inout ImportResult,
    _ arena: SecretArena
  ) {
    let fields = account.map(fields)
    result.add(named: fields?.displayName ?? "", entry: entry) { () throws(AccountError) in
      guard var fields else { throw .damaged }
      fields.tags = [folder].compactMap(\.self)
      return try fields.account(into: arena)
    }
  }

  private func fields(of account: KeyedArchive.Item) -> AccountFields {
    var fields = AccountFields()
    fields.type = Self.types[archive.integer("type", of: account).value ?? 0]
    let secret = archive.data("secret", of: account, longest: AccountDraft.longestSecret)
    fields.secret = secret.map { .bytes($0) }
    fields.issuer = archive.text("issuer", of: account)
    fields.name = archive.text("label", of: account)
    let algorithm = archive.integer("algorithm", of: account).value ?? 0
    fields.algorithm =
      Self.algorithms.indices ~= algorithm ? Self.algorithms[algorithm] : String(algorithm)
    fields.digits = archive.integer("digits", of: account)
    if fields.type == .totp { fields.period = archive.integer("period", of: account) }
    fields.counter = archive.integer("counter", of: account)
    return fields
  }
}

extension Explanation {
  fileprivate static let newVersion = Explanation(
    "this is a file of a version of OTP Auth for iOS that is not known here",
    hint: "show the QR code of each account in OTP Auth, and import pictures of them")
}
