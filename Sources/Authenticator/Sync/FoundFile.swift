/// A file as it was found in a sync folder.
public struct FoundFile: Sendable {
  /// Only for telling the user.
  public let name: String
  /// All of it.
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - name: only for telling the user.
  ///   - bytes: all of it.
  public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

/// Which state of which device a file holds.
public struct FileMark: Sendable, Hashable {
  /// The writer.
  public let device: DeviceID
  /// Its own count of its files.
  public let sequence: UInt64
  /// Of the whole file.
  public let hash: [UInt8]

  /// - Parameters:
  ///   - device: the writer.
  ///   - sequence: its own count of its files.
  ///   - hash: of the whole file.
  public init(device: DeviceID, sequence: UInt64, hash: [UInt8]) {
    (self.device, self.sequence, self.hash) = (device, sequence, hash)
  }

  /// Orders the files of one device; by their hashes where two machines wrote under one number.
  static func < (left: FileMark, right: FileMark) -> Bool {
    left.sequence == right.sequence
      ? left.hash.lexicographicallyPrecedes(right.hash) : left.sequence < right.sequence
  }
}
