internal import SystemPackage

/// The programs that fob has hostile input read by, and what it cannot link statically.
enum HelperProgram: String, CaseIterable {
  /// Reads pictures.
  case scan = "fob-scan"
  /// Has documents and drawings turned into pictures, and those read.
  case convert = "fob-convert"
  /// Draws codes.
  case draw = "fob-draw"
  /// Opens archives and databases.
  case unpack = "fob-unpack"

  /// Where it is: beside fob itself, or where `make install` puts it; never somewhere on PATH.
  ///
  /// - Returns: its path.
  /// - Throws: `Failure` where it is missing.
  func place() throws(Failure) -> FilePath {
    let own = SystemCall.ownExecutable() ?? "/"
    let folder = own.removingLastComponent()
    let places = [
      folder.appending(rawValue),
      folder.removingLastComponent().appending("libexec/fob/\(rawValue)"),
    ]
    guard let place = places.first(where: { SystemCall.resolve($0) != nil }) else {
      throw Failure(
        "\(rawValue) is missing: fob \(task) with it",
        hint: "install fob again; it belongs into \(places[1])")
    }
    return place
  }

  private var task: String {
    switch self {
    case .scan, .convert: "reads pictures"
    case .draw: "draws QR codes"
    case .unpack: "opens archives and databases"
    }
  }
}
