// How Swift's spans become the pointers that libsodium takes, none of which leave the module, and
// how bytes are copied in one go.

extension Span<UInt8> {
  /// A copy in ordinary memory, for what is no secret.
  package var copy: [UInt8] {
    [UInt8](capacity: count) { output in output.append(copying: self) }
  }

  /// Lends a pointer that is never null, not even where there are no bytes.
  func withPointer<Result: ~Copyable>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    unsafe withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { return unsafe body(base) }
      var nothing: UInt8 = 0
      return unsafe withUnsafePointer(to: &nothing, body)
    }
  }
}

extension OutputSpan<UInt8> {
  /// Appends bytes, for which there must be room.
  package mutating func append(copying bytes: Span<UInt8>) {
    let count = bytes.count
    unsafe append(count: count) { output in
      unsafe bytes.withPointer { bytes in unsafe output.update(from: bytes, count: count) }
    }
  }

  /// Lets a C function write `count` bytes, which are then part of the output.
  mutating func append(count: Int, writtenBy write: (UnsafeMutablePointer<UInt8>) -> Void) {
    unsafe withUnsafeMutableBufferPointer { buffer, initialized in
      precondition(buffer.count - initialized >= count)
      guard let base = buffer.baseAddress else { return }
      unsafe write(base + initialized)
      initialized += count
    }
  }
}
