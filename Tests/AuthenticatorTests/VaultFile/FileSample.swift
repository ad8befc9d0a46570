import Secrets

@testable import Authenticator

/// A small vault file with one slot, and ways to change it as an attacker would.
struct FileSample: ~Copyable {
  let key = MasterKey()
  let recoveryKey = RecoveryKey()
  let vault: Vault
  let header: VaultHeader
  let bytes: [UInt8]

  init(generation: UInt64 = 1) throws {
    var vault = Sample.vault()
    vault.add([Sample.account("Почта", "боб")], now: 1_700_000_000_000)
    var header = VaultHeader.new()
    header.generation = generation
    header.slots = [Slot(recoveryKey: recoveryKey, wrapping: key, of: header)]
    self.vault = vault
    self.header = header
    bytes = try VaultFile.seal(vault, header: header, key: key)
  }

  /// Where the parts of a file with one slot begin.
  enum Offset {
    static let version = 8
    static let vaultID = 12
    static let generation = 28
    static let keyEpoch = 36
    static let slotCount = 40
    static let slot = 44
    static let commitment = 158
    static let nonce = 190
    static let payload = 214
  }

  /// Makes the checksum anew, which needs no key.
  static func resealed(_ bytes: [UInt8]) -> [UInt8] {
    let body = Array(bytes.dropLast(32))
    var hash = Blake2b()
    hash.update(body.span)
    return body + hash.digest()
  }

  /// The file with one bit changed.
  func flipped(bit: Int) -> [UInt8] {
    var changed = bytes
    changed[bit / 8] ^= 1 << UInt8(bit % 8)
    return changed
  }

  /// Why the file cannot be opened with the recovery key; `nil` where it can.
  func refusal(of bytes: [UInt8]) -> VaultError? {
    do throws(VaultError) {
      let file = try VaultFile(bytes)
      let unlocked = try file.unlock(recoveryKey: recoveryKey)
      _ = try file.open(with: unlocked.masterKey)
      return nil
    } catch {
      return error
    }
  }

  /// Why the file cannot be opened with the master key; `nil` where it can.
  func refusalWithMasterKey(of bytes: [UInt8]) -> VaultError? {
    do throws(VaultError) {
      _ = try VaultFile(bytes).open(with: key)
      return nil
    } catch {
      return error
    }
  }
}

/// Why the bytes are no vault file, as far as can be told without a key.
func refusal(of bytes: [UInt8]) -> VaultError? {
  do throws(VaultError) {
    _ = try VaultFile(bytes)
    return nil
  } catch {
    return error
  }
}

/// A secret of a text's bytes, as it is typed.
func typed(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8).span) }
