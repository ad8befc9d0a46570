import Glibc
import Secrets
import Testing

@testable import Authenticator

/// What a search looks for: the secret itself stands nowhere in it.
private struct MaskedNeedle {
  private static let mask: UInt8 = 0xA5
  private let masked: [UInt8]

  init(_ secret: Span<UInt8>) {
    masked = secret.indices.map { secret[$0] ^ Self.mask }
  }

  /// How often it stands in the memory of this process that can be written.
  func occurrences() -> Int {
    let memory = unsafe open("/proc/self/mem", O_RDONLY)
    defer { close(memory) }
    return Self.writableRanges().reduce(0) { $0 + occurrences(in: $1, of: memory) }
  }

  /// The readable and writable parts of /proc/self/maps.
  private static func writableRanges() -> [Range<Int>] {
    let maps = unsafe open("/proc/self/maps", O_RDONLY)
    defer { close(maps) }
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = unsafe read(maps, &chunk, chunk.count), count > 0 {
      text += chunk[..<count]
    }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      let ends = words[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      return words[1].hasPrefix("rw") && ends.count == 2 ? ends[0]..<ends[1] : nil
    }
  }

  /// Reads page by page through a buffer, which is wiped, so that it is never found in itself.
  private func occurrences(in range: Range<Int>, of memory: Int32) -> Int {
    let size = 1 << 20
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
    let own = Int(bitPattern: buffer)..<(Int(bitPattern: buffer) + size)
    defer { unsafe buffer.deallocate() }
    var found = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let count = unsafe pread(memory, buffer, min(size, range.upperBound - start), off_t(start))
      guard count > 0 else { break }
      for offset in unsafe offsets(in: UnsafeRawBufferPointer(start: buffer, count: count))
      where !own.contains(start + offset) {
        found += 1
      }
      start += count == size ? count - masked.count : count
    }
    unsafe memset(buffer, 0, size)
    return found
  }

  private func offsets(in buffer: UnsafeRawBufferPointer) -> [Int] {
    var found: [Int] = []
    var start = 0
    while start + masked.count <= buffer.count, let base = buffer.baseAddress,
      let hit = unsafe memchr(base + start, Int32(masked[0] ^ Self.mask), buffer.count - start)
    {
      let offset = unsafe UnsafeRawPointer(hit) - base
      if offset + masked.count <= buffer.count,
        masked.indices.allSatisfy({ unsafe buffer[offset + $0] == masked[$0] ^ Self.mask })
      {
        found.append(offset)
      }
      start = offset + 1
    }
    return found
  }
}

/// What must be found nowhere once all that held it is gone.
private struct Traces {
  private var needles: [(name: String, needle: MaskedNeedle)] = []

  mutating func note(_ name: String, _ secret: borrowing SecretBytes) {
    needles.append((name, secret.withBytes { MaskedNeedle($0) }))
  }

  var found: [String] { needles.filter { $0.needle.occurrences() > 0 }.map(\.name) }
}

/// Makes a vault with a random secret and a random PIN, edits, saves, opens and merges it with both
/// kinds of slots, and drops it all.
private func useVault(_ traces: inout Traces) throws {
  let (arena, secret, pin) = (SecretArena(), Sample.random(20), Sample.random(16))
  let account = Sample.account(type: .yandex, secret: secret, pin: pin)
  var vault = Vault()
  let entries = vault.add([account, account], now: 1_700_000_000_000).map(\.stored.entry)
  var edit = AccountEdit()
  edit.pin = arena.secret(capacity: 4) { $0.append(repeating: 7, count: 4) }
  vault.edit(entries[0], edit, now: 1_700_000_001_000)
  try vault.undo(now: 1_700_000_002_000)
  let key = MasterKey()
  let recoveryKey = RecoveryKey()
  let password = SecretBytes.random(count: 24)
  var header = VaultHeader.new()
  header.slots = [
    Slot(recoveryKey: recoveryKey, wrapping: key, of: header),
    try Slot(password: password, cost: .minimum, wrapping: key, of: header),
  ]
  let file = try VaultFile(try VaultFile.seal(vault, header: header, key: key))
  let typed = try recoveryKey.text.withBytes { (text) throws(RecoveryKeyError) in
    try RecoveryKey(typed: text)
  }
  let unlocked = try file.unlock(recoveryKey: typed)
  var opened = try file.open(with: unlocked.masterKey)
  opened.merge(try file.open(with: try file.unlock(password: password).masterKey))
  secret.withBytes { traces.note("the secret", SecretBytes(copying: $0)) }
  pin.withBytes { traces.note("the PIN", SecretBytes(copying: $0)) }
  traces.note("the master key", key.bytes)
  traces.note("the payload's key", key.payloadKey)
  traces.note("the recovery key", recoveryKey.bytes)
  traces.note("the recovery key as text", recoveryKey.text)
  traces.note("the recovery slot's key", recoveryKey.slotKey(salt: header.slots[0].salt))
  traces.note("the password", password)
  let slotKey = try Slot.derive(password, salt: header.slots[1].salt, cost: .minimum)
  traces.note("the password slot's key", slotKey)
}

extension Sample {
  /// Random bytes that were never in ordinary memory.
  fileprivate static func random(_ count: Int) -> Secret {
    Secret(SecretBytes.random(count: count))
  }
}

/// In processes of their own, so that nothing else in the tests is found.
@Suite
struct `The memory of the process` {
  @Test func `holds no secret and no key once a vault was used and dropped`() async {
    await #expect(processExitsWith: .success) {
      var traces = Traces()
      try useVault(&traces)
      try #require(traces.found == [])
    }
  }

  @Test func `is searched so that a copy in ordinary memory is found`() async {
    await #expect(processExitsWith: .success) {
      let secret = SecretBytes.random(count: 20)
      var traces = Traces()
      traces.note("the secret", secret)
      let copy = secret.withBytes { bytes in bytes.indices.map { bytes[$0] } }
      _ = consume secret
      try #require(traces.found == ["the secret"])
      withExtendedLifetime(copy) {}
    }
  }
}
