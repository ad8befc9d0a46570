internal import Glibc

/// Sets the soft and the hard limit, so that it cannot be raised again.
///
/// - Parameters:
///   - resource: what is limited, one of setrlimit's RLIMIT names.
///   - value: bytes, seconds or a count.
/// - Returns: whether the limit holds, which it also does where a lower one did before.
func limit(_ resource: __rlimit_resource, to value: UInt) -> Bool {
  let resource = __rlimit_resource_t(resource.rawValue)
  var before = rlimit()
  guard unsafe getrlimit(resource, &before) == 0 else { return false }
  let value = min(rlim_t(value), before.rlim_max)
  var now = rlimit(rlim_cur: value, rlim_max: value)
  return unsafe setrlimit(resource, &now) == 0
}

/// The limit that holds now; `nil` where it cannot be told.
func softLimit(of resource: __rlimit_resource) -> UInt? {
  var now = rlimit()
  guard unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &now) == 0 else { return nil }
  return UInt(now.rlim_cur)
}
