internal import Authenticator
internal import Importers
internal import Secrets

/// What one source gave.
struct ImportReading {
  let result: ImportResult
  /// What was seen, in a few words: "3 codes: 2 accounts, 1 web address".
  let summary: String
  /// Codes that are parts of messages, the rest of which is elsewhere.
  var parts: [ScannedPicture.Code] = []
  /// What of the source was not looked at.
  var unseen: [String] = []

  /// The format, where it is a backup of another app.
  var format: String?
  /// Whether it is a page of a paper backup, which another command reads.
  var isPaper = false
  /// Whether who has the source has the secrets: it has no password of its own.
  var isPlain = true
  /// Whether it is a file that says all by itself, and no picture.
  var isFile = false

  /// What a file gave that is no picture.
  init(_ result: ImportResult, of recognised: RecognisedImport, isPlain: Bool) {
    (self.result, self.isPlain, isFile) = (result, isPlain, true)
    format = recognised.isBackup ? recognised.name : nil
    let accounts = counted(result.accounts.count, "account")
    let others = result.otherEntries
    let words = [format.map { "\(accounts) from \($0)" } ?? accounts]
    summary = (words + (others > 0 ? ["\(others) without a code"] : [])).joined(separator: ", ")
  }

  /// Reads the codes of one picture. A code that is no account is told, and does no harm.
  init(picture: ScannedPicture, arena: SecretArena) {
    parts = picture.codes.filter { $0.part != nil }
    unseen = picture.unseen
    let paper = Set(picture.codes.compactMap { $0.payload.withBytes { PaperCode($0) } })
    isPaper = !paper.isEmpty
    let whole = picture.codes.filter { $0.part == nil }.map(\.payload).filter { payload in
      payload.withBytes { PaperCode($0) } == nil
    }
    let sheet = isPaper ? ["\(PaperScan.summary(of: paper)) of a paper backup"] : []
    let places = parts.compactMap(\.part).map { "part \($0.number) of \($0.count) of a code" }
    let seen = ImportReading.read(whole, arena: arena)
    result = seen.result
    summary =
      picture.codes.isEmpty
      ? picture.impression?.summary ?? "no code found"
      : "\(counted(picture.codes.count, "code")): \((seen.words + sheet + places).joined(separator: ", "))"
  }

  /// Reads a message of several codes.
  init(message: CodeParts.Message, arena: SecretArena) {
    let seen = ImportReading.read([message.payload], arena: arena)
    result = seen.result
    summary = "1 code in \(message.count) parts: \(seen.words.joined(separator: ", "))"
  }

  /// Reads payloads of codes.
  private static func read(
    _ payloads: [Secret], arena: SecretArena
  ) -> (result: ImportResult, words: [String]) {
    var (result, others): (ImportResult, [String]) = (ImportResult(), [])
    for payload in payloads {
      payload.withBytes { payload in
        do throws(ImportError) {
          result.add(try Importers.read(payload, isCode: true, into: arena))
        } catch {
          others.append(error.what)
        }
      }
    }
    return (result, [counted(result.accounts.count, "account")] + others)
  }
}

extension ImportError {
  /// What the bytes are instead.
  fileprivate var what: String {
    switch self {
    case .unrecognised(let content): content.label
    default: message
    }
  }
}

/// A number of things: "1 account", "2 accounts".
func counted(_ number: Int, _ thing: String) -> String {
  "\(number) \(thing)\(number == 1 ? "" : "s")"
}
