import Authenticator
import ChildProcesses
import Secrets
import Testing
import VaultSupport

extension TestVault {
  /// A vault with so many accounts with names of usual length, and one of each odd kind.
  fileprivate static func filled(_ count: Int) throws -> TestVault {
    var pin = TestVault.account(1001)
    pin.note = "a note"
    pin.tags = ["work"]
    return try TestVault([pin, TestVault.account(1002, .hotp)] + (3..<count + 1).map(account))
  }

  /// Prints the vault to a PDF.
  fileprivate func sheet() async throws -> Finished {
    try await self("backup --paper", folder + "/sheet.pdf")
  }

  /// Renders the pages and changes each with a line of Pillow, in which `p` is the picture.
  fileprivate func photograph(_ change: String, resolution: Int = 200) async throws -> [String] {
    let script = """
      import sys, glob
      from PIL import Image, ImageDraw, ImageFilter, ImageEnhance
      def stain(p, page, x, y):
          if page not in place: return p
          mm = p.height / 297
          ImageDraw.Draw(p).ellipse([(x - 18) * mm, (y - 18) * mm, (x + 18) * mm, (y + 18) * mm], 90)
          return p
      for place in sorted(glob.glob(sys.argv[1] + "/page-*.png")):
          p = Image.open(place).convert("L")
          p = \(change)
          p.save(place.replace("/page-", "/photo-").replace(".png", ".jpg"), quality=60)
      """
    let rendered = try await run(
      "/usr/bin/pdftoppm",
      ["-r", "\(resolution)", "-gray", "-png", "\(folder)/sheet.pdf", "\(folder)/page"])
    #expect(rendered.end == .exited(0))
    let changed = try await run("/usr/bin/python3", ["-c", script, folder])
    #expect(changed.end == .exited(0), "\(changed.error)")
    return Folder.names(in: folder).filter { $0.hasPrefix("photo-") }.map { "\(folder)/\($0)" }
  }

  /// Restores photos into a new vault with the recovery key.
  fileprivate func restore(_ photos: [String]) async throws -> Finished {
    try await fob(
      ["restore-vault", "--yes", "--vault", folder + "/restored.fob"] + photos,
      under: ["/usr/bin/setsid", "--wait"])
  }

  /// The accounts of a vault without what is given to them anew.
  fileprivate func accounts(of path: String) throws -> Set<String> {
    Set(
      try content(of: path).accounts.map { stored in
        // The entry names what codes are computed from, secret and all.
        let account = stored.account
        return "\(stored.entry) \(account.issuer) \(account.name) \(account.note) \(account.tags) "
          + "\(account.counter)"
      })
  }
}

@Suite(.serialized) struct `A backup on paper` {
  @Test func `of 100 accounts fits on two pages, with notes`() async throws {
    let vault = try TestVault.filled(100)
    let result = try await vault.sheet()
    #expect(result.printed(vault.folder + "/sheet.pdf"), "\(result.error)")
    #expect(result.error.contains("100 accounts on ") && result.error.contains("2 A4 pages"))
    #expect(!result.error.contains("notes"))
    let info = try await run("/usr/bin/pdfinfo", [vault.folder + "/sheet.pdf"]).text
    #expect(info.contains(/Pages: +2\n/) && info.contains("A4"), "\(info)")
    let text = try await run("/usr/bin/pdftotext", [vault.folder + "/sheet.pdf", "-"]).text
    #expect(text.contains("fob restore-vault page1.jpg") && text.contains("page 2 of 2"))
    #expect(!text.contains("Issuer") && !text.contains("secret"))
  }

  /// Crooked, upside down, small, dim and blurred, and out of focus.
  @Test(arguments: [
    ("p", 150), ("p.rotate(7, expand=True, fillcolor=230)", 200), ("p.rotate(180)", 120),
    ("ImageEnhance.Contrast(p).enhance(0.5).filter(ImageFilter.GaussianBlur(1))", 200),
    ("p.transform((1700, 2400), Image.PERSPECTIVE, (1, .03, -20, .02, 1, -20, 1e-5, 2e-5))", 200),
  ])
  func `comes back from photos in any order`(change: String, resolution: Int) async throws {
    let vault = try TestVault.filled(60)
    #expect(try await vault.sheet().end == .exited(0))
    let photos = try await vault.photograph(change, resolution: resolution)
    let result = try await vault.restore(photos.reversed())
    #expect(result.end == .exited(0) && result.lines.last == "60 new", "\(result.error)")
    let restored = vault.folder + "/restored.fob"
    #expect(try vault.accounts(of: restored) == vault.accounts(of: vault.path))
    #expect(try vault.content(of: restored).history.isEmpty)
  }

  @Test func `opens with the password, and comes back from the PDF itself`() async throws {
    let vault = try TestVault.filled(3)
    #expect(try await vault.sheet().end == .exited(0))
    let result = try await vault(
      "restore-vault --yes --vault", vault.folder + "/restored.fob", vault.folder + "/sheet.pdf",
      with: .password)
    #expect(result.end == .exited(0), "\(result.error)")
    let list = ["list", "--vault", vault.folder + "/restored.fob"]
    #expect(try await vault.fob(list, with: .password).end == .exited(0))
    let wrong = try await vault(
      "restore-vault --yes --vault", vault.folder + "/other.fob", vault.folder + "/sheet.pdf",
      with: .newPassword)
    #expect(wrong.failed(4) && wrong.error.contains("wrong password"))
  }

  @Test func `names the codes and pages that are missing`() async throws {
    let vault = try TestVault.filled(100)
    #expect(try await vault.sheet().end == .exited(0))
    let photos = try await vault.photograph("p", resolution: 120)
    #expect(photos.count == 2)
    let first = try await vault.restore([photos[0]])
    #expect(
      first.failed(6) && first.error.contains("missing, on page 2"), "\(first.error)")
    let cut = try await vault.photograph("p.crop((0, 0, p.width, p.height // 2))", resolution: 120)
    let half = try await vault.restore(cut)
    #expect(
      half.failed(6)
        && half.error.contains("codes 3, 4, 5, 6 and 9 of 9 are missing, on pages 1 and 2"),
      "\(half.error)")
    let none = try await vault.restore([vault.path + ".nothing"])
    #expect(none.end == .exited(6))
  }

  /// Coffee over the middle of a code is more than its own error correction mends.
  @Test func `comes back where any one code is stained, and not where two are`() async throws {
    let vault = try TestVault.filled(50)
    #expect(try await vault.sheet().error.contains("on 5 codes, 1 A4 page"))
    let stains = (0..<5).map { place in
      "stain(p, 'page-1', \(52 + 92 * (place % 2)), \(83 + 81 * (place / 2)))"
    }
    for (place, stain) in stains.enumerated() {
      let result = try await vault.restore(try await vault.photograph(stain, resolution: 150))
      #expect(result.end == .exited(0), "code \(place + 1): \(result.error)")
      #expect(
        result.error.contains("code \(place + 1), on page 1, was not read; the others make up"),
        "\(result.error)")
      let restored = vault.folder + "/restored.fob"
      #expect(try vault.accounts(of: restored) == vault.accounts(of: vault.path))
      _ = try await run("/bin/rm", [restored])
    }
    let both = stains[1].replacing("(p,", with: "(\(stains[4]),")
    let result = try await vault.restore(try await vault.photograph(both, resolution: 150))
    #expect(
      result.failed(6) && result.error.contains("codes 2 and 5 of 5 are missing, on page 1"),
      "\(result.error)")
  }

  @Test func `is told from what an import reads`() async throws {
    let vault = try TestVault.filled(12)
    #expect(try await vault.sheet().end == .exited(0))
    let photos = try await vault.photograph("p", resolution: 150)
    for page in [vault.folder + "/sheet.pdf"] + photos {
      let result = try await vault("import --yes", page)
      #expect(
        result.failed(6) && result.error.contains("this is a paper backup"), "\(result.error)")
      #expect(result.error.contains("fob restore-vault PAGE"))
    }
    #expect(try await vault("list").lines.count == 13)
  }

  /// The others went on meanwhile.
  @Test func `brings a lost machine back among those that it syncs with`() async throws {
    let homes = try await SyncedHomes.paired([
      TestVault.filled(4), TestVault(uris: [Known.github]),
    ])
    // One edit before the print, of which the other machine does not hear in time.
    try await homes.vaults[1].succeeding("rm user4")
    #expect(try await homes.vaults[0].sheet().end == .exited(0))
    for command in ["code user1002", "edit user3 --name renamed", "sync"] {
      try await homes.vaults[1].succeeding(command)
    }
    let sheet = homes.vaults[0].folder + "/sheet.pdf"
    for name in ["data", "state"] { Folder.remove("\(homes.vaults[0].folder)/\(name)") }
    try await homes.vaults[0].succeeding("restore-vault --yes \(sheet)")
    let words = try await homes.vaults[1].succeeding("sync pair --print").text
    let folder = homes.folders[0]
    try await homes.vaults[0].succeeding("sync join \(folder) --code-stdin", input: words)
    try await homes.settle()
    let contents = try homes.vaults.map { try $0.content(of: $0.path) }
    #expect(contents[0].hasSameState(as: contents[1]))
    #expect(contents[0].accounts.count == 4 && contents[0].trash.count == 1)
    #expect(contents[0].accounts.contains { $0.account.name == "renamed" })
    #expect(contents[0].accounts.contains { $0.account.counter == 1 })
  }

  @Test func `is added to the vault that is there as an import is`() async throws {
    let vault = try TestVault.filled(4)
    #expect(try await vault.sheet().end == .exited(0))
    #expect(try await vault("rm user3").end == .exited(0))
    let result = try await vault.fob(
      ["restore-vault", "--yes", "--backup-password-fd", "4", vault.folder + "/sheet.pdf"],
      under: ["/usr/bin/setsid", "--wait"])
    #expect(
      result.lines.contains("from the trash   Issuer 3: user3@example.com"), "\(result.error)")
    #expect(result.lines.last == "1 back from the trash, 3 already in the vault")
    #expect(try await vault("undo").end == .exited(0))
    #expect(try await vault("list").lines.count == 4)
  }

  @Test func `never writes over a file, and needs one that is named`() async throws {
    let vault = try TestVault.filled(3)
    #expect(try await vault("backup --paper", vault.path).failed(1))
    #expect(try await vault("backup --paper", vault.folder).failed(64))
  }
}
