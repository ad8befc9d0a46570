internal import Secrets

/// What an Android app keeps in `shared_prefs`: `<map><string name="key">value</string></map>`.
struct AndroidPreferences {
  /// The names and texts, in their order.
  let values: [(name: String, value: String)]

  /// The preferences of a document; `nil` where it is none.
  init?(_ document: ImportDocument) {
    guard let root = document.xml, root.name == "map" else { return nil }
    values = root.all("string").compactMap { element in
      element.attributes["name"].map { ($0, element.text) }
    }
  }

  /// The text of a name.
  subscript(_ name: String) -> String? { values.first { $0.name == name }?.value }
}

extension JSONValue {
  /// The JSON that a text has in it; `nil` where it is none.
  init?(in text: String) {
    guard let value = try? JSONValue(parsing: Array(text.utf8).span) else { return nil }
    self = value
  }

  /// The JSON of decrypted bytes.
  ///
  /// - Throws: `ImportError.damaged` where they are none.
  init(opened bytes: Secret) throws(ImportError) {
    guard let value = bytes.withBytes({ try? JSONValue(parsing: $0) }) else {
      throw .damaged(.structure)
    }
    self = value
  }

  /// The bytes that a list has, signed as in Java or not; `nil` where it is none.
  var bytes: [UInt8]? {
    guard let list else { return nil }
    let bytes = list.compactMap { value -> UInt8? in
      guard case .integer(let number) = value, (-128...255).contains(number) else { return nil }
      return UInt8(truncatingIfNeeded: number)
    }
    return bytes.count == list.count ? bytes : nil
  }
}
