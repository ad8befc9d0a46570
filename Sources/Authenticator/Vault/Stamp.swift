/// When a value was written, in the order of a hybrid logical clock: time, counter, device.
public struct Stamp: Sendable, Hashable, Comparable {
  /// Unix time in milliseconds, 48 bits.
  public let time: UInt64
  /// Tells the stamps of one millisecond apart.
  public let counter: UInt32
  /// Who made it.
  public let device: DeviceID

  /// The smallest stamp; no clock makes it.
  public static let zero = Stamp(time: 0, counter: 0, device: .zero)
  /// The first millisecond of the year 2200: a stamp from there on is not believed.
  static let end: UInt64 = 7_258_118_400_000
  /// Bytes of an encoded stamp.
  static let length = 26

  init(time: UInt64, counter: UInt32, device: DeviceID) {
    self.time = time
    self.counter = counter
    self.device = device
  }

  /// Reads 26 bytes; `nil` for any other number of them.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Stamp.length, let device = ID128(Array(bytes[10...])) else { return nil }
    time = bytes[..<6].reduce(0) { $0 << 8 | UInt64($1) }
    counter = bytes[6..<10].reduce(0) { $0 << 8 | UInt32($1) }
    self.device = device
  }

  var bytes: [UInt8] {
    Array(time.bigEndianBytes[2...]) + counter.bigEndianBytes + device.bytes
  }

  /// Orders as the encoded bytes do.
  public static func < (left: Stamp, right: Stamp) -> Bool {
    (left.time, left.counter, left.device) < (right.time, right.counter, right.device)
  }
}

/// Makes stamps that are greater than all that were made or seen before.
struct HybridClock: Sendable, Equatable {
  let device: DeviceID
  /// The highest stamp that was made or seen.
  private(set) var latest: Stamp

  init(device: DeviceID, latest: Stamp = .zero) {
    self.device = device
    self.latest = latest.time < Stamp.end ? latest : .zero
  }

  /// The next stamp. A wall clock that went back, or lies beyond the year 2200, costs nothing: the
  /// counter carries on. It never carries into the year 2200, since what is stamped so would be
  /// put aside: after the last stamp of all, that one comes again.
  ///
  /// - Parameter now: Unix time in milliseconds.
  /// - Returns: a stamp greater than all before.
  mutating func tick(now: UInt64) -> Stamp {
    if now > latest.time, now < Stamp.end {
      latest = Stamp(time: now, counter: 0, device: device)
    } else if latest.counter < .max {
      latest = Stamp(time: latest.time, counter: latest.counter + 1, device: device)
    } else if latest.time + 1 < Stamp.end {
      latest = Stamp(time: latest.time + 1, counter: 0, device: device)
    }
    return latest
  }

  mutating func saw(_ stamp: Stamp) {
    latest = max(latest, stamp)
  }
}
