import Secrets
import Testing

@testable import Authenticator

@Suite
struct `A vault file` {
  private typealias Offset = FileSample.Offset

  @Test func `opens as it was saved`() throws {
    let sample = try FileSample()
    let file = try VaultFile(sample.bytes)
    let opened = try file.open(with: sample.key)
    #expect(opened == sample.vault)
    #expect(file.header == sample.header)
  }

  @Test func `of an empty vault opens`() throws {
    let sample = try FileSample()
    let bytes = try VaultFile.seal(Vault(), header: sample.header, key: sample.key)
    #expect(try VaultFile(bytes).open(with: sample.key).accounts.isEmpty)
  }

  @Test func `is laid out as VaultFormat says`() throws {
    let bytes = try FileSample(generation: 0x0102_0304_0506_0708).bytes
    #expect(bytes.count == Offset.payload + 4096 + 16 + 32)
    #expect(Array(bytes[..<Offset.vaultID]) == Sample.bytes("89666F620D0A1A0A 00000001"))
    #expect(
      Array(bytes[Offset.generation..<Offset.slot])
        == Sample.bytes(
          "0102030405060708 00000001 00000001"))
    #expect(Array(bytes[Offset.slot..<Offset.slot + 2]) == [2, 0])
    #expect(Array(bytes[Offset.slot + 18..<Offset.slot + 26]) == Array(repeating: 0, count: 8))
  }

  @Test func `shows nothing of what is in it`() throws {
    let sample = try FileSample()
    let other = try VaultFile.seal(sample.vault, header: sample.header, key: sample.key)
    #expect(sample.bytes[..<Offset.nonce] == other[..<Offset.nonce])
    let pairs = zip(sample.bytes, other).dropFirst(Offset.nonce)
    #expect(pairs.filter { $0 == $1 }.count < 100)
  }

  @Test func `does not open with the key of another vault`() throws {
    let sample = try FileSample()
    let other = MasterKey()
    let file = try VaultFile(sample.bytes)
    #expect(throws: VaultError.wrongKey) { _ = try file.open(with: other) }
  }

  @Test(arguments: [0, 33])
  func `has one to 32 slots when it is written`(count: Int) throws {
    let sample = try FileSample()
    var header = sample.header
    header.slots = (0..<count).map { _ in header.slots[0] }
    #expect(throws: VaultError.slotCount) {
      _ = try VaultFile.seal(sample.vault, header: header, key: sample.key)
    }
  }

  @Test func `may have 32 slots`() throws {
    let sample = try FileSample()
    var header = sample.header
    for _ in 1..<32 {
      header.slots.append(
        Slot(recoveryKey: RecoveryKey(), wrapping: sample.key, of: header))
    }
    let bytes = try VaultFile.seal(sample.vault, header: header, key: sample.key)
    #expect(try VaultFile(bytes).header == header)
    #expect(sample.refusal(of: bytes) == nil)
  }
}

@Suite
struct `A damaged vault file` {
  private typealias Offset = FileSample.Offset

  @Test func `is refused with any bit of it changed, without a key`() throws {
    let sample = try FileSample()
    for bit in 0..<sample.bytes.count * 8 {
      let error = refusal(of: sample.flipped(bit: bit))
      switch bit / 8 {
      case ..<8: #expect(error == .notAVault, "bit \(bit)")
      case ..<12 where bit != 11 * 8:
        guard case .newerVersion = error else {
          Issue.record("bit \(bit): \(String(describing: error))")
          continue
        }
      default: #expect(error == .damaged, "bit \(bit)")
      }
    }
  }

  @Test func `is refused wherever it ends early, without a key`() throws {
    let bytes = try FileSample().bytes
    for length in bytes.indices {
      #expect(
        refusal(of: Array(bytes[..<length])) == (length < 8 ? .notAVault : .damaged),
        "\(length) bytes")
    }
  }

  @Test(arguments: [1, 16, 32, 114, 4096])
  func `is refused where bytes are added, without a key`(count: Int) throws {
    let bytes = try FileSample().bytes
    #expect(refusal(of: bytes + Array(repeating: 0, count: count)) == .damaged)
    #expect(refusal(of: bytes + bytes[..<count]) == .damaged)
  }

  @Test(arguments: [2, 3, 0x0100, .max] as [UInt32])
  func `of a later version is told from damage, whatever follows`(version: UInt32) {
    let start = VaultHeader.magic + version.bigEndianBytes
    #expect(refusal(of: start) == .newerVersion(version))
    #expect(refusal(of: start + Array(repeating: 7, count: 500)) == .newerVersion(version))
  }

  @Test func `longer than a vault can be is refused`() throws {
    var bytes = try FileSample().bytes
    bytes += Array(repeating: 0, count: VaultFile.longest - bytes.count + 1)
    #expect(refusal(of: bytes) == .tooLarge)
  }
}

@Suite
struct `A vault file with its checksum made anew` {
  private typealias Offset = FileSample.Offset

  private static func damaged(_ changes: (Int, [UInt8])...) throws -> [UInt8] {
    var bytes = try FileSample().bytes
    for (offset, change) in changes {
      bytes.replaceSubrange(offset..<offset + change.count, with: change)
    }
    return FileSample.resealed(bytes)
  }

  @Test func `is refused with any bit of its header or slot changed, by the commitment`() throws {
    let sample = try FileSample()
    for bit in Offset.vaultID * 8..<Offset.commitment * 8 {
      let changed = FileSample.resealed(sample.flipped(bit: bit))
      let error = sample.refusalWithMasterKey(of: changed)
      #expect(error == .wrongKey || error == .damaged, "bit \(bit)")
    }
  }

  @Test func `is never opened with the recovery key after a change of its header`() throws {
    let sample = try FileSample()
    for byte in Offset.vaultID..<Offset.commitment {
      let changed = FileSample.resealed(sample.flipped(bit: byte * 8 + byte % 8))
      let error = sample.refusal(of: changed)
      #expect(error == .wrongKey || error == .damaged, "byte \(byte)")
    }
  }

  @Test(arguments: [Offset.generation, Offset.keyEpoch, Offset.commitment])
  func `is damaged, and not a wrong key, where a slot opens`(offset: Int) throws {
    let sample = try FileSample()
    #expect(sample.refusal(of: FileSample.resealed(sample.flipped(bit: offset * 8))) == .damaged)
  }

  @Test func `is refused with any byte of nonce or payload changed, by the tag`() throws {
    let sample = try FileSample()
    for byte in Offset.nonce..<sample.bytes.count - 32 {
      let changed = FileSample.resealed(sample.flipped(bit: byte * 8 + byte % 8))
      #expect(sample.refusalWithMasterKey(of: changed) == .damaged, "byte \(byte)")
    }
  }

  @Test func `is refused wherever it ends early`() throws {
    let sample = try FileSample()
    for length in stride(from: 44, to: sample.bytes.count, by: 7) {
      let changed = FileSample.resealed(Array(sample.bytes[..<length]))
      #expect(sample.refusalWithMasterKey(of: changed) == .damaged, "\(length) bytes")
    }
  }

  @Test(arguments: [1, 16, 4096])
  func `is refused where bytes are added`(count: Int) throws {
    let sample = try FileSample()
    let changed = FileSample.resealed(sample.bytes + Array(repeating: 0, count: count))
    #expect(sample.refusalWithMasterKey(of: changed) == .damaged)
  }

  @Test func `of version 0 is refused`() throws {
    #expect(refusal(of: try Self.damaged((Offset.version + 3, [0]))) == .damaged)
  }

  @Test(arguments: [0, 2, 33, 37, .max] as [UInt32])
  func `is refused with another number of slots`(count: UInt32) throws {
    let sample = try FileSample()
    var bytes = sample.bytes
    bytes.replaceSubrange(Offset.slotCount..<Offset.slot, with: count.bigEndianBytes)
    // 2 slots fit into the file: what is read as the second is of an unknown kind, or damaged.
    let error = sample.refusal(of: FileSample.resealed(bytes))
    #expect(error == .damaged)
  }

  @Test func `is refused with one slot id twice`() throws {
    let sample = try FileSample()
    var header = sample.header
    header.slots.append(header.slots[0])
    let bytes = try VaultFile.seal(sample.vault, header: header, key: sample.key)
    #expect(refusal(of: bytes) == .damaged)
  }

  @Test(
    arguments: [
      (1, 0, 8192), (1, 17, 8192), (1, 1, 8191), (1, 1, 1_048_577), (1, .max, .max), (1, 0, 0),
      (2, 1, 0), (2, 0, 8192), (2, 1, 8192),
    ] as [(UInt8, UInt32, UInt32)])
  func `is refused with a slot whose cost is out of bounds`(
    type: UInt8, passes: UInt32, memoryKiB: UInt32
  ) throws {
    let cost = passes.bigEndianBytes + memoryKiB.bigEndianBytes
    let bytes = try Self.damaged((Offset.slot, [type]), (Offset.slot + 18, cost))
    #expect(refusal(of: bytes) == .damaged)
  }
}
