import Authenticator
import Secrets
import TestSupport
import Testing

@Suite struct `Finding an account` {
  private func account(_ issuer: String, _ name: String, tags: [String] = []) -> Account {
    let credential = Credential(type: .totp, secret: Secret(text: "secret"))
    return Account(issuer: issuer, name: name, credential: credential, tags: tags)
  }

  @Test(arguments: ["git", "HUB", "alice@", "EXAMPLE", "work", "WOR", ""])
  func `a part of issuer, name or tag matches in either case`(query: String) {
    let account = account("GitHub", "alice@example.com", tags: ["work"])
    #expect(AccountQuery(query).match(account) == .part)
  }

  @Test(arguments: ["alice work", "git  ALICE", "work hub"])
  func `words that each stand in one of them match`(query: String) {
    #expect(AccountQuery(query).match(account("GitHub", "alice", tags: ["work"])) == .words)
  }

  @Test(arguments: ["gitlab", "GitHub:a", "alice home", "é"])
  func `what stands in none of them does not match`(query: String) {
    #expect(AccountQuery(query).match(account("GitHub", "alice", tags: ["work"])) == nil)
  }

  @Test(arguments: ["GitHub", "alice", "GitHub:alice", "GitHub: alice"])
  func `issuer, name, or both with a colon, match exactly`(query: String) {
    #expect(AccountQuery(query).match(account("GitHub", "alice")) == .exact)
    #expect(AccountQuery(query.uppercased()).match(account("GitHub", "alice")) == .whole)
  }

  @Test func `an accent is the same in one piece and in two`() {
    #expect(AccountQuery("caf\u{E9}").match(account("Cafe\u{301} Noir", "")) == .part)
  }

  @Test func `the best matches are chosen, in their order`() {
    let all = [
      account("Git", "a"), account("GitHub", "b"), account("git", "c"), account("Git", "d"),
    ]
    func names(_ query: String) -> [String] {
      AccountQuery(query).best(of: all) { $0 }.map(\.name)
    }
    #expect(names("Git") == ["a", "d"])
    #expect(names("GIT") == ["a", "c", "d"])
    #expect(names("it") == ["a", "b", "c", "d"])
    #expect(names("svn") == [])
  }
}
