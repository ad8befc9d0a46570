internal import Exporters
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// QR codes of an export: as pictures, on the screen one after the other, or as what they say.
struct ExportedCodes {
  private let codes: MigrationCodes

  init(_ codes: MigrationCodes) { self.codes = codes }

  /// Refuses where codes cannot be shown, before a password is asked for.
  static func requireScreen() throws(Failure) {
    guard SystemCall.isTerminal(.standardOutput), SystemCall.isTerminal(.standardInput) else {
      throw Failure(
        "there is no terminal to show the codes on", hint: "give --output FILE", status: .usage)
    }
    do {
      try CursesScreen.check()
    } catch {
      throw failure(error)
    }
  }

  /// - Parameters:
  ///   - output: a picture, numbered where there are several; `-` for what the codes say, one a
  ///     line; `nil` for the screen.
  ///   - replaces: whether pictures may take the place of what is there.
  /// - Throws: `Failure`.
  func write(to output: String?, replaces: Bool) throws {
    guard let output else { return try show() }
    guard output != "-" else { return try print() }
    let pictures = try QRDrawing().pictures(of: codes.payloads())
    let paths =
      pictures.count == 1
      ? [output] : pictures.indices.map { ExportedCodes.numbered(output, $0 + 1) }
    try OutputFile.write(pictures, to: paths, replaces: replaces)
  }

  private func print() throws {
    for payload in codes.payloads() {
      try payload.withBytes { (bytes) throws in try Standard.print(secret: bytes) }
      try Standard.print("")
    }
  }

  private func show() throws(Failure) {
    let matrices = try fitting()
    for (number, matrix) in zip(1..., matrices) {
      let next = number == matrices.count ? "any key ends this" : "any key shows the next"
      do {
        let caption = "\(number) of \(matrices.count)  \(next)"
        let signal = try QRScreen(showing: matrix, caption: caption).run()
        if let signal { SystemCall.end(by: signal) }
      } catch {
        throw ExportedCodes.failure(error)
      }
    }
  }

  /// As few codes as the terminal has room for.
  private func fitting() throws(Failure) -> [QRMatrix] {
    guard let terminal = SystemCall.size(of: .standardOutput) else { return try matrices(1) }
    let size = Size(columns: terminal.columns, rows: terminal.rows)
    var needed: QRMatrix?
    for most in [MigrationCodes.mostAccounts, 5, 3, 2, 1] {
      let matrices = try matrices(most)
      needed = matrices.max { $0.smallestScreen.rows < $1.smallestScreen.rows }
      if matrices.allSatisfy({ $0.fits(in: size) }) { return matrices }
    }
    throw Failure(
      "\(needed?.needs ?? "a code needs more room"), and the terminal has \(size.columns) and "
        + "\(size.rows)",
      hint: "make it larger, or its letters smaller, or give --output FILE")
  }

  private func matrices(_ most: Int) throws(Failure) -> [QRMatrix] {
    try QRDrawing(level: .low).matrices(of: codes.payloads(ofAtMost: most))
  }

  /// `codes.png` becomes `codes-2.png`.
  static func numbered(_ path: String, _ number: Int) -> String {
    let path = FilePath(path)
    let ending = path.extension.map { "." + $0 } ?? ""
    return path.removingLastComponent()
      .appending("\(path.stem ?? "codes")-\(number)\(ending)").string
  }

  private static func failure(_ error: LiveScreenError) -> Failure {
    Failure(error.message, hint: "give --output FILE")
  }
}
