import Authenticator
import ChildProcesses
import Exporters
import Foundation
import Secrets
import TestSupport
import Testing
import VaultSupport

/// `Tests/Independent/read_export.py`, which leaves the work to programs and libraries of others.
@Suite struct `An export is read by others` {
  private static let password = "correct horse Ω"
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Independent/read_export.py").path

  @Test(arguments: ExportFormat.catalogue.map(\.name))
  func `with the same accounts and codes`(name: String) async throws {
    let format = try #require(ExportFormat.named(name))
    let accounts = SampleAccounts.ofEveryType.filter { format.reasonAgainst($0) == nil }
    var read = try await Self.read(name, as: name)
    if name == "freeotp-plus" {
      // It keys its tokens by their names: one of two with the same has a number.
      #expect(read.count { $0.contains("bob (2)") } == 1)
      read = read.map { $0.replacing("bob (2)", with: "bob") }
    }
    #expect(try read.sorted() == expected(accounts, in: format).sorted())
  }

  /// It knows no HOTP, and its table has no tags.
  @Test func `as by KeePassXC`() async throws {
    guard try await isInstalled("keepassxc-cli") else {
      print("keepassxc-cli is not installed: what it reads of an export was not tried")
      return
    }
    let app = try #require(ExportApp.named("keepassxc"))
    var accounts = SampleAccounts.ofEveryType.filter { app.reasonAgainst($0) == nil }
    for index in accounts.indices { accounts[index].tags = [] }
    let read = try await Self.read("keepass", as: "keepassxc")
    #expect(try read.sorted() == expected(accounts, in: app.format).sorted())
  }

  /// What is read of an export, each account in the words of the script.
  private static func read(_ format: String, as reader: String) async throws -> [String] {
    let vault = try TestVault(SampleAccounts.ofEveryType)
    let isEncrypted = ExportFormat.named(format)?.isEncrypted == true
    let option = isEncrypted ? "--export-password-fd 8 8<<<'\(password)'" : "--plaintext"
    // QR codes as what they say: as pictures they are read in other tests.
    let output = format == "google" ? "- >new" : "new"
    let result = try await vault.shell(
      """
      fob export --to \(format) --output \(output) \(option) || exit
      /usr/bin/python3 -B '\(script)' \(reader) new <<<'\(password)'
      """)
    #expect(result.end == .exited(0), "\(result.error)")
    return result.text.split(separator: "\u{1E}").map(String.init)
  }

  private func expected(_ accounts: [Account], in format: ExportFormat) throws -> [String] {
    try accounts.map { try $0.words(in: format).joined(separator: "\u{1F}") }
  }
}

extension Account {
  /// What stands in a format, and the code.
  fileprivate func words(in format: ExportFormat) throws -> [String] {
    let secret = credential.secret.bytes.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    let pin = String(decoding: self.pin?.bytes ?? [], as: UTF8.self)
    let mostTags = format.parts.contains(.tags) ? .max : format.parts.contains(.firstTag) ? 1 : 0
    let time: UInt64 = 1_700_000_000
    let code =
      switch credential.type {
      case .totp: try credential.code(at: time).text
      case .hotp: try credential.code(counter: counter).text
      case .steam, .yandex, .motp: ""
      }
    return [
      issuer, name, credential.type.rawValue, credential.algorithm.rawValue,
      "\(credential.digits)", "\(credential.type == .hotp ? counter : UInt64(credential.period))",
      secret.joined(), format.parts.contains(.codePINs) ? pin : "",
      format.parts.contains(.notes) ? note : "",
      tags.prefix(mostTags).sorted().joined(separator: "|"),
      format.parts.contains(.pins) && isPinned ? "pinned" : "", code,
    ]
  }
}
