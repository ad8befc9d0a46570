internal import Secrets

extension Vault {
  /// How long an invitation holds, in seconds.
  public static let invitationLife: UInt64 = 86_400

  var syncGroup: SyncGroup? {
    get { local.sync.flatMap(SyncGroup.init) }
    set { local.sync = newValue?.value }
  }

  /// Names this vault file among all that make stamps.
  public var device: DeviceID { local.clock.device }

  /// Founds a sync group with this device as its only one.
  ///
  /// - Parameters:
  ///   - folder: where its files lie.
  ///   - name: of this device.
  /// - Throws: `SyncError.alreadyInGroup`.
  public mutating func foundGroup(folder: String, name: String) throws(SyncError) {
    guard syncGroup == nil else { throw .alreadyInGroup }
    let seed = Secret(SecretBytes.random(count: 32))
    var group = SyncGroup(
      folder: folder, name: SyncGroup.shortened(name), device: device, seed: seed,
      members: MemberList(group: .zero), keys: [])
    let first = MemberStatement(
      .found(group.publicKeys), about: device, in: nil, as: device, signedBy: group.signingKey)
    group.members = MemberList(group: first.hash)
    group.members.join([first])
    group.renewKey()
    syncGroup = group
  }

  /// Invites one device, for a day.
  ///
  /// - Parameters:
  ///   - code: new; what opens the invitation.
  ///   - now: Unix time in milliseconds.
  /// - Returns: the file to put into the folder, with its name.
  /// - Throws: `SyncError.noGroup`, `.putOut`, `.groupIsFull`.
  public mutating func invite(
    with code: borrowing PairingCode, now: UInt64
  ) throws(SyncError) -> FoundFile {
    guard var group = syncGroup else { throw .noGroup }
    guard group.isMember else { throw .putOut }
    let (id, seed) = (ID128.random(), Secret(SecretBytes.random(count: 32)))
    let signing = SigningKey(seed: seed.copied).publicKey
    group.state(
      .invite(signing: signing, ends: now / 1000 + Vault.invitationLife), about: id)
    guard group.members.invitations[id] != nil else { throw .groupIsFull }
    syncGroup = group
    let file = Invitation(id: id, seed: seed, group: group).sealed(with: code)
    return FoundFile(name: Invitation.fileName(id), bytes: file)
  }

  /// Takes back all invitations that nobody used yet.
  ///
  /// - Returns: how many there were.
  /// - Throws: `SyncError.noGroup`, `.putOut`.
  public mutating func withdrawInvitations() throws(SyncError) -> Int {
    guard var group = syncGroup else { throw .noGroup }
    guard group.isMember else { throw .putOut }
    let open = group.members.invitations.keys.sorted()
    for invitation in open { group.revoke(invitation) }
    group.renewKey()
    syncGroup = group
    return open.count
  }

  /// Joins a sync group. What is in the folder comes with the next round.
  ///
  /// - Parameters:
  ///   - invitation: from the folder.
  ///   - folder: where the group's files lie.
  ///   - name: of this device.
  ///   - now: Unix time in milliseconds.
  /// - Throws: `SyncError.alreadyInGroup`, `.invitationEnded`, `.groupIsFull`.
  public mutating func joinGroup(
    _ invitation: Invitation, folder: String, name: String, now: UInt64
  ) throws(SyncError) {
    guard syncGroup == nil else { throw .alreadyInGroup }
    guard let ends = invitation.members.invitations[invitation.id], ends > now / 1000,
      invitation.members.additions(by: invitation.id).isEmpty
    else { throw .invitationEnded }
    // A device that was in the group before does not come back under the same name.
    if invitation.members.statements.values.contains(where: { $0.subject == device }) {
      becomeNewDevice()
    }
    var group = SyncGroup(
      folder: folder, name: SyncGroup.shortened(name), device: device,
      seed: Secret(SecretBytes.random(count: 32)), members: invitation.members,
      keys: invitation.keys)
    group.members.join([
      MemberStatement(
        .add(group.publicKeys), about: device, in: group.id, as: invitation.id,
        signedBy: invitation.signingKey)
    ])
    group.revoke(invitation.id)
    guard group.isMember else { throw .groupIsFull }
    group.renewKey()
    syncGroup = group
  }

  /// Puts a device out of the group; the others get a new key with this device's next file.
  ///
  /// - Parameter device: one of `syncDevices`, also this one.
  /// - Throws: `SyncError.noGroup`, `.putOut`, `.unknownDevice`, `.groupIsFull`.
  public mutating func revokeDevice(_ device: DeviceID) throws(SyncError) {
    guard var group = syncGroup else { throw .noGroup }
    guard group.isMember else { throw .putOut }
    guard group.members.devices[device] != nil else { throw .unknownDevice }
    group.revoke(device)
    guard group.members.devices[device] == nil else { throw .groupIsFull }
    group.renewKey()
    syncGroup = group
  }

  /// Changes what this device is called.
  ///
  /// - Parameter name: at most 64 bytes of it are kept.
  /// - Throws: `SyncError.noGroup`.
  public mutating func renameDevice(_ name: String) throws(SyncError) {
    guard var group = syncGroup else { throw .noGroup }
    group.name = SyncGroup.shortened(name)
    syncGroup = group
  }

  /// Takes a new id and new keys, and puts the old ones out of the group: whoever has an old copy of
  /// this vault gets nothing new from there. Without a group nothing happens.
  public mutating func renewSyncKeys() {
    guard var group = syncGroup, group.isMember else { return }
    let old = group.device
    becomeNewDevice()
    group.goOn(as: device)
    group.revoke(old)
    group.renewKey()
    syncGroup = group
  }

  /// The folder of the group lies elsewhere now.
  ///
  /// - Parameter folder: where its files lie.
  /// - Throws: `SyncError.noGroup`.
  public mutating func moveGroup(to folder: String) throws(SyncError) {
    guard var group = syncGroup else { throw .noGroup }
    group.folder = folder
    syncGroup = group
  }

  /// Forgets the group with its keys. The accounts stay.
  public mutating func leaveGroup() { local.sync = nil }
}
