internal import Secrets

/// One round of sync as a value: what was found in the folder joined into a vault, and what is to be
/// written. Nothing is read or written here.
public struct SyncRound: Sendable {
  /// The vault with all that was found; to be saved before `file` gets its name.
  public private(set) var vault: Vault
  /// This device's new file, and its name; `nil` where there is nothing new to say.
  public private(set) var file: FoundFile?
  /// What the user should know.
  public private(set) var findings: [SyncFinding] = []
  /// What each file that was joined in holds, by its name.
  public private(set) var marks: [String: FileMark] = [:]

  /// What the folder holds of each other device of the group.
  public private(set) var files: [DeviceID: DeviceFileState] = [:]

  /// The names of invitations that are over, and need not lie in the folder any more.
  public var endedInvitations: [String] {
    group.members.endedInvitations.sorted().map(Invitation.fileName)
  }

  private var group: SyncGroup
  /// Of files that claim to be a device's, and were not read.
  private var faults: [DeviceID: SyncFault?] = [:]
  private let now: UInt64

  /// Goes through a round.
  ///
  /// - Parameters:
  ///   - vault: as it is saved.
  ///   - files: the files of the folder that are to be read, in any order.
  ///   - unchanged: of files that were joined in before, that `SyncKnowledge` includes.
  ///   - unread: the names of what could not be read at all.
  ///   - now: Unix time in milliseconds; decides only when invitations end and what is told.
  /// - Throws: `SyncError.noGroup`.
  public init(
    _ vault: Vault, files: [FoundFile], unchanged: [FileMark] = [], unread: [String] = [],
    now: UInt64
  ) throws(SyncError) {
    guard let group = vault.syncGroup else { throw .noGroup }
    (self.vault, self.group, self.now) = (vault, group, now)
    let before = group.members
    for device in unread.compactMap(SyncRound.device(ofFile:)) { faults[device] = .some(nil) }
    let opened = open(files)
    for (file, content) in opened { join(file, content) }
    noteClocks(opened.map { $0.content.shared.latestStamp })
    findCopy(opened, unchanged)
    compare(opened.map { $0.file.mark }, unchanged)
    noteMembers(since: before)
    self.files = self.group.fileStates(opened.map { $0.file.mark } + unchanged, faults)
    settle()
    write(over: opened.map { $0.file.mark } + unchanged)
    self.vault.syncGroup = self.group
  }

  // MARK: Reading

  private typealias Opened = (file: SyncFile, content: SyncContent)

  /// Opens what can be opened, with keys and members that the files themselves bring along; what was
  /// written by somebody who is out of the group in the end is left.
  private mutating func open(_ files: [FoundFile]) -> [Opened] {
    var opened: [(name: String, Opened)] = []
    var pending = files.compactMap { file in parsed(file).map { (file.name, $0) } }
    var reasons: [String: SyncFault] = [:]
    let revoked = group.members.revoked
    var count = -1
    while count != pending.count {
      count = pending.count
      pending.removeAll { name, file in
        do throws(SyncFault) {
          opened.append((name, (file, try content(of: file, revoked))))
          return true
        } catch {
          reasons[name] = error
          return false
        }
      }
    }
    for (name, file) in pending {
      let fault = reasons[name] ?? .damaged
      findings.append(.unread(name: name, fault))
      faults[file.device] = .some(fault)
    }
    let closed = pending.filter { reasons[$0.0] == .unknownKey }.map(\.1)
    noteCut(by: closed, opened.map(\.1.file))
    let devices = group.members.devices
    for (name, (file, _)) in opened where devices[file.device] == nil {
      findings.append(.unread(name: name, .revoked))
    }
    opened.removeAll { devices[$0.1.file.device] == nil }
    for (name, (file, _)) in opened { marks[name] = file.mark }
    return opened.map(\.1)
  }

  /// Notes who seals no file to this device any more, or does again.
  private mutating func noteCut(by closed: [SyncFile], _ opened: [SyncFile]) {
    let seals = opened.contains { file in
      file.device == group.cutOffBy && file.letters[group.device] != nil
        && file.sequence > group.sightings[file.device]?.sequence ?? 0
    }
    if seals { group.cutOffBy = nil }
    if let writer = closed.first(where: group.isCutOff) { group.cutOffBy = writer.device }
  }

  private mutating func parsed(_ found: FoundFile) -> SyncFile? {
    do throws(SyncFault) {
      let file = try SyncFile(found.bytes)
      guard file.group == group.id else { throw .otherGroup }
      return file
    } catch {
      let device = SyncRound.device(ofFile: found.name)
      if let device { faults[device] = .some(error) }
      if error != .foreign || device != nil {
        findings.append(.unread(name: found.name, error))
      }
      return nil
    }
  }

  /// Opens a file, and takes over its members and keys where its writer belonged to the group before
  /// this round, or came to it: in what order files are read must not matter.
  private mutating func content(
    of file: SyncFile, _ revoked: Set<ID128>
  ) throws(SyncFault) -> SyncContent {
    guard !revoked.contains(file.device) else { throw .revoked }
    let content = try file.open(with: try key(of: file))
    var members = group.members
    members.join(content.members)
    guard let keys = members.everyDevice[file.device], file.isSigned(by: keys.signing) else {
      throw .notAMember
    }
    group.members = members
    group.take(content.keys)
    return content
  }

  private func key(of file: SyncFile) throws(SyncFault) -> Secret {
    if let key = group.keys.first(where: { $0.id == file.keyID }) { return key.secret }
    guard let letter = file.letters[group.device],
      let key = try? group.letterBox.open(letter), key.count == SealedBox.keyLength
    else { throw .unknownKey }
    return Secret(key)
  }

  private mutating func join(_ file: SyncFile, _ content: SyncContent) {
    vault.merge(Vault(shared: content.shared, local: vault.local))
    group.see(file, content)
  }

  // MARK: Comparing with what is known

  /// Tells whose stamps are far ahead. Every device's file carries the stamps of all.
  private mutating func noteClocks(_ latest: [Stamp]) {
    var ahead: [DeviceID: UInt64] = [:]
    for stamp in latest where stamp.device != group.device && stamp.time > now {
      ahead[stamp.device] = max(ahead[stamp.device] ?? 0, stamp.time - now)
    }
    for (device, time) in ahead.sorted(by: { $0.key < $1.key }) where time > 86_400_000 {
      findings.append(.clockAhead(device, seconds: time / 1000))
    }
  }

  /// Of two machines that write as one, whose file is the lower one goes on as a new device. So does
  /// one that was put back to an older state, though its file is missing: others have read it.
  private mutating func findCopy(_ opened: [Opened], _ unchanged: [FileMark]) {
    let mine = (opened.map { $0.file.mark } + unchanged).filter { $0.device == group.device }
    let seen = opened.compactMap { $0.content.sightings[group.device]?.sequence }
    guard mine.max(by: <).map(isForeign) ?? false || seen.contains(where: { $0 > group.sequence })
    else { return }
    vault.becomeNewDevice()
    findings.append(.becameNewDevice)
  }

  private mutating func compare(_ opened: [FileMark], _ unchanged: [FileMark]) {
    var newest: [DeviceID: FileMark] = [:]
    for mark in opened + unchanged where newest[mark.device].map({ $0 < mark }) ?? true {
      newest[mark.device] = mark
    }
    for (device, mark) in newest.sorted(by: { $0.key < $1.key }) where device != group.device {
      guard let sighting = group.sightings[device] else { continue }
      if mark.sequence < sighting.sequence {
        findings.append(.older(device, found: mark.sequence, known: sighting.sequence))
      } else if mark.sequence < sighting.told {
        findings.append(.behind(device, found: mark.sequence, told: sighting.told))
      }
    }
    for device in Set(opened.filter(isSecond).map(\.device)).sorted() {
      findings.append(.twoWriters(device))
    }
  }

  /// Whether another file of its device, that was read before or just now, has the same number.
  private func isSecond(_ mark: FileMark) -> Bool {
    guard mark.device != group.device, let sighting = group.sightings[mark.device] else {
      return false
    }
    return mark.sequence == sighting.sequence && mark.hash != sighting.hash
  }

  /// Whether a file in this device's name was written by another.
  private func isForeign(_ mark: FileMark) -> Bool {
    mark.sequence > group.sequence
      || (mark.sequence == group.sequence && mark.hash != group.fileHash)
  }

  private mutating func noteMembers(since before: MemberList) {
    let (old, new) = (before.devices, group.members.devices)
    let gone = old.keys.filter { new[$0] == nil && $0 != group.device }.sorted()
    let successors = gone.map { group.members.successor(of: $0) }
    for device in new.keys.filter({ old[$0] == nil }).sorted() {
      findings.append(successors.contains(device) ? .renewed(device) : .joined(device))
    }
    for (device, successor) in zip(gone, successors)
    where !(successor.map { new[$0] != nil && old[$0] == nil } ?? false) {
      findings.append(.putOut(device))
    }
  }

  // MARK: Writing

  /// Brings the group in order: a copied vault gets a name of its own, invitations end, and a key that
  /// somebody has who is out is replaced.
  private mutating func settle() {
    if vault.device != group.device { group.goOn(as: vault.device) }
    guard group.isMember else {
      findings.append(.thisIsPutOut)
      return
    }
    for (invitation, ends) in group.members.invitations.sorted(by: { $0.key < $1.key })
    where ends <= now / 1000 || !group.members.additions(by: invitation).isEmpty {
      group.revoke(invitation)
    }
    group.renewKey()
  }

  private mutating func write(over found: [FileMark]) {
    guard group.isMember, let key = group.currentKey else { return }
    let content = SyncContent(vault.shared, of: group, time: now / 1000)
    let mine = FileMark(device: group.device, sequence: group.sequence, hash: group.fileHash)
    guard content.hash != group.contentHash || !found.contains(mine) else { return }
    var next = group
    next.sequence = max(next.sequence, next.sequence &+ 1)
    guard let bytes = SyncFile.seal(content, from: next, with: key) else {
      findings.append(.tooLarge)
      return
    }
    next.fileHash = Array(bytes.suffix(SyncFile.checksumLength))
    next.contentHash = content.hash
    group = next
    file = FoundFile(name: SyncRound.fileName(of: group.device), bytes: bytes)
  }

  /// What a device calls its file.
  ///
  /// - Parameter device: the writer.
  /// - Returns: the name, without a folder.
  public static func fileName(of device: DeviceID) -> String {
    device.bytes.hexadecimal + ".fob"
  }
}

extension SyncFile {
  fileprivate var mark: FileMark {
    FileMark(device: device, sequence: sequence, hash: hash)
  }
}

extension SyncGroup {
  /// Whether this device belongs to the group.
  var isMember: Bool { members.devices[device] != nil && cutOffBy == nil }

  /// Remembers what a device wrote, and what it saw of others.
  fileprivate mutating func see(_ file: SyncFile, _ content: SyncContent) {
    var sighting = sightings[file.device] ?? Sighting()
    if file.sequence > sighting.sequence {
      (sighting.sequence, sighting.hash) = (file.sequence, file.hash)
      (sighting.name, sighting.time) = (content.name, content.time)
    }
    sightings[file.device] = sighting
    if file.letters[device] != nil { knownBy.insert(file.device) }
    for (device, other) in content.sightings where device != self.device {
      var known = sightings[device] ?? Sighting()
      known.told = max(known.told, other.sequence, other.told)
      if known.sequence == 0, known.name.isEmpty { known.name = SyncGroup.shortened(other.name) }
      sightings[device] = known
    }
  }
}
