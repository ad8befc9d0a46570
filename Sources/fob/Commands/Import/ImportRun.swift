internal import Authenticator
internal import Importers
internal import Secrets
internal import TerminalUI

/// Reads all sources of one import, tells what was seen in each, and collects what is in them.
final class ImportRun {
  /// Everything that was read, each account once.
  private(set) var result = ImportResult()
  /// The sources that were named and cannot be read, or that are damaged.
  private(set) var failures: [Failure] = []
  /// The sources of which a part was read only.
  private(set) var partlyRead: [String] = []
  /// Messages that several codes carry.
  let parts: CodeParts
  /// The source in which the first picture of a series was seen.
  private var firstPictures: [MigrationBatch.Series: String] = [:]

  /// What could not be read, each with the source in which it stands.
  private var skipped: [(source: String, entry: SkippedEntry)] = []

  /// The positions at which the accounts of another source begin. Pictures, which may show parts of
  /// one export, are one source as long as nothing else comes between.
  private(set) var starts: [Int] = []

  /// The sources that gave accounts, in their order.
  private(set) var readings: [(source: ImportSource, reading: ImportReading)] = []

  private let session: any VaultSession
  /// Gone once all sources are read, and the passwords with it.
  private var password: SourcePassword?
  /// What has a password of its own, to be asked for when all else is read.
  private(set) var locked: [(source: ImportSource, file: OtherAppsFile)] = []
  private let isOnlyOne: Bool
  /// Takes the secrets.
  let arena = SecretArena(chunkSize: 65_536)
  private let progress: Progress?
  /// What was said, where it does not go to standard error.
  private(set) var words: [String] = []
  /// All sources, and those among them that were found in folders and hold no account.
  private var (count, others) = (0, 0)

  /// A run.
  ///
  /// - Parameters:
  ///   - session: tells which accounts are known.
  ///   - isOnlyOne: there is one source, and its failure is told by who runs this.
  ///   - password: of the sources that have one; `nil` leaves them locked.
  ///   - parts: of messages that earlier runs have seen.
  ///   - isSilent: what is to be said stays here, and does not go to standard error.
  init(
    into session: any VaultSession, isOnlyOne: Bool, password: SourcePassword? = nil,
    parts: CodeParts = CodeParts(), isSilent: Bool = false
  ) {
    (self.session, self.isOnlyOne, self.password) = (session, isOnlyOne, password)
    self.parts = parts
    progress = isSilent ? nil : Progress()
  }

  /// Reads sources. One that cannot be read is told, and does not stop the others.
  func read(_ sources: some Sequence<ImportSource>) {
    var queue = ImportQueue(
      arena: arena, isAlive: { self.showProgress() },
      tell: { self.take($0, $1) })
    queue.read(sources)
    progress?.clear()
    // Before passwords are typed, which takes as long as it takes.
    if let progress, progress.elapsed >= 500, count > 1 { say("read \(speed(progress))") }
    unlock()
    tellEnd()
  }

  private func unlock() {
    guard let password else { return }
    for (source, file) in locked {
      do throws(Failure) {
        let reading = try password.unlock(file, from: source.label, into: arena)
        take(reading, from: source)
      } catch {
        fail(source, error)
      }
    }
    (locked, self.password) = ([], nil)
  }

  /// Takes what the first of the locked sources gave in the end.
  func take(unlocked reading: ImportReading) {
    guard !locked.isEmpty else { return }
    take(reading, from: locked.removeFirst().source)
  }

  /// Takes an account in that was typed.
  func take(_ read: ReadAccount) { result.add(read) }

  private func take(_ source: ImportSource, _ outcome: ImportQueue.Outcome) {
    count += 1
    switch outcome {
    case .read(let reading): take(reading, from: source)
    case .locked(let file) where source.isFound && file.isGuess:
      say("\(source.label): perhaps a backup with a password (\(file.kind)); give it by its name")
    case .locked(let file): locked.append((source, file))
    case .other where source.isFound: others += 1
    case .other(let failure), .failed(let failure): fail(source, failure)
    }
    showProgress()
  }

  private func fail(_ source: ImportSource, _ failure: Failure) {
    let named = Failure(
      "\(source.label): \(failure.message)", hint: failure.hint, status: failure.status)
    failures.append(named)
    if !isOnlyOne { say(named.message) }
  }

  private func take(_ reading: ImportReading, from source: ImportSource) {
    readings.append((source, reading))
    take(reading, from: source.label, isFound: source.isFound)
    take(reading.parts, from: source)
  }

  private func take(_ reading: ImportReading, from source: String, isFound: Bool) {
    if reading.isFile { starts.append(result.accounts.count) }
    result.add(reading.result)
    if reading.isFile { starts.append(result.accounts.count) }
    skipped += reading.result.skipped.map { (source, $0) }
    for batch in reading.result.batches where firstPictures[batch.series] == nil {
      firstPictures[batch.series] = source
    }
    let isEmpty =
      reading.result.accounts.isEmpty && reading.result.skipped.isEmpty && reading.parts.isEmpty
    if isFound && isEmpty {
      others += 1
    } else {
      say("\(source): \(reading.summary)\(known(reading.result.accounts))")
    }
    for unseen in reading.unseen { say("\(source): \(unseen)") }
    if !reading.unseen.isEmpty { partlyRead.append(source) }
  }

  /// Takes parts of messages, and what they make whole.
  private func take(_ codes: [ScannedPicture.Code], from source: ImportSource) {
    for code in codes {
      guard let message = parts.add(code, from: source.label) else { continue }
      take(
        ImportReading(message: message, arena: arena), from: listed(message.sources),
        isFound: source.isFound)
    }
  }

  /// How many of these accounts are in the vault already.
  private func known(_ accounts: [ReadAccount]) -> String {
    guard !accounts.isEmpty else { return "" }
    let trial = AddAccounts(accounts.map(\.account), isTrial: true)
    // Where this fails, so does the plan, which says why.
    let additions = (try? session.perform(trial)) ?? []
    let known = additions.count { $0.outcome == .alreadyThere }
    if known == 0 { return "" }
    return known == accounts.count
      ? "; already in the vault" : "; \(known) of them already in the vault"
  }

  private func tellEnd() {
    if others > 0 { say("\(counted(others, "other file")) in folders, without an account") }
  }

  private func showProgress() {
    if let progress, count > 0 { progress.show(speed(progress)) }
  }

  private func speed(_ progress: Progress) -> String {
    let perSecond = UInt64(count) * 1000 / max(progress.elapsed, 1)
    return counted(count, "file") + (perSecond > 0 ? ", \(perSecond) files/s" : "")
  }

  private func say(_ line: String) {
    progress?.clear()
    if progress == nil { words.append(line) } else { Standard.note(line) }
  }
}

extension ImportRun {
  /// What is to be said at the end where not everything could be read.
  var shortfall: Failure? {
    var (words, missing): ([String], [String]) = ([], parts.missing)
    if !failures.isEmpty { words.append("\(counted(failures.count, "source")) could not be read") }
    if !partlyRead.isEmpty {
      let were = partlyRead.count == 1 ? "was" : "were"
      words.append("\(counted(partlyRead.count, "source")) \(were) not wholly read")
    }
    let lost = skipped.count { $0.entry.isLost }
    if !words.isEmpty, !isOnlyOne {
      words.append(
        result.accounts.isEmpty ? "there is no account in the others" : "the others were")
    }
    if lost > 0 {
      words.append("\(lost) \(lost == 1 ? "entry" : "entries") could not be read")
    }
    if missing.count > 1 { missing = ["parts of \(missing.count) codes are missing"] }
    words += missing
    let batches = result.missingBatches.count
    if batches > 0 {
      words.append(
        "\(counted(batches, "picture")) of an export \(batches == 1 ? "is" : "are") missing")
    }
    guard !words.isEmpty else { return nil }
    return Failure(
      words.joined(separator: "; "),
      hint: failures.last?.hint ?? (isSeriesWhole ? nil : "give the pictures of all its parts"),
      status: .unreadableInput)
  }

  private var isSeriesWhole: Bool { parts.missing.isEmpty && result.missingBatches.isEmpty }

  /// What could not be read, in the order of the sources.
  var unreadable: [Unreadable] {
    skipped.map { Unreadable(source: $0.source, entry: $0.entry, isOnlyOne: isOnlyOne) }
  }

  /// The pictures that are missing from Google's series, and where the rest of the series is; then
  /// the codes that are missing from messages of several.
  var missing: [String] {
    result.missingBatches.map { batch in
      let other = firstPictures[batch.series].map { ", the series of \($0)" } ?? ""
      return "\(batch.label)\(other)"
    } + parts.missing
  }

  /// Tells it where there is no plan.
  func tellUnreadable() {
    for entry in unreadable { Standard.note("unreadable: \(entry.text)") }
  }

  /// An entry that could not be read. It may be a secret, so its text is never shown.
  struct Unreadable {
    let source: String
    let entry: SkippedEntry
    fileprivate let isOnlyOne: Bool

    /// Where it stands, what it is called, and why.
    var text: String {
      let place = entry.line.map { "line \($0)" } ?? entry.entry.map { "entry \($0)" }
      let name = entry.name.isEmpty ? nil : DisplayText.escaped(entry.name, columns: 64)
      let who = [isOnlyOne ? nil : source, place, name].compactMap(\.self).joined(separator: ", ")
      return who.isEmpty ? entry.reason.message : "\(who): \(entry.reason.message)"
    }
  }
}

extension SkippedEntry {
  /// Whether it should have been an account: a line of other text in a list is named, and no loss.
  fileprivate var isLost: Bool {
    reason != .content(.text) && reason != .content(.webAddress)
  }
}
