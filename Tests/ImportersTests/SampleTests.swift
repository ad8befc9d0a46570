import Authenticator
import ChildProcesses
import Fixtures
import Glibc
import Secrets
import TestSupport
import Testing

@testable import Importers

/// Real files that are not ours to keep; `FOB_SAMPLES` names their folder, which has a table of what
/// they hold.
private let samples = SampleTable.samples(
  in: unsafe getenv("FOB_SAMPLES").map { unsafe String(cString: $0) })

@Suite(.enabled(if: !samples.isEmpty)) struct `A real file` {
  @Test(arguments: samples)
  func `opens as its table says`(sample: SampleTable.Sample) async throws {
    let result = try await read(sample.bytes, password: sample.password)
    let rows = result.accounts.map(\.account.sampleRow)
    let expected = try sample.rows.map { row in
      // A text of an odd length may end in bits that make no byte.
      Array(row.dropLast()) + [try Secret(base32: row[row.count - 1]).bytes.base32]
    }
    let sorted = { (rows: [[String]]) in rows.map { $0.joined(separator: "\t") }.sorted() }
    #expect(sorted(rows) == sorted(expected), "\(result.skipped)")
  }

  /// Reads a file as fob does: the helpers open pictures, archives and databases.
  private func read(_ bytes: [UInt8], password: String) async throws -> ImportResult {
    let document = try await document(bytes, password: password)
    let recognised = try Importers.recognise(document)
    do {
      return try recognised.read(
        into: SecretArena(), password: password.isEmpty ? nil : Secret(text: password))
    } catch ImportError.holdsFile(let inner) {
      return try await read(inner.bytes, password: password)
    }
  }

  private func document(_ bytes: [UInt8], password: String) async throws -> ImportDocument {
    switch Content(of: bytes.span) {
    case .zip, .sqlite:
      let finished = try await UnpackRequest(
        bytes, password: password.isEmpty ? nil : Array(password.utf8)
      ).run()
      return try #require(ImportDocument.unpacked(Secret(bytes: finished.output)))
    case .picture:
      let finished = try await run(releasedProgram("fob-scan"), input: bytes)
      let line = try #require(finished.output.split(separator: 0x0A).first)
      let payload = try JSONValue(parsing: Array(line).span)["payload"]?.text
      return ImportDocument(Secret(text: try #require(payload)))
    default: return ImportDocument(Secret(bytes: bytes))
    }
  }
}

extension Account {
  /// The account as a table of samples has it.
  fileprivate var sampleRow: [String] {
    let moment = credential.type == .hotp ? Int(counter) : credential.period
    var secret = credential.secret.bytes
    if credential.type == .motp {
      // Nothing where it is not hexadecimal.
      secret = Hexadecimal.decode(String(decoding: secret, as: UTF8.self)) ?? []
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
