internal import Authenticator
internal import Secrets

/// An opened vault as commands see it: it carries out requests, and shows no secret and no key.
///
/// Whether the vault was opened in this process or by the agent makes no difference. What needs
/// secrets (an export) or keys (a new password) opens the vault itself: `VaultOptions.open()`.
protocol VaultSession: AnyObject {
  /// Where the vault lies.
  var store: VaultStore { get }

  /// Carries out a request on the vault as it was read last, or, where it changes something, as it
  /// is on the disk. What it changes is on the disk before this returns.
  ///
  /// - Throws: `Failure`; nothing was changed then.
  func perform<Request: VaultRequest>(_ request: Request) throws -> Request.Answer

  /// Sees to it that the next request is answered from what is on the disk now.
  ///
  /// - Throws: `Failure`; what was read last stays.
  func reload() throws(Failure)

  /// Somebody is there, so that an agent does not lock meanwhile.
  func noteUse()
}

/// A vault that was opened in this process.
final class LocalSession: VaultSession {
  private var opened: OpenVault
  private var sync = SyncWatch()

  init(_ opened: consuming OpenVault) { self.opened = opened }

  var store: VaultStore { opened.store }

  func perform<Request: VaultRequest>(_ request: Request) throws -> Request.Answer {
    try request.answer(from: &opened)
  }

  func reload() throws(Failure) { try opened.reload() }

  /// Goes through a round of sync where one is due; an agent does it by itself.
  func syncIfDue() { sync.follow(&opened) }

  /// The URI of an account, secret and all: this process holds it anyway.
  func uri(of entry: EntryID) -> Secret? {
    opened.vault[entry].map { Secret(OTPAuthURI.bytes(of: $0.account)) }
  }

  func noteUse() {}
}
