/// The ladder's rungs one by one, for the measurement by which their order is chosen.
package enum Trial {
  private static let rungs = Rung.quick + Rung.thorough

  /// The rungs' names.
  package static var names: [String] { rungs.map(\.name) }

  /// What one rung reads in a file.
  ///
  /// - Parameter file: a picture file.
  /// - Returns: what gives the payloads that a rung reads, by its place on the ladder.
  /// - Throws: `PictureError` where the file is no picture that can be read.
  package static func prepare(_ file: [UInt8]) throws -> (Int) -> [[UInt8]] {
    var views: [GreyPicture] = []
    try Picture.forEachFrame(of: file) {
      views += $0
      return true
    }
    return { rung in
      var symbols: [Symbol] = []
      for view in views { symbols.add(rungs[rung].look(view).symbols) }
      return symbols.map(\.payload)
    }
  }

  /// Decodes a file of any bytes and looks at small pictures as the first rung does.
  ///
  /// - Parameter file: any bytes.
  package static func decode(_ file: [UInt8]) {
    _ = try? Picture.forEachFrame(of: file) { views in
      for view in views where view.pixels.count < 100_000 { _ = rungs[0].look(view) }
      return true
    }
  }
}
