internal import CZBar

/// One QR symbol that was read.
struct Symbol: Equatable {
  /// Its bytes exactly as encoded.
  let payload: [UInt8]
  /// Which of several that carry one message together, where it is one.
  var part: Code.Part?
  /// The box around it, in shares of the picture's width and height.
  let box: Box

  /// A box; y runs downwards.
  struct Box: Equatable {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
  }

  /// More pixels than this are scanned in every second row and column only.
  private static let sparseAbove = 9_000_000

  /// What zbar finds in a picture as it is, in no particular order.
  static func find(in picture: GreyPicture) -> [Symbol] {
    var collector = Collector(picture: picture)
    let density: Int32 = picture.pixels.count > sparseAbove ? 2 : 1
    unsafe withUnsafeMutablePointer(to: &collector) { collector in
      unsafe picture.pixels.withUnsafeBufferPointer { pixels in
        unsafe fob_find_symbols(
          pixels.baseAddress, UInt32(picture.width), UInt32(picture.height), density,
          { collector, symbol in
            guard let symbol = unsafe symbol?.pointee else { return }
            unsafe collector?.assumingMemoryBound(to: Collector.self).pointee.take(symbol)
          }, collector)
      }
    }
    return collector.symbols
  }

  /// Takes symbols over from C while they live.
  private struct Collector {
    let picture: GreyPicture
    var symbols: [Symbol] = []

    mutating func take(_ symbol: fob_symbol) {
      let bytes = unsafe UnsafeBufferPointer(start: symbol.bytes, count: symbol.count)
      let (width, height) = (Double(picture.width), Double(picture.height))
      let box = unsafe Box(
        left: Double(symbol.left) / width, top: Double(symbol.top) / height,
        right: Double(symbol.right) / width, bottom: Double(symbol.bottom) / height)
      unsafe symbols.append(Symbol(payload: Array(bytes), box: box))
    }
  }
}
