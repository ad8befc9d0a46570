/// A zip archive (PKWARE's APPNOTE), with ZipCrypto's and WinZip's encryption, read by libzip.
struct Archive {
  /// Files in one archive.
  private static let mostMembers = 10_000
  /// Bytes of all of them together: 256 MiB.
  private static let mostBytes: UInt64 = 256 << 20
  /// What any archive may become, however small it is.
  private static let leastBytes: UInt64 = 16 << 20
  /// How many times as large as it is an archive may become.
  private static let largestRatio: UInt64 = 200

  private let archive: OpenArchive
  private let size: UInt64

  init(_ file: ArraySlice<UInt8>, password: ArraySlice<UInt8>?) throws(UnpackError) {
    archive = try OpenArchive(file, password: password)
    size = UInt64(file.count)
  }

  /// Reads every file. Where an encrypted one cannot be read, and none before it could, the password
  /// is wrong: ZipCrypto itself lets one of 256 wrong ones pass, and then gives noise.
  func unpack(into answer: inout Answer) throws(UnpackError) {
    var isOpened = false
    for member in try members() {
      switch archive.read(member) {
      case .read(let content):
        isOpened = isOpened || member.isEncrypted
        try answer.member(member.name, content)
      case .needsPassword: throw .needsPassword
      case .wrongPassword, .damaged:
        if member.isEncrypted && !isOpened { throw .wrongPassword }
        try answer.unreadable(member.name)
      }
    }
  }

  /// The files that the archive says it holds, as far as that may be.
  private func members() throws(UnpackError) -> [OpenArchive.Member] {
    guard archive.count >= 0 else { throw .damaged }
    guard archive.count <= Self.mostMembers else { throw .tooLarge }
    let bound = min(max(Self.leastBytes, size * Self.largestRatio), Self.mostBytes)
    var (members, total): ([OpenArchive.Member], UInt64) = ([], 0)
    for index in 0..<UInt64(archive.count) {
      let member = try archive.member(index)
      guard member.size <= bound - total else { throw .tooLarge }
      total += member.size
      if member.name.last != UInt8(ascii: "/") { members.append(member) }
    }
    return members
  }
}
