/// A code that was read.
public struct Code: Sendable, Equatable {
  /// Its bytes exactly as encoded.
  public let payload: [UInt8]
  /// Which of several it is that carry one message together (structured append), where the others
  /// are not in the same picture.
  public let part: Part?

  /// A place among up to 16 codes.
  public struct Part: Sendable, Hashable {
    /// From 1 on.
    public let number: Int
    /// How many there are.
    public let count: Int
    /// All bytes of the whole message under exclusive or.
    public let parity: UInt8
  }
}

/// What a picture gave.
public struct Reading: Sendable {
  private var frames: [[Symbol]] = []
  /// What was seen where there is no code.
  public private(set) var impression: Impression?
  /// What of the file was not looked at, in words: "only the first 60 of 83 pages were read".
  public internal(set) var unseen: [String] = []

  /// The codes, frame by frame, each frame in reading order, each payload once. Parts that are all
  /// there are joined, in the place of the first.
  public var codes: [Code] {
    var all: [Symbol] = []
    for frame in frames { all.add(frame.inReadingOrder()) }
    return all.joined().map { Code(payload: $0.payload, part: $0.part) }
  }

  mutating func add(_ symbols: [Symbol]) {
    frames.append(symbols)
  }

  mutating func notice(_ views: [GreyPicture]) {
    impression = views.first.map(Impression.init)
  }
}

extension [Symbol] {
  /// Puts the parts of a message together where all of them are there and their parity is right.
  func joined() -> [Symbol] {
    var result = self
    for symbol in self {
      guard let first = symbol.part else { continue }
      let numbers = 1...first.count
      let parts = numbers.compactMap { number in
        self.first {
          $0.part == Code.Part(number: number, count: first.count, parity: first.parity)
        }
      }
      let payload = parts.flatMap(\.payload)
      guard parts.count == first.count, payload.reduce(0, ^) == first.parity,
        let place = result.firstIndex(where: { parts.contains($0) })
      else { continue }
      result[place] = Symbol(payload: payload, box: result[place].box)
      result.removeAll { $0.part != nil && parts.contains($0) }
    }
    return result
  }
}
