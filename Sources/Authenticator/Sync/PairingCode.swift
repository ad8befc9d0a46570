public import Secrets

/// 128 random bits as twelve words, with which a device joins a sync group (Sync, *Pairing*).
///
/// A word is one of 2048 that are made, not chosen: consonant, vowel, consonant, vowel. Eleven bits
/// give a word; after the 128 bits come four of a hash of them.
public struct PairingCode: ~Copyable, Sendable {
  static let length = 16
  /// How many words there are.
  public static let wordCount = 12
  private static let consonants = Array("bdfghjklmnprstvz".utf8)
  private static let vowels = Array("aeiu".utf8)
  private static let ends = Array("ao".utf8)
  private static let context = Array("fob pairing v1".utf8)

  let bytes: SecretBytes

  /// A new code.
  public init() { bytes = .random(count: PairingCode.length) }

  /// Reads what was typed: the words, in any case, with anything but letters between them.
  ///
  /// - Parameter text: the typed characters.
  /// - Throws: `PairingCodeError`.
  public init(typed text: Span<UInt8>) throws(PairingCodeError) {
    let letters = try PairingCode.letters(of: text)
    let code = PairingCode(
      bytes: try letters.withBytes { (letters) throws(PairingCodeError) in
        try PairingCode.bytes(of: letters)
      })
    let last = try letters.withBytes { (letters) throws(PairingCodeError) in
      try PairingCode.number(of: letters, at: PairingCode.wordCount - 1)
    }
    guard UInt8(last & 15) == code.check else { throw .mistyped }
    self = code
  }

  private init(bytes: consuming SecretBytes) { self.bytes = bytes }

  /// The words, with a space between them.
  public var text: SecretBytes {
    let check = check
    return bytes.withBytes { bytes in
      SecretBytes(capacity: PairingCode.wordCount * 5) { output in
        for word in 0..<PairingCode.wordCount {
          if word > 0 { output.append(UInt8(ascii: " ")) }
          PairingCode.write(PairingCode.number(in: bytes, check, at: word), to: &output)
        }
      }
    }
  }

  /// Names the invitation that it opens; it cannot be told from that.
  var id: ID128 {
    var hash = Blake2b(key: bytes, length: 16)
    hash.update(Array("fob pairing id v1".utf8).span)
    return ID128(hash.digest()) ?? .zero
  }

  /// The key of the invitation.
  var key: SecretBytes {
    var hash = Blake2b(key: bytes)
    hash.update(Array("fob pairing key v1".utf8).span)
    return hash.secretDigest()
  }

  /// Four bits.
  private var check: UInt8 {
    var hash = Blake2b(context: PairingCode.context, length: 16)
    bytes.withBytes { hash.update($0) }
    return hash.digest()[0] >> 4
  }

  // MARK: Words

  /// Eleven bits: of the code, and at the end of the check.
  private static func number(in bytes: Span<UInt8>, _ check: UInt8, at word: Int) -> Int {
    (word * 11..<word * 11 + 11).reduce(0) { number, bit in
      let byte = bit < length * 8 ? bytes[bit / 8] : check << 4
      return number << 1 | Int(byte >> UInt8(7 - bit % 8) & 1)
    }
  }

  private static func write(_ number: Int, to output: inout OutputSpan<UInt8>) {
    output.append(consonants[number >> 7])
    output.append(vowels[number >> 5 & 3])
    output.append(consonants[number >> 1 & 15])
    output.append(ends[number & 1])
  }

  private static func number(
    of letters: Span<UInt8>, at word: Int
  ) throws(PairingCodeError) -> Int {
    let start = word * 4
    guard let first = consonants.firstIndex(of: letters[start]),
      let vowel = vowels.firstIndex(of: letters[start + 1]),
      let second = consonants.firstIndex(of: letters[start + 2]),
      let end = ends.firstIndex(of: letters[start + 3])
    else { throw .unknownWord(number: word + 1) }
    return first << 7 | vowel << 5 | second << 1 | end
  }

  /// The letters of twelve words, in lower case.
  private static func letters(of text: Span<UInt8>) throws(PairingCodeError) -> SecretBytes {
    let letters = try SecretBytes(capacity: wordCount * 4) { (output) throws(PairingCodeError) in
      for index in text.indices {
        let lower = text[index] | 0x20
        guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) else { continue }
        guard output.freeCapacity > 0 else { throw .wrongLength }
        output.append(lower)
      }
    }
    guard letters.count == wordCount * 4 else { throw .wrongLength }
    return letters
  }

  private static func bytes(of letters: Span<UInt8>) throws(PairingCodeError) -> SecretBytes {
    var (bits, count, word) = (0 as UInt32, 0, 0)
    return try SecretBytes(capacity: length) { (output) throws(PairingCodeError) in
      while output.freeCapacity > 0 {
        if count < 8 {
          bits = bits << 11 | UInt32(try number(of: letters, at: word))
          (count, word) = (count + 11, word + 1)
        }
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
  }
}

/// What is wrong with typed words.
public enum PairingCodeError: Error, Equatable, Sendable {
  /// They are not twelve words of four letters.
  case wrongLength
  /// A word that no code has; the first is number 1.
  case unknownWord(number: Int)
  /// The words do not fit each other.
  case mistyped
}
