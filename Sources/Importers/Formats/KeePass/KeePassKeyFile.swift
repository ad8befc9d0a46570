internal import Authenticator
internal import Secrets

/// A key file of KeePass: what it adds to the password.
enum KeePassKeyFile {
  private static let (rawLength, hexadecimalLength, checkLength) = (32, 64, 4)

  /// The bytes that a file stands for: those within its XML (version 1 in base64, version 2 in
  /// hexadecimal digits with a part of their hash), 32 raw bytes or 64 hexadecimal digits; of any
  /// other file its SHA-256.
  ///
  /// - Parameter file: the whole file.
  /// - Returns: the bytes.
  /// - Throws: `ImportError.refused` where the XML is damaged, or of a newer version.
  static func key(_ file: Secret) throws(ImportError) -> Secret {
    if let root = ImportDocument(file).xml, root.name == "KeyFile" {
      return Secret(copying: try key(root))
    }
    if file.count == rawLength { return file }
    let digits = file.count == hexadecimalLength ? file.withBytes { String(text: $0) } : nil
    if let digits, Hexadecimal.isOne(digits), let bytes = Hexadecimal.decode(digits) {
      return Secret(copying: bytes)
    }
    return try ForeignHash.digest(.sha256, of: file)
  }

  private static func key(_ root: XMLElement) throws(ImportError) -> [UInt8] {
    guard let data = root["Key"]?["Data"] else { throw .refused(.damagedKeyFile) }
    let version = root["Meta"]?["Version"]?.text.trimmed ?? "1.0"
    if version.hasPrefix("1.") {
      guard let bytes = Base64.decode(data.text), !bytes.isEmpty else {
        throw .refused(.damagedKeyFile)
      }
      return bytes
    }
    guard version.hasPrefix("2."), let bytes = Hexadecimal.decode(data.text), !bytes.isEmpty else {
      throw .refused(.damagedKeyFile)
    }
    guard let check = data.attributes["Hash"].flatMap(Hexadecimal.decode) else { return bytes }
    let hash = try ForeignHash.digest(.sha256, of: Secret(copying: bytes)).foreignBytes
    guard check.count >= checkLength, hash.starts(with: check) else {
      throw .refused(.damagedKeyFile)
    }
    return bytes
  }
}

extension Explanation {
  fileprivate static let damagedKeyFile = Explanation(
    "the key file is damaged, or of a version that is newer than 2",
    hint: "give another copy of it with --source-key-file")
}
