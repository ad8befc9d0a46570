internal import Authenticator
internal import Secrets

extension ImportFormat {
  /// The keychain of the command 2fa, `~/.2fa`: `name digits key [counter]` a line.
  static let twoFAKeychain = ImportFormat(
    name: "2fa", forms: "its keychain, ~/.2fa",
    recognises: { TwoFAKeychain.isOne($0) },
    read: { (document, context) in TwoFAKeychain.read(document, into: context.arena) })
}

private enum TwoFAKeychain {
  /// Where the first line of a keychain is looked for, and how long it may be.
  private static let (firstLines, longestLine) = (100, 4096)

  static func isOne(_ document: ImportDocument) -> Bool {
    guard document.kind == .text, beginsLikeOne(document), let text = document.text else {
      return false
    }
    let lines = lines(of: text)
    return lines.contains { isLine($0.words) }
      && lines.count { isLine($0.words) } * 2 > lines.count
  }

  /// Whether one of the first lines is short: a long text is not to be split for nothing.
  private static func beginsLikeOne(_ document: ImportDocument) -> Bool {
    document.content.withBytes { text in
      var lines = TextLines(text)
      while lines.number < firstLines, let line = lines.next() {
        guard line.count <= longestLine else { continue }
        let words = String(text: text.extracting(line)).map { self.words(of: $0[...]) } ?? []
        if isLine(words) { return true }
      }
      return false
    }
  }

  private static func words(of line: Substring) -> [String] {
    line.split { $0 == " " || $0 == "\t" }.map(String.init)
  }

  private static func isLine(_ words: [String]) -> Bool {
    (3...4).contains(words.count) && ["6", "7", "8"].contains(words[1])
      && words[2].utf8.count >= 8
  }

  static func read(_ document: ImportDocument, into arena: SecretArena) -> ImportResult {
    var result = ImportResult()
    for line in lines(of: document.text ?? "") {
      let words = line.words
      result.add(named: words[0], entry: line.number) { () throws(AccountError) in
        guard isLine(words) else { throw .damaged }
        var fields = AccountFields()
        fields.setLabel(words[0])
        fields.digits = LooseNumber(words[1])
        fields.secret = .base32(words[2])
        if words.count > 3 { (fields.type, fields.counter) = (.hotp, LooseNumber(words[3])) }
        return try fields.account(into: arena)
      }
    }
    return result
  }

  private static func lines(of text: String) -> [(number: Int, words: [String])] {
    zip(1..., text.split(omittingEmptySubsequences: false) { $0.isNewline })
      .map { number, line in
        (number, words(of: line))
      }
      .filter { !$0.words.isEmpty }
  }
}
