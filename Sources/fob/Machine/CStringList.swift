internal import Glibc

/// Strings as C functions take them: pointers, the last of which is null.
@safe
final class CStringList {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { unsafe pointers = strings.map { unsafe strdup($0) } + [nil] }

  deinit {
    for index in unsafe pointers.indices { unsafe free(pointers[index]) }
  }
}
