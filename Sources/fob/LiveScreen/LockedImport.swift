internal import Importers
internal import Secrets
internal import Synchronization

/// A file of another app that waits for its password, and then for the key that is derived from it.
/// That is done on a thread of its own, so that the screen stays alive.
final class LockedImport {
  /// What else was read; it takes what the file gives.
  let run: ImportRun
  /// What the question calls it: "phone.json (Aegis)".
  let name: String
  private let file: OtherAppsFile
  private var work: BackgroundWork<Result<ImportReading?, Failure>>?
  private var begin: UInt64 = 0
  private let estimate = Estimate()

  /// `nil` where nothing is locked.
  init?(_ run: ImportRun) {
    guard let (source, file) = run.locked.first else { return nil }
    (self.run, self.file) = (run, file)
    name = "\(source.label) (\(file.kind))"
  }

  /// Whether a key is being derived.
  var isWorking: Bool { work != nil }

  /// How far it is, where that takes longer than half a second.
  var progress: String? {
    let (whole, passed) = (estimate.milliseconds, Clock.monotonicMilliseconds - begin)
    guard isWorking, whole >= 500 else { return nil }
    return "deriving the key: about \((whole + 999) / 1000) s, \(passed / 1000) s so far"
  }

  /// Tries a password.
  ///
  /// - Throws: `Failure`.
  func open(with password: consuming SecretBytes) throws(Failure) {
    guard work == nil else { return }
    begin = Clock.monotonicMilliseconds
    estimate.reset()
    let (file, arena, estimate) = (file, run.arena, estimate)
    let password = Secret(password)
    work = try BackgroundWork {
      do throws(Failure) {
        return .success(
          try file.unlocked(with: password, into: arena, beforeDeriving: { estimate.add($0) }))
      } catch {
        return .failure(error)
      }
    }
  }

  /// What the file gave; `nil` as long as there is no password, or no end.
  ///
  /// - Throws: `Failure`, also for a wrong password.
  func reading() throws(Failure) -> ImportReading? {
    guard let result = work?.result else { return nil }
    work = nil
    guard let reading = try result.get() else { throw Failure(ImportError.wrongPassword) }
    return reading
  }
}

/// About how long it takes, told by one thread to another.
private final class Estimate: Sendable {
  private let sum = Atomic(0)

  var milliseconds: Int { sum.load(ordering: .relaxed) }

  func reset() { sum.store(0, ordering: .relaxed) }
  func add(_ time: Int) { sum.wrappingAdd(max(0, time), ordering: .relaxed) }
}
