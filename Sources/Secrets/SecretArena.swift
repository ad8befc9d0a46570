/// Packs many small secrets into few locked allocations.
///
/// Use one arena for all that is read in one go (an import, a vault). Not for sharing between
/// threads; the secrets that it returns are.
public final class SecretArena {
  private let chunkSize: Int
  private var chunk: Secret.Owner?
  private var used = 0

  /// An empty arena; the first secret allocates.
  ///
  /// - Parameter chunkSize: bytes to allocate at a time; a larger secret gets a chunk of its own.
  public init(chunkSize: Int = 4096) { self.chunkSize = chunkSize }

  /// Makes room for `capacity` bytes and lets `fill` write at most that many.
  ///
  /// - Parameters:
  ///   - capacity: the most bytes that `fill` may append; what it leaves over is used again.
  ///   - fill: appends the bytes.
  /// - Returns: the secret.
  /// - Throws: what `fill` throws; nothing of it stays.
  public func secret<Failure: Error>(
    capacity: Int, initializingWith fill: (inout OutputSpan<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> Secret {
    let owner = room(for: capacity)
    let start = used
    // Taken as a whole meanwhile, since `fill` may ask for another secret.
    used += capacity
    var written = 0
    defer { if owner === chunk, used == start + capacity { used = start + written } }
    written = try owner.bytes.overwrite(start..<start + capacity, with: fill)
    return Secret(owner: owner, range: start..<start + written)
  }

  /// Copies `bytes`; the caller wipes the original.
  ///
  /// - Parameter bytes: the secret's bytes.
  /// - Returns: the secret.
  public func secret(copying bytes: Span<UInt8>) -> Secret {
    secret(capacity: bytes.count) { output in output.append(copying: bytes) }
  }

  private func room(for capacity: Int) -> Secret.Owner {
    if let chunk, chunk.bytes.count - used >= capacity { return chunk }
    let fresh = Secret.Owner(
      SecretBytes(capacity: max(capacity, chunkSize)) { output in
        output.append(repeating: 0, count: output.freeCapacity)
      })
    chunk = fresh
    used = 0
    return fresh
  }
}
