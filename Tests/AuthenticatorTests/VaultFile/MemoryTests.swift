import Glibc
import Secrets
import Testing

@testable import Authenticator

/// Searches the memory of this process that can be written. It allocates nothing once it is made,
/// so as not to overwrite what it looks for.
@safe
private struct MemorySearch: ~Copyable {
  private static let size = 1 << 20
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 4096)
  private let maps = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 4096)
  private let memory = unsafe open("/proc/self/mem", O_RDONLY)

  deinit {
    unsafe buffer.deallocate()
    unsafe maps.deallocate()
    close(memory)
  }

  /// Whether the needle stands anywhere.
  func finds(_ needle: MaskedNeedle) -> Bool {
    let file = unsafe open("/proc/self/maps", O_RDONLY)
    defer { close(file) }
    var length = 0
    while case let count = unsafe read(
      file, maps.baseAddress?.advanced(by: length), Self.size - length), count > 0
    {
      length += count
    }
    var line = 0
    while line < length {
      let (start, dash) = number(at: line)
      let (end, space) = number(at: dash + 1)
      if unsafe maps[space + 1] == UInt8(ascii: "r"), unsafe maps[space + 2] == UInt8(ascii: "w"),
        finds(needle, from: start, to: end)
      {
        return true
      }
      line = space
      while line < length, unsafe maps[line] != UInt8(ascii: "\n") { line += 1 }
      line += 1
    }
    return false
  }

  /// A hexadecimal number, and where it ends.
  private func number(at position: Int) -> (Int, end: Int) {
    var (number, end) = (0, position)
    while true {
      switch unsafe maps[end] {
      case let digit where digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9"):
        number = number << 4 | Int(digit - UInt8(ascii: "0"))
      case let digit where digit >= UInt8(ascii: "a") && digit <= UInt8(ascii: "f"):
        number = number << 4 | Int(digit - UInt8(ascii: "a") + 10)
      default: return (number, end)
      }
      end += 1
    }
  }

  /// Reads piece by piece; what the buffer holds of other places does not count.
  private func finds(_ needle: MaskedNeedle, from start: Int, to end: Int) -> Bool {
    let own = unsafe Int(bitPattern: buffer.baseAddress)
    var start = start
    while start < end {
      let count = unsafe pread(
        memory, buffer.baseAddress, min(Self.size, end - start), off_t(start))
      guard count > 0 else { return false }
      let isOwn = start < own + Self.size && own < start + count
      if !isOwn, unsafe needle.isIn(UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
        return true
      }
      start += count == Self.size ? count - 64 : count
    }
    return false
  }
}

/// What a search looks for, at most 64 bytes: the secret itself stands nowhere in it.
private struct MaskedNeedle {
  private static let mask: UInt8 = 0xA5
  private var masked: [UInt8] = []

  /// Takes more memory than it needs, so as not to get, and so hide, what a secret just left.
  init(_ secret: Span<UInt8>) {
    masked.reserveCapacity(4096)
    for index in secret.indices { masked.append(secret[index] ^ Self.mask) }
  }

  func isIn(_ haystack: UnsafeRawBufferPointer) -> Bool {
    var start = 0
    while start + masked.count <= haystack.count, let base = haystack.baseAddress,
      let hit = unsafe memchr(base + start, Int32(masked[0] ^ Self.mask), haystack.count - start)
    {
      start = unsafe UnsafeRawPointer(hit) - base
      if start + masked.count <= haystack.count, unsafe isAt(base + start) { return true }
      start += 1
    }
    return false
  }

  private func isAt(_ place: UnsafeRawPointer) -> Bool {
    for index in 0..<masked.count
    where unsafe place.load(fromByteOffset: index, as: UInt8.self) != masked[index] ^ Self.mask {
      return false
    }
    return true
  }
}

/// What must be found nowhere once all that held it is gone.
private struct Traces: ~Copyable {
  private let search = MemorySearch()
  private var needles: [(name: String, needle: MaskedNeedle)] = []

  init() { needles.reserveCapacity(100) }

  mutating func note(_ name: String, _ secret: borrowing SecretBytes) {
    needles.append((name, secret.withBytes { MaskedNeedle($0) }))
  }

  var found: [String] {
    var found: [String] = []
    for (name, needle) in needles where search.finds(needle) { found.append(name) }
    return found
  }
}

/// Makes a vault with a random secret, PIN and backup code, edits, saves, opens and merges it with
/// all kinds of slots, and drops it all.
private func useVault(_ traces: inout Traces) throws {
  let (arena, secret, pin) = (SecretArena(), Sample.random(20), Sample.random(16))
  let account = Sample.account(type: .yandex, secret: secret, pin: pin)
  var vault = Vault()
  let entries = vault.add([account, account], now: 1_700_000_000_000).map(\.stored.entry)
  var edit = AccountEdit()
  edit.pin = arena.secret(capacity: 4) { $0.append(repeating: 7, count: 4) }
  vault.edit(entries[0], edit, now: 1_700_000_001_000)
  try vault.undo(now: 1_700_000_002_000)
  let code = Sample.randomLetters(24)
  let codes = code.withBytes { BackupCodeText($0) }.codes
  vault.addBackupCodes(codes, to: entries[0], now: 1_700_000_003_000)
  _ = vault.useBackupCode(of: entries[0], now: 1_700_000_004_000)
  let key = MasterKey()
  let recoveryKey = RecoveryKey()
  let password = SecretBytes.random(count: 24)
  let keyFile = KeyFile()
  var header = VaultHeader.new()
  header.slots = [
    Slot(recoveryKey: recoveryKey, wrapping: key, of: header),
    try Slot(password: password, cost: .minimum, wrapping: key, of: header),
    Slot(keyFile: keyFile, wrapping: key, of: header),
    try Slot(password: password, keyFile: keyFile, cost: .minimum, wrapping: key, of: header),
  ]
  let file = try VaultFile(try VaultFile.seal(vault, header: header, key: key))
  let typed = try recoveryKey.text.withBytes { (text) throws(RecoveryKeyError) in
    try RecoveryKey(typed: text)
  }
  let unlocked = try file.unlock(recoveryKey: typed)
  var opened = try file.open(with: unlocked.masterKey)
  opened.merge(try file.open(with: try file.unlock(password: password).masterKey))
  opened.merge(try file.open(with: try file.unlock(keyFile: keyFile).masterKey))
  let both = try file.unlock(password: password, keyFile: keyFile)
  opened.merge(try file.open(with: both.masterKey))
  secret.withBytes { traces.note("the secret", SecretBytes(copying: $0)) }
  pin.withBytes { traces.note("the PIN", SecretBytes(copying: $0)) }
  code.withBytes { traces.note("the backup code", SecretBytes(copying: $0)) }
  traces.note("the master key", key.bytes)
  traces.note("the payload's key", key.payloadKey)
  traces.note("the recovery key", recoveryKey.bytes)
  traces.note("the recovery key as text", recoveryKey.text)
  traces.note("the password", password)
  traces.note("the key file's key", keyFile.bytes)
  traces.note("the key file's slot's key", keyFile.slotKey(salt: header.slots[2].salt))
  let slotKey = try Slot.derive(password, salt: header.slots[1].salt, cost: .minimum)
  traces.note("the password slot's key", slotKey)
  traces.note("the recovery slot's key", recoveryKey.slotKey(salt: header.slots[0].salt))
}

extension Sample {
  /// Random bytes that were never in ordinary memory.
  fileprivate static func random(_ count: Int) -> Secret {
    Secret(SecretBytes.random(count: count))
  }

  /// Random letters that were never in ordinary memory.
  fileprivate static func randomLetters(_ count: Int) -> Secret {
    let random = SecretBytes.random(count: count)
    return random.withBytes { random in
      Secret(
        SecretBytes(capacity: count) { output in
          for index in random.indices { output.append(UInt8(ascii: "a") + random[index] & 15) }
        })
    }
  }
}

/// In processes of their own, so that nothing else in the tests is found.
@Suite
struct `The memory of the process` {
  @Test func `holds no secret and no key once a vault was used and dropped`() async {
    await #expect(processExitsWith: .success) {
      var traces = Traces()
      try useVault(&traces)
      let found = traces.found
      try #require(found == [])
    }
  }

  @Test func `is searched so that a copy in ordinary memory is found`() async {
    await #expect(processExitsWith: .success) {
      let secret = SecretBytes.random(count: 20)
      var traces = Traces()
      traces.note("the secret", secret)
      let copy = secret.withBytes { bytes in bytes.indices.map { bytes[$0] } }
      _ = consume secret
      let found = traces.found
      try #require(found == ["the secret"])
      withExtendedLifetime(copy) {}
    }
  }
}
