internal import CZip

/// A zip archive that libzip has open.
@safe
final class OpenArchive {
  private static let chunk = 1 << 16

  /// A file of the archive, as its directory tells.
  struct Member {
    let index: UInt64
    let name: [UInt8]
    /// Bytes of the file.
    let size: UInt64
    /// Bytes of it in the archive.
    let sealedSize: UInt64
    fileprivate let encryption: UInt16

    var isEncrypted: Bool { encryption != UInt16(ZIP_EM_NONE) }

    /// Bytes of the key where it is encrypted as WinZip does it, which seals what it encrypts.
    fileprivate var sealedKeyLength: Int? {
      switch Int32(encryption) {
      case ZIP_EM_AES_128: 16
      case ZIP_EM_AES_192: 24
      case ZIP_EM_AES_256: 32
      default: nil
      }
    }
  }

  /// What became of a file.
  enum Outcome {
    case read([UInt8])
    case needsPassword
    case wrongPassword
    case damaged
  }

  private let archive: OpaquePointer
  /// Where the archive stands, as long as it is open.
  private let bytes: UnsafeMutableRawBufferPointer
  private let password: ArraySlice<UInt8>?

  /// Opens an archive.
  ///
  /// - Throws: `UnpackError.damaged` where it is none.
  init(_ file: ArraySlice<UInt8>, password: ArraySlice<UInt8>?) throws(UnpackError) {
    unsafe bytes = .allocate(byteCount: max(file.count, 1), alignment: 1)
    unsafe bytes.copyBytes(from: file)
    self.password = password
    let source = unsafe zip_source_buffer_create(bytes.baseAddress, UInt64(file.count), 0, nil)
    guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, nil) else {
      unsafe zip_source_free(source)
      unsafe bytes.deallocate()
      throw .damaged
    }
    unsafe self.archive = archive
    if let password {
      unsafe zip_set_default_password(archive, String(decoding: password, as: UTF8.self))
    }
  }

  deinit {
    unsafe zip_discard(archive)
    unsafe bytes.deallocate()
  }

  /// How many files and folders there are.
  var count: Int64 { unsafe zip_get_num_entries(archive, 0) }

  /// What the directory tells of a file.
  ///
  /// - Throws: `UnpackError.damaged`.
  func member(_ index: UInt64) throws(UnpackError) -> Member {
    var status = unsafe zip_stat()
    guard unsafe zip_stat_index(archive, index, 0, &status) == 0, let name = unsafe status.name
    else { throw .damaged }
    return unsafe Member(
      index: index, name: Array(String(cString: name).utf8), size: status.size,
      sealedSize: status.comp_size, encryption: status.encryption_method)
  }

  /// Reads a file: as many bytes as the directory says, and no more.
  func read(_ member: Member) -> Outcome {
    guard member.isEncrypted else {
      let file = unsafe zip_fopen_index(archive, member.index, 0)
      return unsafe whole(file, member.size).map { .read($0) } ?? .damaged
    }
    guard let password else { return .needsPassword }
    guard let file = unsafe zip_fopen_index(archive, member.index, 0) else {
      let error = unsafe zip_error_code_zip(zip_get_error(archive))
      return error == ZIP_ER_WRONGPASSWD ? .wrongPassword : .damaged
    }
    guard let keyLength = member.sealedKeyLength else {
      return unsafe whole(file, member.size).map { .read($0) } ?? .damaged
    }
    let sealed = unsafe zip_fopen_index(archive, member.index, UInt32(ZIP_FL_ENCRYPTED))
    // AE-2 has no checksum, which some versions of libzip compare all the same.
    guard let content = unsafe whole(file, member.size, mayFailAtEnd: true),
      let sealed = unsafe whole(sealed, member.sealedSize, mayFailAtEnd: true),
      WinZipSeal.isRight(of: sealed, keyLength: keyLength, password: password)
    else { return .damaged }
    return .read(content)
  }

  /// Reads to the end, and closes; `nil` where it is not as long as it should be.
  private func whole(
    _ file: OpaquePointer?, _ size: UInt64, mayFailAtEnd: Bool = false
  ) -> [UInt8]? {
    guard let file = unsafe file else { return nil }
    defer { unsafe zip_fclose(file) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: Self.chunk)
    while true {
      let count = unsafe zip_fread(file, &chunk, UInt64(chunk.count))
      guard count > 0 else {
        return content.count == size && (count == 0 || mayFailAtEnd) ? content : nil
      }
      guard content.count + Int(count) <= size else { return nil }
      content += chunk.prefix(Int(count))
    }
  }
}
