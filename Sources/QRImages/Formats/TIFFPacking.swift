/// TIFF's own packings.
enum TIFFPacking {
  /// Runs: a count and a byte, or a count and so many bytes (Apple's PackBits).
  static func packBits(_ data: [UInt8], room: Int) -> [UInt8] {
    var (output, place): ([UInt8], Int) = ([], 0)
    while place + 1 < data.count, output.count < room {
      let count = Int(Int8(bitPattern: data[place]))
      if count >= 0 {
        output += data[(place + 1)..<min(place + 2 + count, data.count)]
        place += 2 + count
      } else {
        if count != -128 { output += repeatElement(data[place + 1], count: 1 - count) }
        place += count == -128 ? 1 : 2
      }
    }
    return output
  }

  /// Codes of 9 to 12 bits, the highest bits first, which grow one entry early.
  static func lzw(_ data: [UInt8], room: Int) -> [UInt8] {
    var output: [UInt8] = []
    var entries: [(start: Int, count: Int)] = []
    var (bits, available, next) = (UInt32(0), 0, 0)
    var (length, previous) = (9, (start: 0, count: 0))
    while output.count < room {
      while available < length, next < data.count {
        bits = bits << 8 | UInt32(data[next])
        (available, next) = (available + 8, next + 1)
      }
      guard available >= length else { break }
      available -= length
      let code = Int(bits >> UInt32(available) & (1 << UInt32(length) - 1))
      if code == 256 {
        entries.removeAll(keepingCapacity: true)
        (length, previous) = (9, (0, 0))
        continue
      }
      guard code != 257 else { break }
      let start = output.count
      if code < 256 {
        output.append(UInt8(code))
      } else {
        let isNew = code - 258 == entries.count && previous.count > 0
        guard isNew || code - 258 < entries.count else { break }
        let run = isNew ? (start: previous.start, count: previous.count + 1) : entries[code - 258]
        for i in 0..<run.count { output.append(output[run.start + i]) }
      }
      if previous.count > 0, entries.count < 4096 - 258 {
        entries.append((previous.start, previous.count + 1))
        length = [9, 10, 11, 12].first { 259 + entries.count < 1 << $0 } ?? 12
      }
      previous = (start, output.count - start)
    }
    return output
  }
}
