import Authenticator
import Fixtures
import Glibc
import Importers
import Secrets
import TestSupport
import Testing

/// Real files that are not ours to keep; `FOB_SAMPLES` names their folder, which has a table of what
/// they hold.
private let samples = SampleTable.samples(
  in: unsafe getenv("FOB_SAMPLES").map { unsafe String(cString: $0) })

@Suite(.enabled(if: !samples.isEmpty)) struct `A real file` {
  @Test(arguments: samples)
  func `opens as its table says`(sample: SampleTable.Sample) throws {
    let recognised = try Importers.recognise(ImportDocument(Secret(bytes: sample.bytes)))
    let password = sample.password.isEmpty ? nil : Secret(text: sample.password)
    let result = try recognised.read(into: SecretArena(), password: password)
    let rows = result.accounts.map(\.account.sampleRow)
    let expected = try sample.rows.map { row in
      // A text of an odd length may end in bits that make no byte.
      Array(row.dropLast()) + [try Secret(base32: row[row.count - 1]).bytes.base32]
    }
    let sorted = { (rows: [[String]]) in rows.map { $0.joined(separator: "\t") }.sorted() }
    #expect(sorted(rows) == sorted(expected), "\(result.skipped)")
  }
}

extension Account {
  /// The account as a table of samples has it.
  fileprivate var sampleRow: [String] {
    let moment = credential.type == .hotp ? Int(counter) : credential.period
    var secret = credential.secret.bytes
    if credential.type == .motp {
      secret = stride(from: 0, to: secret.count - 1, by: 2).compactMap {
        UInt8(String(decoding: secret[$0..<$0 + 2], as: UTF8.self), radix: 16)
      }
    }
    return [
      issuer, name, credential.type.rawValue, credential.algorithm.rawValue,
      String(credential.digits), String(moment), secret.base32,
    ]
  }
}

extension [UInt8] {
  fileprivate var base32: String {
    let text = [UInt8](capacity: Base32.encodedLength(count)) {
      Base32.encode(span, into: &$0)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
