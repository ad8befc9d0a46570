// How Swift's spans become the pointers that libsodium takes. Nothing here leaves the module.

extension Span<UInt8> {
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
