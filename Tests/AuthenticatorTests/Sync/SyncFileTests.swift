import Secrets
import Testing

@testable import Authenticator

@Suite struct `A sync file` {
  /// With a checksum that fits, whatever stands in it.
  private func checked(_ bytes: [UInt8]) -> [UInt8] {
    var hash = Blake2b()
    hash.update(bytes.span)
    return bytes + hash.digest()
  }

  private func fault(_ bytes: [UInt8]) -> SyncFault? {
    do throws(SyncFault) {
      _ = try SyncFile(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func `is read or refused, whatever its numbers say`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      var bytes = SyncLimits.fileStart + UInt32(1).bigEndianBytes
      let count = Int.random(in: 0...600, using: &generator)
      for _ in 0..<count { bytes.append(UInt8.random(in: 0...255, using: &generator)) }
      // Few letters now and then, so that what comes after them is looked at too.
      if bytes.count >= 80, Bool.random(using: &generator) {
        bytes.replaceSubrange(76..<80, with: UInt32(count % 7).bigEndianBytes)
      }
      let file = checked(bytes)
      guard fault(file) == nil, let read = try? SyncFile(file) else { continue }
      #expect(throws: SyncFault.self) {
        _ = try read.open(with: Secret(.random(count: SealedBox.keyLength)))
      }
      #expect(!read.isSigned(by: [UInt8](repeating: 1, count: 32)))
    }
  }

  @Test(arguments: [0, 1, 7]) func `starts as one does`(length: Int) {
    #expect(fault(Array(SyncLimits.fileStart.prefix(length))) == .foreign)
    #expect(fault([1, 2, 3, 4, 5, 6, 7, 8]) == .foreign)
  }

  @Test func `of a group that is not ours stays out`() throws {
    let (group, other) = (try SampleGroup(1), try SampleGroup(1))
    let round = try SyncRound(
      group.devices[0], files: group.files + other.files, now: group.now)
    #expect(
      round.findings == [.unread(name: other.fileName(0), .otherGroup)]
        || round.findings.first == .unread(name: other.files[0].name, .otherGroup))
  }

  @Test func `says nothing in the clear but ids and numbers`() throws {
    var group = try SampleGroup(2)
    group.devices[0].add(
      [Sample.account("GitHub", "alice", secret: Sample.secret("needle-in-a-haystack"))],
      now: group.now)
    #expect(try group.settle())
    for file in group.files {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for word in ["GitHub", "alice", "needle", "device 0"] { #expect(!text.contains(word)) }
      #expect((file.bytes.count - 80 - 96 - 24 - 16 - 64 - 32) % 4096 == 0, "its length is rounded")
    }
  }
}
