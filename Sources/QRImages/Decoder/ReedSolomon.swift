/// Reed-Solomon codes over GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 and roots from
/// alpha^0 on (ISO/IEC 18004, 7.5.2).
enum ReedSolomon {
  private static let powers: [UInt8] = {
    var (powers, value): ([UInt8], Int) = ([], 1)
    for _ in 0..<510 {
      powers.append(UInt8(value))
      value = value << 1 ^ (value >> 7 == 1 ? 0x11D : 0)
    }
    return powers
  }()

  private static let logarithms: [Int] = {
    var logarithms = [Int](repeating: 0, count: 256)
    for power in 0..<255 { logarithms[Int(powers[power])] = power }
    return logarithms
  }()

  private static func times(_ a: UInt8, _ b: UInt8) -> UInt8 {
    a == 0 || b == 0 ? 0 : powers[logarithms[Int(a)] + logarithms[Int(b)]]
  }

  private static func over(_ a: UInt8, _ b: UInt8) -> UInt8 {
    a == 0 ? 0 : powers[logarithms[Int(a)] + 255 - logarithms[Int(b)]]
  }

  /// The value of a polynomial, whose highest coefficient stands last.
  private static func value(of polynomial: [UInt8], at x: UInt8) -> UInt8 {
    polynomial.reversed().reduce(0) { times($0, x) ^ $1 }
  }

  /// Mends a block.
  ///
  /// - Parameters:
  ///   - block: data, then `correctionLength` codewords of correction; at most 255 in all.
  ///   - correctionLength: up to half as many errors are mended.
  ///   - reserve: how many of these only protect against mending to what was never written (p in
  ///     table 9).
  /// - Returns: the block without errors, or nil where there are more.
  static func corrected(_ block: [UInt8], correctionLength: Int, reserve: Int) -> [UInt8]? {
    guard block.count <= 255, block.count > correctionLength else { return nil }
    let syndromes = syndromes(of: block, count: correctionLength)
    if syndromes.allSatisfy({ $0 == 0 }) { return block }
    let locator = locator(of: syndromes)
    let places = (0..<block.count).filter { place in
      value(of: locator, at: powers[(255 - place) % 255]) == 0
    }
    guard !places.isEmpty, places.count == locator.count - 1,
      2 * places.count <= correctionLength - reserve
    else { return nil }
    var mended = block
    let evaluator = product(syndromes, locator, count: correctionLength)
    let derivative = locator.indices.dropFirst().map { $0 % 2 == 1 ? locator[$0] : 0 }
    for place in places {
      let inverse = powers[(255 - place) % 255]
      let slope = value(of: derivative, at: inverse)
      guard slope != 0 else { return nil }
      let error = times(powers[place], over(value(of: evaluator, at: inverse), slope))
      mended[block.count - 1 - place] ^= error
    }
    let rest = Self.syndromes(of: mended, count: correctionLength)
    return rest.allSatisfy { $0 == 0 } ? mended : nil
  }

  private static func syndromes(of block: [UInt8], count: Int) -> [UInt8] {
    (0..<count).map { root in block.reduce(0) { times($0, powers[root]) ^ $1 } }
  }

  /// The error locator (Berlekamp and Massey), whose constant is 1.
  private static func locator(of syndromes: [UInt8]) -> [UInt8] {
    var (locator, previous): ([UInt8], [UInt8]) = ([1], [1])
    var (length, shift, previousGap) = (0, 1, UInt8(1))
    for step in syndromes.indices {
      var gap = syndromes[step]
      for i in 1..<max(length + 1, 1) where i < locator.count {
        gap ^= times(locator[i], syndromes[step - i])
      }
      guard gap != 0 else {
        shift += 1
        continue
      }
      let before = locator
      let factor = over(gap, previousGap)
      let reach = previous.count + shift
      if locator.count < reach {
        locator += Array(repeating: 0, count: reach - locator.count)
      }
      for (i, coefficient) in previous.enumerated() {
        locator[i + shift] ^= times(factor, coefficient)
      }
      if 2 * length <= step {
        (length, previous, previousGap, shift) = (step + 1 - length, before, gap, 1)
      } else {
        shift += 1
      }
    }
    while locator.count > 1, locator.last == 0 { locator.removeLast() }
    return locator
  }

  private static func product(_ a: [UInt8], _ b: [UInt8], count: Int) -> [UInt8] {
    var product = [UInt8](repeating: 0, count: count)
    for (i, x) in a.enumerated() {
      for (j, y) in b.enumerated() where i + j < count { product[i + j] ^= times(x, y) }
    }
    return product
  }
}
