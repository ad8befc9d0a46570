internal import Authenticator

/// Queries that each find one account alone, for a shell to complete.
///
/// A shell may act on what it completes: bash runs commands that stand in such a word. So a name with
/// a character that any shell reads in its own way is left out, and the account's id stands for it.
struct CompletionWords {
  /// In the order of the accounts.
  let all: [String]

  init(_ accounts: [PublicAccount]) {
    var holders: [String: Int] = [:]
    for account in accounts {
      for name in account.wholeNames { holders[name, default: 0] += 1 }
    }
    all = accounts.flatMap { account in
      let alone = [account.issuer, account.name].filter {
        holders[$0.lowercased()] == 1 && CompletionWords.isHarmless($0)
      }
      guard alone.isEmpty else { return alone }
      let both = "\(account.issuer) \(account.name)"
      let isOnly = AccountQuery(both).best(of: accounts) { $0 }.count == 1
      return [isOnly && CompletionWords.isHarmless(both) ? both : account.id]
    }
  }

  /// Whether no shell reads anything in it: letters and digits of any script, and between them a few
  /// signs that names have.
  private static func isHarmless(_ word: String) -> Bool {
    guard word.count <= 64, let first = word.unicodeScalars.first, first.isLetterOrDigit else {
      return false
    }
    return word.unicodeScalars.allSatisfy {
      $0.isLetterOrDigit || "@._+- ".unicodeScalars.contains($0)
    }
  }
}

extension PublicAccount {
  /// What names it as a whole, in lower case; one name counts once.
  fileprivate var wholeNames: Set<String> {
    Set([issuer, name, "\(issuer):\(name)", "\(issuer): \(name)"].map { $0.lowercased() })
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool {
    guard !isASCII else { return ("a"..."z").contains(self) || isUpperOrDigit }
    return properties.isAlphabetic && !properties.isDefaultIgnorableCodePoint
  }

  private var isUpperOrDigit: Bool { ("A"..."Z").contains(self) || ("0"..."9").contains(self) }
}
