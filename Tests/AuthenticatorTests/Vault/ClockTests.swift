import Testing

@testable import Authenticator

@Suite
struct `A hybrid clock` {
  private static func clock(latest: Stamp = .zero) -> HybridClock {
    HybridClock(device: Sample.devices[0], latest: latest)
  }

  @Test func `tells the time where it runs ahead`() {
    var clock = Self.clock(latest: Sample.stamp(1000, counter: 5, device: 1))
    #expect(clock.tick(now: 1001) == Sample.stamp(1001))
  }

  @Test(arguments: [0, 999, 1000, Stamp.end, .max] as [UInt64])
  func `counts on where the time went back, stands still or is absurd`(now: UInt64) {
    var clock = Self.clock(latest: Sample.stamp(1000, counter: 5, device: 1))
    #expect(clock.tick(now: now) == Sample.stamp(1000, counter: 6))
  }

  @Test func `goes beyond all that it saw`() {
    var clock = Self.clock()
    clock.saw(Sample.stamp(5000, device: 1))
    clock.saw(Sample.stamp(4000, device: 2))
    #expect(clock.tick(now: 1000) == Sample.stamp(5000, counter: 1))
  }

  @Test func `carries a full counter into the next millisecond`() {
    var clock = Self.clock(latest: Sample.stamp(1000, counter: .max, device: 1))
    #expect(clock.tick(now: 0) == Sample.stamp(1001))
  }

  @Test func `never carries into the year 2200`() {
    let last = Sample.stamp(Stamp.end - 1, counter: .max, device: 1)
    var clock = Self.clock(latest: last)
    #expect(clock.tick(now: 0) == last)
  }

  @Test func `forgets a time of 2200 or later`() {
    var clock = Self.clock(latest: Sample.stamp(Stamp.end))
    #expect(clock.tick(now: 1000) == Sample.stamp(1000))
  }
}
