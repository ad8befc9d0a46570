internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// A database of KeePass 2, KeePassXC and their kin (`03D9A29A67FB4BB5`), or what they export as
  /// XML (`<KeePassFile>`).
  static let keePass = ImportFormat(
    name: "KeePass", forms: "databases (KDBX 3 and 4) with a password, XML",
    recognises: { $0.kind == .keePass || $0.xml?.name == KeePassDocument.rootName },
    read: { (document, context) throws(ImportError) in
      guard document.kind == .keePass else {
        return try KeePassDocument(document.xml, values: nil).read(into: context.arena)
      }
      let opened = try KDBX(document.bytes).open(context)
      return try KeePassDocument(opened.document, values: opened.values)
        .read(into: context.arena)
    })
}
