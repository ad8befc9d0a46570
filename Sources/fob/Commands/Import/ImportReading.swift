internal import Authenticator
internal import Importers
internal import Secrets

/// What one source gave.
struct ImportReading {
  let result: ImportResult
  /// What was seen, in a few words: "3 codes: 2 accounts, 1 web address".
  let summary: String

  /// Reads text, or another app's file.
  ///
  /// - Throws: `Failure` with `.unreadableInput` where it is no format that fob knows.
  init(text: Span<UInt8>, arena: SecretArena) throws(Failure) {
    do {
      result = try Importers.read(text, into: arena)
      summary = counted(result.accounts.count, "account")
    } catch {
      throw Failure(error.message, hint: error.hint, status: .unreadableInput)
    }
  }

  /// Reads the codes of one picture. A code that is no account is told, and does no harm.
  init(picture: ScannedPicture, arena: SecretArena) {
    var (read, others): (ImportResult, [String]) = (ImportResult(), [])
    for code in picture.codes {
      if let part = code.part {
        others.append("part \(part.number) of \(part.count) of a code")
        continue
      }
      code.payload.withBytes { payload in
        do throws(ImportError) {
          read.add(try Importers.read(payload, into: arena))
        } catch {
          others.append(error.what)
        }
      }
    }
    result = read
    let seen = [counted(result.accounts.count, "account")] + others
    summary =
      picture.codes.isEmpty
      ? picture.impression?.summary ?? "no code found"
      : "\(counted(picture.codes.count, "code")): \(seen.joined(separator: ", "))"
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
