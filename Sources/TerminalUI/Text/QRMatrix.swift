/// A QR code as its modules. It shows what the code holds, so it is kept as short as the code is
/// seen.
public struct QRMatrix: Sendable, Equatable {
  /// Light modules around a code: what the standard asks for, and what readers do with as well.
  public static let quietZones = [4, 2]

  /// Modules on a side, without a quiet zone.
  public let size: Int
  /// All modules, rows from the top; true where one is dark.
  public let modules: [Bool]

  /// A code from its modules; `nil` where they are not a square of that size.
  ///
  /// - Parameters:
  ///   - size: modules on a side.
  ///   - modules: all of them, rows from the top.
  public init?(size: Int, modules: [Bool]) {
    guard (0..<1000).contains(size), modules.count == size * size else { return nil }
    (self.size, self.modules) = (size, modules)
  }

  /// Whether a module is dark; those outside are light.
  public subscript(row row: Int, column column: Int) -> Bool {
    guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
    return modules[row * size + column]
  }
}

// Two modules in each character cell, which is about twice as high as it is wide.
extension QRMatrix {
  /// The cells that it takes.
  ///
  /// - Parameter quietZone: light modules on each side.
  /// - Returns: columns and rows of a terminal.
  public func cells(quietZone: Int) -> Size {
    let side = size + 2 * quietZone
    return Size(columns: side, rows: (side + 1) / 2)
  }

  /// The cells from the top, to be drawn dark on light: a space, `▀`, `▄` or `█` for each.
  ///
  /// - Parameter quietZone: light modules on each side.
  /// - Returns: a line for each row of `cells(quietZone:)`, each as wide.
  public func halfBlocks(quietZone: Int) -> [String] {
    stride(from: -quietZone, to: size + quietZone, by: 2).map { row in
      (-quietZone..<size + quietZone).map { column in
        switch (self[row: row, column: column], self[row: row + 1, column: column]) {
        case (false, false): " "
        case (true, false): "▀"
        case (false, true): "▄"
        case (true, true): "█"
        }
      }.joined()
    }
  }
}
