/// Whether the programs that read pictures and documents are there, and are of this version.
struct HelperCheck: HealthCheck {
  let name = "helpers"

  func look(at patient: Patient) -> Finding {
    var (missing, foreign): ([String], [String]) = ([], [])
    for helper in HelperProgram.allCases {
      guard let place = try? helper.place() else {
        missing.append(helper.rawValue)
        continue
      }
      let version = Program(at: place).answer(["--version"])
      if version != "\(helper.rawValue) \(Fob.version)\n" { foreign.append(helper.rawValue) }
    }
    guard missing.isEmpty, foreign.isEmpty else {
      let faults = [(missing, "missing"), (foreign, "of another version")].filter { !$0.0.isEmpty }
      return .advice(
        faults.map { "\($0.0.joined(separator: ", ")): \($0.1)" }.joined(separator: "; "),
        remedy: "install fob again, with make install")
    }
    return .fine("all there; \(HelperCheck.kinds)")
  }

  /// Which documents can be read, as not everybody wants the programs that they take.
  private static var kinds: String {
    let answer = (try? HelperProgram.convert.place()).flatMap {
      Program(at: $0).answer(["--kinds"])
    }
    let kinds = (answer ?? "").split(separator: "\n").joined(separator: ", ")
    return kinds.isEmpty ? "no program to read documents with" : "besides pictures: \(kinds)"
  }
}
