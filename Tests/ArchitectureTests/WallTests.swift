import Testing

/// Swift files of the program.
private let sources = SourceFile.all(in: "Sources", endingIn: [".swift"])
private let cSources = SourceFile.all(in: "Sources", endingIn: [".c", ".h"])
private let tests = SourceFile.all(in: "Tests", endingIn: [".swift"])

@Suite struct `The walls of the house` {
  /// What each module may import: nothing else is let in, and nothing is let in that is not needed.
  static let doors: [String: Set<String>] = [
    "Secrets": ["CSodium", "Synchronization"],
    "Authenticator": ["CGcrypt", "Secrets"],
    "Importers": ["Authenticator", "CExpat", "CGcrypt", "CInflate", "Secrets"],
    "Exporters": ["Authenticator", "Importers", "Secrets"],
    "QRImages": ["CPictures", "CZBar"],
    "Hardening": ["CHardening", "Glibc"],
    "TerminalUI": [],
    "fob": [
      "ArgumentParser", "Authenticator", "CMachine", "CNCurses", "Exporters", "Glibc", "Hardening",
      "Importers", "Secrets", "Synchronization", "SystemPackage", "TerminalUI",
    ],
    "fob-scan": ["CCamera", "Glibc", "Hardening", "QRImages"],
    "fob-convert": ["CConfinement", "Glibc", "Hardening"],
    "fob-draw": ["CDrawing", "Glibc", "Hardening"],
    "fob-unpack": ["CGcrypt", "CSQLite", "CZip", "Glibc", "Hardening"],
  ]

  @Test func `stand around every module`() {
    #expect(Set(sources.map(\.module)) == Set(Self.doors.keys))
  }

  @Test(arguments: doors.keys.sorted())
  func `have the doors that are listed`(module: String) {
    let imports = sources.filter { $0.module == module }.map(\.imports)
    #expect(imports.reduce(into: Set()) { $0.formUnion($1) } == Self.doors[module])
  }

  /// The rooms where each C library is known.
  @Test(arguments: [
    ("sodium", ["CSodium"]), ("gcrypt", ["CGcrypt"]), ("zbar", ["CZBar"]),
    ("png", ["CDrawing", "CPictures"]), ("qrencode", ["CDrawing"]),
    ("jpeglib", ["CPictures"]), ("webp/decode", ["CPictures"]), ("libdeflate", ["CPictures"]),
    ("zlib", ["CInflate", "CPictures"]), ("expat", ["CExpat"]), ("zip", ["CZip"]),
    ("sqlite3", ["CSQLite"]),
    ("curses", ["CNCurses"]), ("seccomp", ["CConfinement", "CHardening"]),
  ])
  func `let few rooms see each library's headers`(library: String, rooms: [String]) {
    let files = cSources.filter { file in
      file.lines.contains { $0.hasPrefix("#include <") && $0.contains("\(library).h") }
    }
    #expect(Set(files.map(\.module)) == Set(rooms))
  }

  /// What opens other apps' files is never what a vault depends on.
  @Test func `keep the foreign ciphers among importers and exporters`() {
    let names = /\b(Foreign[A-Z]\w+|Inflation|Scrypt|SecretStream)\b/
    let users = sources.filter { file in file.code.contains { $0.contains(names) } }
    #expect(Set(users.map(\.module)) == ["Exporters", "Importers", "Secrets"])
    let gcrypt = sources.filter { $0.module == "Importers" && $0.imports.contains("CGcrypt") }
    #expect(gcrypt.allSatisfy { $0.path.hasPrefix("Sources/Importers/ForeignCiphers") })
    #expect(!gcrypt.isEmpty)
  }

  /// A target without them could do what is unsafe without saying so.
  @Test func `hold by strict settings in every Swift target`() {
    let targets = SourceFile("Package.swift").text.split(separator: /\.\w*[tT]arget\(\n?/)
      .dropFirst()
    // fob-heif is C, as are the shims.
    let swift = targets.filter { !$0.contains(/^\s*name: "(C[A-Z]|fob-heif)/) }
    #expect(swift.count > 15)
    for target in swift { #expect(target.contains("swiftSettings: strict"), "\(target)") }
  }
}

@Suite struct `Unsafe code` {
  /// Where it is, and why it cannot be avoided there.
  static let reasons = [
    "Sources/Authenticator/Codes/MessageCode.swift": "libgcrypt's HMAC reads keys by pointer",
    "Sources/Authenticator/Codes/SecretHash.swift": "libgcrypt's hash state is a C handle",
    "Sources/Hardening/ResourceLimit.swift": "setrlimit takes a pointer",
    "Sources/Importers/ForeignCiphers+Derivation.swift": "libgcrypt derives keys by pointer",
    "Sources/Importers/ForeignCiphers+Handle.swift": "libgcrypt's cipher is a C handle",
    "Sources/Importers/ForeignCiphers+Hash.swift": "libgcrypt's hash state is a C handle",
    "Sources/Importers/Readers/Inflation.swift": "zlib reads and writes by pointer",
    "Sources/Importers/Readers/XMLElement.swift": "expat calls back with pointers",
    "Sources/Hardening/StandardStreams.swift": "read and write take pointers",
    "Sources/QRImages/Ladder/Kernel.swift": "loops over millions of pixels without bounds checks",
    "Sources/QRImages/Formats/Picture.swift": "the picture libraries write pixels by pointer",
    "Sources/QRImages/Symbol.swift": "zbar gives payloads by pointer",
    "Sources/Secrets/Blake2b.swift": "libsodium's hash state is a C structure",
    "Sources/Secrets/Lending.swift": "lends bytes to libsodium by pointer",
    "Sources/Secrets/LetterBox.swift": "libsodium makes keys, seals and opens by pointer",
    "Sources/Secrets/PassphraseKey.swift": "libsodium reads the passphrase by pointer",
    "Sources/Secrets/Scrypt.swift": "libsodium derives keys by pointer",
    "Sources/Secrets/SecretStream.swift": "libsodium opens by pointer",
    "Sources/Secrets/RandomBytes.swift": "libsodium writes random bytes by pointer",
    "Sources/Secrets/SealedBox.swift": "libsodium seals and opens by pointer",
    "Sources/Secrets/Secret.swift": "lends a part of an arena, and compares in constant time",
    "Sources/Secrets/SecretBytes.swift": "owns memory of sodium_malloc",
    "Sources/Secrets/SigningKey.swift": "libsodium makes keys, signs and checks by pointer",
    "Sources/Secrets/SubKey.swift": "libsodium derives keys by pointer",
    "Sources/fob-convert/FobConvert.swift": "a program's arguments are pointers",
    "Sources/fob-convert/System.swift": "posix_spawn, pread and readlink take pointers",
    "Sources/fob-draw/Symbol.swift": "libqrencode and libpng read and write by pointer",
    "Sources/fob-scan/Camera.swift": "a camera's pictures lie where the kernel puts them",
    "Sources/fob-unpack/Database.swift": "SQLite's database is a C handle",
    "Sources/fob-unpack/OpenArchive.swift": "libzip's archive is a C handle",
    "Sources/fob-unpack/Statement.swift": "SQLite lends values by pointer",
    "Sources/fob-unpack/WinZipSeal.swift": "libgcrypt's hash state is a C handle",
    "Sources/fob/LiveScreen/CursesScreen.swift": "ncurses draws C strings",
    "Sources/fob/Machine/BackgroundWork.swift": "a thread calls back with a pointer",
    "Sources/fob/Machine/CStringList.swift": "C takes lists of strings by pointer",
    "Sources/fob/Machine/ChildProcess.swift": "the spawning wrapper takes C strings",
    "Sources/fob/Machine/DetachedProcess.swift": "the spawning wrapper takes C strings",
    "Sources/fob/Machine/FolderWatch.swift": "inotify writes its events into bytes",
    "Sources/fob/Machine/LocalSocket.swift":
      "paths of sockets are C strings, peers come by pointer",
    "Sources/fob/Machine/RunningChild.swift": "poll and waitpid take pointers",
    "Sources/fob/Machine/Clock.swift": "the C library's calendar takes pointers",
    "Sources/fob/Machine/DescriptorIO.swift": "read and write take pointers",
    "Sources/fob/Machine/SystemCalls.swift": "system calls take C strings",
    "Sources/fob/Machine/Terminal.swift": "a prompt is lent as a C string",
  ]

  private static var marks: Regex<Substring> {
    /\bunsafe\b|\bunsafely|@safe|@unchecked|nonisolated\(unsafe\)/
  }

  @Test func `stands only in files that are listed with a reason`() {
    let files = sources.filter { file in file.code.contains { $0.contains(Self.marks) } }
    #expect(files.map(\.path).sorted() == Self.reasons.keys.sorted())
  }
}

@Suite struct `Every file` {
  @Test(arguments: sources)
  func `is short enough to be read at once`(file: SourceFile) {
    #expect(file.lines.count <= 300)
  }

  @Test(arguments: sources)
  func `never stops the program where something is missing`(file: SourceFile) {
    let traps = file.code.filter { $0.contains(/\btry!|\bas!|[\w\])]!(?!=)/) }
    #expect(traps.isEmpty)
  }

  @Test(arguments: sources + tests + cSources)
  func `leaves nothing to be done later`(file: SourceFile) {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
    #expect(!file.lines.contains { line in marks.contains { line.contains($0) } })
  }

  @Test(arguments: sources)
  func `does without Foundation`(file: SourceFile) {
    #expect(!file.imports.contains { $0.hasPrefix("Foundation") })
  }
}
