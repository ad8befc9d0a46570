internal import CDrawing

/// A QR code (ISO/IEC 18004): its modules, rows from the top.
struct Symbol: ~Copyable {
  /// Why a payload gives no code.
  enum Fault: Error { case tooLong, noMemory }

  /// Light modules around a code, as the standard asks for.
  static let quietZone = 4

  /// Modules on a side.
  let size: Int
  /// A byte for each module, 1 where it is dark, and room for more.
  private let modules: [UInt8]

  var version: Int { (size - 17) / 4 }

  /// Draws the code of a payload.
  ///
  /// - Parameters:
  ///   - payload: the bytes.
  ///   - version: 1 to 40, or 0 for the smallest that fits.
  ///   - level: error correction, 0 to 3 for L, M, Q and H.
  /// - Throws: `Fault`.
  init(of payload: Span<UInt8>, version: Int, level: Int) throws(Fault) {
    var modules = [UInt8](repeating: 0, count: fob_widest_symbol * fob_widest_symbol)
    let width = unsafe payload.withUnsafeBufferPointer { payload in
      // An empty buffer may have no address.
      guard let start = payload.baseAddress else { return fob_too_long }
      return unsafe Int(
        fob_draw_symbol(start, payload.count, Int32(version), Int32(level), &modules))
    }
    guard width > 0 else { throw width == fob_no_memory ? .noMemory : .tooLong }
    size = width
    self.modules = modules
  }

  /// A line for each row, a digit for each module, 1 where it is dark.
  var rows: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(size * (size + 1))
    for row in 0..<size {
      for column in 0..<size { text.append(0x30 + modules[row * size + column]) }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// A PNG picture with its quiet zone.
  ///
  /// - Parameter module: pixels on a module's side.
  /// - Returns: the file.
  /// - Throws: `Fault.noMemory`.
  func png(module: Int) throws(Fault) -> [UInt8] {
    let side = (size + 2 * Self.quietZone) * module
    var png = [UInt8](repeating: 0, count: fob_png_bound(Int32(side)))
    let count = unsafe fob_draw_png(
      modules, Int32(size), Int32(module), Int32(Self.quietZone), &png, png.count)
    guard count > 0 else { throw .noMemory }
    png.removeLast(png.count - count)
    return png
  }
}
