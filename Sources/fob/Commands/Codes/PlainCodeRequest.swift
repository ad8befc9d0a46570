extension CodeRequest {
  /// Reads the question that is asked most, `code QUERY` with at most the options that open a vault,
  /// each in its plain form; `nil` for everything else, which is the parser's.
  ///
  /// The parser asks Swift's runtime about every type that it meets: 7 of the 14.5 million
  /// instructions of such a run, 0.7 ms. What is read here the parser reads to the same question: a
  /// test holds the two together.
  ///
  /// - Parameter arguments: without the program's name.
  init?(plain arguments: ArraySlice<String>) {
    guard arguments.first == "code" else { return nil }
    var (words, access): ([String], VaultAccess) = ([], VaultAccess())
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      if word.first == "-" {
        guard let value = rest.popFirst(), access.take(value, for: word) else { return nil }
      } else {
        words.append(word)
      }
    }
    guard words.count == 1 else { return nil }
    self.init(queries: words, access: access)
  }
}

extension VaultAccess {
  /// Takes the value of an option; false where that is another's, not the first, or none.
  fileprivate mutating func take(_ value: String, for option: String) -> Bool {
    let number = Int32(value)
    let isPath = option == "--vault" || option == "--key-file"
    guard value.first != "-", isPath || number != nil else { return false }
    switch option {
    case "--vault" where path == nil: path = value
    case "--key-file" where keyFile == nil: keyFile = value
    case "--password-fd" where passwordDescriptor == nil: passwordDescriptor = number
    case "--recovery-key-fd" where recoveryKeyDescriptor == nil: recoveryKeyDescriptor = number
    default: return false
    }
    return true
  }
}
