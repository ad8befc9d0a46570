/// The compression of GIF: codes of growing length, the lowest bits first.
enum LZW {
  /// Decodes as many indices as there are, up to where the codes make no sense.
  ///
  /// - Parameters:
  ///   - data: the codes.
  ///   - codeSize: bits of an index, 1 to 11.
  ///   - count: the most indices that are wanted.
  /// - Returns: the indices, a few more than `count` at most.
  static func decoded(_ data: [UInt8], codeSize: Int, count: Int) -> [UInt8] {
    let clear = 1 << codeSize
    var output: [UInt8] = []
    output.reserveCapacity(min(count, data.count * 64))
    // Each entry is a run of the output: the one before it and the index that follows.
    var entries: [(start: Int, count: Int)] = []
    var (bits, available, next) = (UInt32(0), 0, 0)
    var (length, previous) = (codeSize + 1, (start: 0, count: 0))
    while output.count < count {
      while available < length, next < data.count {
        bits |= UInt32(data[next]) << UInt32(available)
        (available, next) = (available + 8, next + 1)
      }
      guard available >= length else { break }
      let code = Int(bits & (1 << UInt32(length) - 1))
      (bits, available) = (bits >> UInt32(length), available - length)
      if code == clear {
        entries.removeAll(keepingCapacity: true)
        (length, previous) = (codeSize + 1, (0, 0))
        continue
      }
      guard code != clear + 1 else { break }
      let start = output.count
      if code < clear {
        output.append(UInt8(truncatingIfNeeded: code))
      } else {
        let place = code - clear - 2
        let isNew = place == entries.count && previous.count > 0
        guard isNew || place < entries.count else { break }
        let run = isNew ? (start: previous.start, count: previous.count + 1) : entries[place]
        // It may run into what it appends.
        for i in 0..<run.count { output.append(output[run.start + i]) }
      }
      if previous.count > 0, clear + 2 + entries.count < 4096 {
        entries.append((previous.start, previous.count + 1))
        if clear + 2 + entries.count == 1 << length, length < 12 { length += 1 }
      }
      previous = (start, output.count - start)
    }
    return output
  }
}
