internal import CMachine
internal import Synchronization

/// Work on a thread of its own, for what takes seconds while a screen stays alive. It cannot be
/// stopped; what nobody waits for any more goes with its end.
final class BackgroundWork<Output>: Work, @unchecked Sendable {
  private let body: () -> Output
  /// Written before `hasEnded`, and read after it.
  private var output: Output?
  private let hasEnded = Atomic(false)

  /// Begins it.
  ///
  /// - Parameter body: whatever it uses, nobody else does until there is a result.
  /// - Throws: `Failure` where no thread can be had.
  init(_ body: @escaping () -> Output) throws(Failure) {
    self.body = body
    super.init()
    let context = unsafe Unmanaged.passRetained(self as Work)
    let code = unsafe fob_begin_work(
      { context in
        guard let context = unsafe context else { return }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
      }, context.toOpaque())
    guard code == 0 else {
      unsafe context.release()
      throw Failure("there is not enough memory")
    }
  }

  /// What came of it; `nil` as long as it goes on.
  var result: Output? { hasEnded.load(ordering: .acquiring) ? output : nil }

  fileprivate override func run() {
    output = body()
    hasEnded.store(true, ordering: .releasing)
  }
}

/// What a thread calls, of whatever it gives.
class Work {
  fileprivate init() {}
  fileprivate func run() {}
}
