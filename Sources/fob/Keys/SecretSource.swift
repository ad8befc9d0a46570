internal import Secrets
internal import SystemPackage

/// A descriptor that a secret comes from.
struct SecretSource {
  private let descriptor: FileDescriptor

  init(_ number: Int32) { descriptor = FileDescriptor(rawValue: number) }

  /// What an option, or else an environment variable, names.
  static func given(
    _ option: Int32?, variable: String, option name: String
  ) throws(Failure) -> SecretSource? {
    if let option { return SecretSource(option) }
    guard let value = SystemCall.environment(variable), !value.isEmpty else { return nil }
    guard let number = Int32(value), number >= 0 else {
      throw Failure(
        "\(variable) does not hold the number of a descriptor", hint: "or use \(name)",
        status: .usage)
    }
    return SecretSource(number)
  }

  /// Reads one line.
  func read() throws(Failure) -> SecretBytes {
    do {
      return try SecretInput.line(from: descriptor)
    } catch Errno.outOfRange {
      throw Failure(
        "a password or key has at most \(SecretInput.longestLine) bytes", status: .locked)
    } catch {
      let reason = (error as? Errno ?? .ioError).description.lowercasedFirst
      throw Failure(
        "cannot read from descriptor \(descriptor.rawValue): \(reason)", status: .locked)
    }
  }
}
