import Testing

@testable import fob

@Suite struct `Whether somebody is there` {
  private static func clocks(_ seconds: UInt64, slept: UInt64 = 0) -> Clocks {
    let awake = (1000 + seconds - slept) * 1000
    return Clocks(withSleep: (1000 + seconds) * 1000, withoutSleep: awake...awake)
  }

  @Test func `is told by keys, up to a limit`() {
    var wakefulness = Wakefulness(seconds: 300, at: Self.clocks(0))
    #expect(wakefulness.reasonToLock(at: Self.clocks(299)) == nil)
    wakefulness.noteKey(at: Self.clocks(299))
    #expect(wakefulness.reasonToLock(at: Self.clocks(598)) == nil)
    #expect(wakefulness.reasonToLock(at: Self.clocks(599))?.contains("no key was pressed") == true)
  }

  @Test func `is in doubt after a sleep, once`() {
    var wakefulness = Wakefulness(seconds: 300, at: Self.clocks(0))
    #expect(wakefulness.reasonToLock(at: Self.clocks(60, slept: 50))?.contains("slept") == true)
    #expect(wakefulness.reasonToLock(at: Self.clocks(61, slept: 50)) == nil)
  }

  @Test func `is not in doubt where the two clocks are read one after the other`() {
    var wakefulness = Wakefulness(seconds: 300, at: Self.clocks(0))
    let clocks = Clocks(withSleep: 1_000_500, withoutSleep: 1_000_000...1_000_500)
    #expect(wakefulness.reasonToLock(at: clocks) == nil)
  }

  @Test func `is told to an agent every two seconds at most`() {
    var wakefulness = Wakefulness(seconds: 300, at: Self.clocks(0))
    let told = [1, 2, 3, 4].map { wakefulness.noteKey(at: Self.clocks($0)) }
    #expect(told == [true, false, true, false])
  }
}
