internal import Authenticator
internal import Secrets

/// The XML within a KeePass database, or on its own: `<KeePassFile><Meta/><Root><Group>...`.
struct KeePassDocument {
  /// The name of its root.
  static let rootName = "KeePassFile"
  private let root: XMLElement
  private let values: KDBXInnerStream?

  /// - Parameters:
  ///   - root: the document.
  ///   - values: opens what is protected; `nil` where nothing is.
  /// - Throws: `ImportError.damaged` where it is no database.
  init(_ root: XMLElement?, values: KDBXInnerStream?) throws(ImportError) {
    guard let root, root.name == Self.rootName, root["Root"]?["Group"] != nil else {
      throw .damaged(.structure)
    }
    (self.root, self.values) = (root, values)
  }

  /// Reads the entries. Earlier versions of an entry are passed over; entries in the recycle bin go to
  /// the trash.
  func read(into arena: SecretArena) throws(ImportError) -> ImportResult {
    var walk = KeePassWalk(bin: bin)
    walk.visit(root)
    let plain = try values?.decrypt(walk.sealed) ?? walk.sealed
    var result = ImportResult()
    for (number, entry) in zip(1..., walk.entries) {
      var entry = KeePassEntry(entry, protected: plain)
      entry.read(number, into: arena, &result)
    }
    return result
  }

  /// The identifier of the recycle bin, where there is one.
  private var bin: String? {
    let isOff = root["Meta"]?["RecycleBinEnabled"]?.text.trimmed.lowercased() == "false"
    return isOff ? nil : root["Meta"]?["RecycleBinUUID"]?.text.trimmed.nonEmpty
  }
}

/// An entry as it stands in the document.
struct KeePassFields {
  /// A value: text, or where it stands among the protected ones.
  enum Value {
    case plain(String)
    case protected(Range<Int>)
  }

  /// The groups that it lies in, without the outermost.
  var path: [String] = []
  /// Whether it lies in the recycle bin.
  var isDeleted = false
  /// Its own tags, as one text.
  var tags = ""
  /// Its fields in their order.
  var values: [(name: String, value: Value)] = []
}

/// Goes through a document once. One stream encrypts all protected values in the order in which they
/// stand, so none may be missed, wherever it is.
private struct KeePassWalk {
  private let bin: String?
  /// All protected values behind each other.
  private(set) var sealed: [UInt8] = []
  private(set) var entries: [KeePassFields] = []
  private var path: [String] = []
  private var isInHistory = false
  private var isInBin = false

  init(bin: String?) { self.bin = bin }

  /// Visits an element and all within it, which is at most `XMLElement.deepest` deep.
  mutating func visit(_ element: XMLElement) {
    switch element.name {
    case "Group": visitGroup(element)
    case "Entry": visitEntry(element)
    case "History":
      let outer = isInHistory
      isInHistory = true
      visitChildren(of: element)
      isInHistory = outer
    default:
      if element.isProtected { _ = value(of: element) }
      visitChildren(of: element)
    }
  }

  private mutating func visitChildren(of element: XMLElement) {
    for child in element.children { visit(child) }
  }

  private mutating func visitGroup(_ group: XMLElement) {
    let (outerPath, outerBin) = (path, isInBin)
    path.append((group["Name"]?.text ?? "").trimmed)
    if bin != nil, group["UUID"]?.text.trimmed == bin {
      isInBin = true
      // What lies in the bin is told of it by its place, and no tag.
      path.removeLast()
    }
    visitChildren(of: group)
    (path, isInBin) = (outerPath, outerBin)
  }

  private mutating func visitEntry(_ entry: XMLElement) {
    var fields = KeePassFields(
      path: Array(path.dropFirst()), isDeleted: isInBin, tags: entry["Tags"]?.text ?? "")
    for child in entry.children {
      guard child.name == "String" else {
        visit(child)
        continue
      }
      guard let element = child["Value"] else { continue }
      fields.values.append(((child["Key"]?.text ?? "").trimmed, value(of: element)))
    }
    if !isInHistory { entries.append(fields) }
  }

  private mutating func value(of element: XMLElement) -> KeePassFields.Value {
    guard element.isProtected, let bytes = Base64.decode(element.text) else {
      return .plain(element.text)
    }
    sealed += bytes
    return .protected(sealed.count - bytes.count..<sealed.count)
  }
}

extension XMLElement {
  fileprivate var isProtected: Bool { attributes["Protected"]?.lowercased() == "true" }
}
