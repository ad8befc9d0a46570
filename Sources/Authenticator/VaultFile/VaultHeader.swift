/// The part of a vault file that is not encrypted (VaultFormat, *The file*).
public struct VaultHeader: Sendable, Equatable {
  static let magic: [UInt8] = [0x89, 0x66, 0x6F, 0x62, 0x0D, 0x0A, 0x1A, 0x0A]
  static let version: UInt32 = 1
  /// Magic to slot count.
  static let fixedLength = 44
  /// How many ways to open it a vault has.
  public static let slotCounts = 1...32

  /// Names the vault; made with it.
  public let vaultID: ID128
  /// One more with each save.
  public var generation: UInt64
  /// One more with each new master key.
  public var keyEpoch: UInt32
  /// The ways to open it.
  public var slots: [Slot]

  /// What each slot's wrap covers besides the slot: magic, version, vault id.
  var identity: [UInt8] {
    VaultHeader.magic + VaultHeader.version.bigEndianBytes + vaultID.bytes
  }

  /// All that the commitment covers.
  var bytes: [UInt8] {
    identity + generation.bigEndianBytes + keyEpoch.bigEndianBytes
      + UInt32(slots.count).bigEndianBytes + slots.flatMap(\.bytes)
  }

  init(vaultID: ID128, generation: UInt64, keyEpoch: UInt32, slots: [Slot]) {
    self.vaultID = vaultID
    self.generation = generation
    self.keyEpoch = keyEpoch
    self.slots = slots
  }

  /// Reads the start of a file whose checksum is right.
  init(_ file: [UInt8]) throws(VaultError) {
    guard file.count > VaultHeader.fixedLength, let id = ID128(Array(file[12..<28])) else {
      throw .damaged
    }
    vaultID = id
    generation = UInt64(bigEndian: file[28..<36])
    keyEpoch = UInt32(bigEndian: file[36..<40])
    let count = Int(UInt32(bigEndian: file[40..<44]))
    guard generation > 0, keyEpoch > 0, VaultHeader.slotCounts.contains(count),
      file.count > VaultHeader.fixedLength + count * Slot.length
    else { throw .damaged }
    slots = []
    for index in 0..<count {
      let start = VaultHeader.fixedLength + index * Slot.length
      slots.append(try Slot(file[start..<start + Slot.length]))
    }
    guard Set(slots.map(\.id)).count == count else { throw .damaged }
  }
}
