internal import Importers
internal import Secrets
internal import SystemPackage

/// Reads sources one after the other, pictures side by side in helpers, and tells of each in the
/// order of the sources. A helper that hangs, floods or dies fails its own picture only.
struct ImportQueue {
  /// What came of a source.
  enum Outcome {
    case read(ImportReading)
    /// It is another app's, and has a password of its own.
    case locked(OtherAppsFile)
    /// It is nothing that holds accounts, as far as fob knows.
    case other(Failure)
    /// It could not be read.
    case failed(Failure)
  }

  /// A source with its helper as long as that runs, then with what came of it.
  private struct Place {
    let source: ImportSource
    var helper: RunningChild?
    var outcome: Outcome?
  }

  /// How many helpers run at a time: one a processor, but each may take 512 MiB.
  private static let width = min(max(SystemCall.processors, 2), 4)
  /// How often there is a sign of life.
  private static let tick: Int32 = 100

  private let arena: SecretArena
  private let isAlive: () -> Void
  private let tell: (ImportSource, Outcome) -> Void
  private var places: [Place] = []

  /// A queue.
  ///
  /// - Parameters:
  ///   - arena: takes the secrets.
  ///   - isAlive: called now and then while it waits.
  ///   - tell: called for each source, in their order.
  init(
    arena: SecretArena, isAlive: @escaping () -> Void,
    tell: @escaping (ImportSource, Outcome) -> Void
  ) {
    (self.arena, self.isAlive, self.tell) = (arena, isAlive, tell)
  }

  /// Reads them all.
  mutating func read(_ sources: some Sequence<ImportSource>) {
    for source in sources {
      while running.count >= ImportQueue.width { serve() }
      places.append(begin(source))
      tellFinished()
    }
    while !places.isEmpty { serve() }
  }

  private var running: [RunningChild] { places.compactMap(\.helper) }

  private func begin(_ source: ImportSource) -> Place {
    do throws(Failure) {
      switch try source.material() {
      case .picture(let picture, let helper):
        defer { try? picture.close() }
        return Place(source: source, helper: try PictureScanner.start(picture, with: helper))
      case .file(let file): return Place(source: source, outcome: outcome(of: file))
      case .other(let reason): return Place(source: source, outcome: .other(reason))
      }
    } catch {
      return Place(source: source, outcome: .failed(error))
    }
  }

  private mutating func serve() {
    RunningChild.serve(running, milliseconds: ImportQueue.tick)
    for index in places.indices {
      guard let result = places[index].helper?.result else { continue }
      places[index].helper = nil
      places[index].outcome = outcome(of: result)
    }
    isAlive()
    tellFinished()
  }

  private func outcome(of file: OtherAppsFile) -> Outcome {
    do {
      return .read(try file.read(into: arena))
    } catch ImportError.needsPassword {
      return .locked(file)
    } catch let error as ImportError {
      if case .unrecognised = error { return .other(Failure(error)) }
      return .failed(Failure(error))
    } catch {
      return .failed(error as? Failure ?? Failure("it cannot be read", status: .unreadableInput))
    }
  }

  private func outcome(of result: Result<ChildProcess.Finished, ChildProcess.Fault>) -> Outcome {
    do throws(Failure) {
      return .read(ImportReading(picture: try PictureScanner.picture(of: result), arena: arena))
    } catch {
      return .failed(error)
    }
  }

  private mutating func tellFinished() {
    while let first = places.first, let outcome = first.outcome {
      tell(first.source, outcome)
      places.removeFirst()
    }
  }
}

extension Failure {
  /// Why another app's file cannot be read.
  init(_ error: ImportError) {
    self.init(error.message, hint: error.hint, status: .unreadableInput)
  }
}
