private import Secrets

// Accounts on their way into a vault: their secrets stand apart from the metadata (`Value.secret`).

extension Account: Transferable {
  package var value: Value {
    .parts(
      issuer, name, credential.type.rawValue, credential.secret, credential.algorithm.rawValue,
      credential.digits, credential.period, pin, counter, labelPrefix, note, tags, isPinned,
      parameters)
  }

  package init?(_ value: Value) {
    guard var parts = Parts(value, count: 14), let issuer: String = parts.next(),
      let name: String = parts.next(), let credential = Credential(&parts),
      let pin: Secret? = parts.next(), let counter: UInt64 = parts.next(),
      let labelPrefix: String? = parts.next(), let note: String = parts.next(),
      let tags: [String] = parts.next(), let isPinned: Bool = parts.next(),
      let parameters: [String: String] = parts.next()
    else { return nil }
    self.init(
      issuer: issuer, name: name, credential: credential, pin: pin, counter: counter,
      labelPrefix: labelPrefix, note: note, tags: tags, isPinned: isPinned, parameters: parameters)
  }
}

extension Credential {
  fileprivate init?(_ parts: inout Parts) {
    guard let type = (parts.next() as String?).flatMap(CodeType.init(rawValue:)),
      let secret: Secret = parts.next(),
      let algorithm = (parts.next() as String?).flatMap(HashAlgorithm.init(rawValue:)),
      let digits: Int = parts.next(), (1...10).contains(digits), let period: Int = parts.next(),
      (type == .hotp) == (period == 0)
    else { return nil }
    self.init(type: type, secret: secret, algorithm: algorithm, digits: digits, period: period)
  }
}

extension AccountEdit: Transferable {
  package var value: Value { .parts(issuer, name, note, tags, isPinned, pin, counter) }

  package init?(_ value: Value) {
    guard var parts = Parts(value, count: 7), let issuer: String? = parts.next(),
      let name: String? = parts.next(), let note: String? = parts.next(),
      let tags: [String]? = parts.next(), let isPinned: Bool? = parts.next(),
      let pin: Secret? = parts.next(), let counter: UInt64? = parts.next()
    else { return nil }
    (self.issuer, self.name, self.note, self.tags) = (issuer, name, note, tags)
    (self.isPinned, self.pin, self.counter) = (isPinned, pin, counter)
  }
}
