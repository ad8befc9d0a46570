/// Something that was done to what an identifier names, and when.
struct TimedID: Sendable, Equatable {
  let id: ID128
  /// Unix time in seconds.
  let time: UInt64

  init(_ id: ID128, at time: UInt64) { (self.id, self.time) = (id, time) }

  var value: Value { .list([.bytes(id.bytes), .unsigned(time)]) }

  private init?(_ value: Value) {
    guard let pair = value.list, pair.count == 2, let time = pair[1].unsigned,
      let id = pair[0].bytes.flatMap({ ID128($0) })
    else { return nil }
    self.init(id, at: time)
  }

  /// Reads an array of them; none where it has another kind of element, an id twice, or more than
  /// `most`.
  static func list(_ value: Value?, most: Int) -> [TimedID] {
    let values = value?.list ?? []
    let list = values.count <= most ? values.compactMap(TimedID.init) : []
    return list.count == values.count && Set(list.map(\.id)).count == list.count ? list : []
  }
}

extension [TimedID] {
  /// The times by their identifiers, each of which is there once.
  var times: [ID128: UInt64] {
    Dictionary(map { ($0.id, $0.time) }, uniquingKeysWith: Swift.max)
  }
}
