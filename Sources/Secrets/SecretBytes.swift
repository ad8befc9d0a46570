internal import CSodium
private import Synchronization

/// Bytes in locked memory between guard pages, with one owner, wiped when the owner ends.
///
/// The memory comes from `sodium_malloc`. Where the limit on locked memory (`RLIMIT_MEMLOCK`) is
/// used up it is not locked, but still guarded, kept out of core dumps and wiped.
/// An allocation takes ten system calls and three memory maps, so keys share one (`KeyPage`); many
/// other small secrets belong in one `SecretArena`.
@safe
public struct SecretBytes: ~Copyable, @unchecked Sendable {
  private let base: UnsafeMutablePointer<UInt8>
  /// The number of bytes.
  public let count: Int

  /// Makes room for `capacity` bytes and lets `fill` write at most that many.
  ///
  /// - Parameters:
  ///   - capacity: the most bytes that `fill` may append.
  ///   - fill: appends the bytes; what it throws is passed on, and what it wrote is wiped.
  /// - Throws: what `fill` throws.
  public init<Failure: Error>(
    capacity: Int, initializingWith fill: (inout OutputSpan<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let memory = unsafe SecretBytes.allocate(capacity)
    var output = unsafe OutputSpan(buffer: memory, initializedCount: 0)
    do {
      try fill(&output)
    } catch {
      unsafe SecretBytes.free(memory.baseAddress.unsafelyUnwrapped)
      throw error
    }
    count = unsafe output.finalize(for: memory)
    unsafe base = memory.baseAddress.unsafelyUnwrapped
  }

  /// Copies `bytes`; the caller wipes the original.
  public init(copying bytes: Span<UInt8>) {
    self.init(capacity: bytes.count) { output in output.append(copying: bytes) }
  }

  /// Random bytes from the operating system, for keys.
  ///
  /// - Parameter count: how many.
  /// - Returns: the bytes, in locked memory.
  public static func random(count: Int) -> SecretBytes {
    SecretBytes(capacity: count) { output in
      unsafe output.append(count: count) { bytes in unsafe randombytes_buf(bytes, count) }
    }
  }

  deinit { unsafe SecretBytes.free(base) }

  /// Lends the bytes for the time of `body`.
  ///
  /// - Parameter body: must not keep a copy of what it sees.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = unsafe UnsafeBufferPointer(start: base, count: count)
    return try unsafe body(buffer.span)
  }

  /// Lends the bytes for change for the time of `body`.
  ///
  /// - Parameter body: must not keep a copy of what it sees.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public mutating func withMutableBytes<Result: ~Copyable, Failure: Error>(
    _ body: (inout MutableSpan<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = unsafe UnsafeMutableBufferPointer(start: base, count: count)
    var span = unsafe buffer.mutableSpan
    return try body(&span)
  }

  /// Lets `fill` write over a part; on failure what it wrote is wiped. It does not mutate as Swift
  /// sees it, so that `fill` may read another part meanwhile; who calls it keeps the parts apart.
  ///
  /// - Returns: how many bytes `fill` appended.
  func overwrite<Failure: Error>(
    _ part: Range<Int>, with fill: (inout OutputSpan<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    precondition(part.lowerBound >= 0 && part.upperBound <= count)
    let memory = unsafe UnsafeMutableBufferPointer(
      start: base + part.lowerBound, count: part.count)
    var output = unsafe OutputSpan(buffer: memory, initializedCount: 0)
    do {
      try fill(&output)
    } catch {
      unsafe sodium_memzero(base + part.lowerBound, part.count)
      throw error
    }
    return unsafe output.finalize(for: memory)
  }

  /// Memory for at least one byte. Running out of it ends the process: there is no secret yet that
  /// could be lost, and no caller that could go on without.
  private static func allocate(_ capacity: Int) -> UnsafeMutableBufferPointer<UInt8> {
    guard let start = unsafe KeyPage.shared.take(capacity) ?? guarded(max(capacity, 1)) else {
      fatalError("no memory for secrets")
    }
    return unsafe UnsafeMutableBufferPointer(start: start, count: capacity)
  }

  private static func free(_ start: UnsafeMutablePointer<UInt8>) {
    if unsafe !KeyPage.shared.giveBack(start) { unsafe sodium_free(start) }
  }

  fileprivate static func guarded(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    guard (try? Sodium.require()) != nil else { return nil }
    return unsafe sodium_malloc(count)?.bindMemory(to: UInt8.self, capacity: count)
  }
}

/// A locked page for whatever is no longer than a key: opening a vault needs eight such secrets for
/// less time than it took to map memory for each (70 of 240 system calls). A place is wiped before
/// it is free again.
@safe
private struct KeyPage: ~Copyable, @unchecked Sendable {
  static let shared = KeyPage()
  private static let placeLength = 64
  private static let places = UInt64.bitWidth

  private let start: UnsafeMutablePointer<UInt8>?
  /// One bit for each place; set where it is free.
  private let free = Mutex<UInt64>(.max)

  init() { unsafe start = SecretBytes.guarded(KeyPage.places * KeyPage.placeLength) }

  /// A free place; `nil` for a longer secret, or where all are taken.
  func take(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    guard count <= KeyPage.placeLength, let start = unsafe start else { return nil }
    let place = free.withLock { free in
      let place = free.trailingZeroBitCount
      free &= free &- 1
      return place
    }
    return unsafe place < KeyPage.places ? start + place * KeyPage.placeLength : nil
  }

  /// Wipes a place and makes it free; `false` where it is none of this page.
  func giveBack(_ memory: UnsafeMutablePointer<UInt8>) -> Bool {
    guard let start = unsafe start else { return false }
    let offset = Int(bitPattern: memory) &- Int(bitPattern: start)
    guard (0..<KeyPage.places * KeyPage.placeLength).contains(offset) else { return false }
    unsafe sodium_memzero(memory, KeyPage.placeLength)
    free.withLock { $0 |= 1 << UInt64(offset / KeyPage.placeLength) }
    return true
  }
}
