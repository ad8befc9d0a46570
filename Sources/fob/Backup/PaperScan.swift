internal import Authenticator
internal import Secrets
internal import SystemPackage
internal import TerminalUI

/// The codes of paper backups, from scans and photos in any order.
struct PaperScan {
  private var codes: Set<PaperCode> = []

  /// Reads pictures. One that cannot be read is told, and does not stop the others.
  ///
  /// - Parameter files: pictures or PDFs, each with any number of codes.
  init(_ files: [String]) {
    for file in files {
      let shown = DisplayText.escaped(file)
      do throws(Failure) {
        let found = Set(try PaperScan.codes(in: file))
        Standard.note("\(shown): \(PaperScan.summary(of: found))")
        codes.formUnion(found)
      } catch {
        Standard.note("\(shown): \(error.message)")
      }
    }
  }

  /// The one backup whose codes are all there.
  ///
  /// - Throws: `Failure` with `.unreadableInput` where there is none, or several.
  func backup() throws(Failure) -> PaperBackup {
    let backups = Dictionary(grouping: codes, by: \.backup)
    let whole = backups.values.compactMap { PaperCode.join($0) }
    guard let bytes = whole.first else { throw PaperScan.failure(backups) }
    for codes in backups.values { PaperScan.tellRebuilt(in: codes) }
    PaperScan.tellIncomplete(backups)
    guard whole.count == 1 else {
      throw Failure(
        "these are codes of \(whole.count) backups", hint: "give the pages of one",
        status: .unreadableInput)
    }
    do {
      return try PaperBackup(bytes)
    } catch {
      if case .newerVersion = error {
        throw Failure(
          "a newer fob printed this backup", hint: "upgrade fob on this machine", status: .damaged)
      }
      throw Failure("the codes were read, but hold no backup", status: .damaged)
    }
  }

  private static func codes(in file: String) throws(Failure) -> [PaperCode] {
    guard case .picture(let picture, let helper) = try ImportSource(file).material() else {
      throw Failure("this is no backup, and no picture", status: .unreadableInput)
    }
    defer { try? picture.close() }
    let child = try PictureScanner.start(picture, with: helper)
    while child.result == nil { RunningChild.serve([child], milliseconds: 100) }
    guard let result = child.result else { throw .decoderFailed }
    let scanned = try PictureScanner.picture(of: result)
    return scanned.codes.compactMap { code in code.payload.withBytes { PaperCode($0) } }
  }

  /// Which codes these are, such as `codes 1 and 2 of 9`.
  static func summary(of codes: Set<PaperCode>) -> String {
    guard !codes.isEmpty else { return "no code of a paper backup found" }
    return Dictionary(grouping: codes, by: \.backup).values.map { codes in
      "\(numbered(codes.map(\.number).sorted())) of \(codes.first?.count ?? 0)"
    }.joined(separator: "; ")
  }

  private static func tellRebuilt(in codes: [PaperCode]) {
    guard PaperCode.join(codes) != nil, let number = lacking(in: codes).first else { return }
    Standard.note(
      "code \(number), on page \(PaperSheet.page(of: number)), was not read; the others make up for it"
    )
  }

  /// Who wants the newer of two backups must not get the older one unawares.
  private static func tellIncomplete(_ backups: [[UInt8]: [PaperCode]]) {
    let rest = backups.filter { PaperCode.join($0.value) == nil }
    guard !rest.isEmpty else { return }
    Standard.note(
      "there are codes of another backup, which is left, since it is not whole: "
        + failure(rest).message)
  }

  private static func lacking(in codes: [PaperCode]) -> [Int] {
    let there = Set(codes.map(\.number))
    return (1...max(codes.first?.count ?? 1, 1)).filter { !there.contains($0) }
  }

  /// Says what is missing, and on which pages it stands.
  private static func failure(_ backups: [[UInt8]: [PaperCode]]) -> Failure {
    let missing = backups.values.map { codes in
      let lacking = lacking(in: codes)
      guard lacking.count > 1 else { return "the codes do not belong together" }
      let pages = Set(lacking.map(PaperSheet.page)).sorted()
      return "\(numbered(lacking)) of \(codes.first?.count ?? 0) are missing, on "
        + "page\(pages.count == 1 ? "" : "s") \(listed(pages.map(String.init)))"
    }
    return Failure(
      missing.isEmpty ? "there is no code of a paper backup" : missing.joined(separator: "; "),
      hint: missing.isEmpty
        ? "photograph the pages closer, and one by one"
        : "photograph those codes closer, and give all pictures together; any one may be missing",
      status: .unreadableInput)
  }

  private static func numbered(_ numbers: [Int]) -> String {
    "code\(numbers.count == 1 ? "" : "s") \(listed(numbers.map(String.init)))"
  }
}
