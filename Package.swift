// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of the house is built with.
let strict: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "fob",
  products: [
    .library(name: "Authenticator", targets: ["Authenticator"]),
    .executable(name: "fob", targets: ["fob"]),
    .executable(name: "fob-scan", targets: ["fob-scan"]),
    .executable(name: "fob-convert", targets: ["fob-convert"]),
    .executable(name: "fob-heif", targets: ["fob-heif"]),
    .executable(name: "fob-draw", targets: ["fob-draw"]),
    .executable(name: "fob-unpack", targets: ["fob-unpack"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // Secrets: the only room that sees libsodium.
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium"),
    .target(name: "Secrets", dependencies: ["CSodium"], swiftSettings: strict),
    .testTarget(name: "SecretsTests", dependencies: ["Secrets"], swiftSettings: strict),

    // Authenticator: codes, accounts, the vault. No screen, no files, no clock.
    .target(
      name: "CGcrypt",
      linkerSettings: [.linkedLibrary("gcrypt"), .linkedLibrary("gpg-error")]),
    .target(name: "Authenticator", dependencies: ["Secrets", "CGcrypt"], swiftSettings: strict),
    .testTarget(
      name: "AuthenticatorTests", dependencies: ["Authenticator", "Secrets", "TestSupport"],
      swiftSettings: strict),

    .executableTarget(
      name: "code-benchmark", dependencies: ["Authenticator", "Secrets"],
      path: "Tests/CodeBenchmark", swiftSettings: strict),

    .executableTarget(
      name: "sync-benchmark", dependencies: ["Authenticator", "Secrets"],
      path: "Tests/SyncBenchmark", swiftSettings: strict),

    // Importers: bytes of other apps in, accounts out. Prompts, files and screens are elsewhere.
    .target(name: "CExpat", linkerSettings: [.linkedLibrary("expat")]),
    .target(name: "CInflate", linkerSettings: [.linkedLibrary("z")]),
    .target(
      name: "Importers",
      dependencies: ["Authenticator", "CExpat", "CGcrypt", "CInflate", "Secrets"],
      swiftSettings: strict),
    .testTarget(
      name: "ImportersTests",
      dependencies: [
        "Importers", "Authenticator", "ChildProcesses", "Fixtures", "Secrets", "TestSupport",
        "fob-scan", "fob-unpack",
      ],
      swiftSettings: strict),

    // Exporters: accounts in, bytes of other apps' formats out. As pure as Importers.
    .target(
      name: "Exporters", dependencies: ["Authenticator", "Importers", "Secrets"],
      swiftSettings: strict),
    .testTarget(
      name: "ExportersTests",
      dependencies: ["Authenticator", "Exporters", "Importers", "Secrets", "TestSupport"],
      swiftSettings: strict),

    .executableTarget(
      name: "importer-fuzzer", dependencies: ["Authenticator", "Importers", "Secrets"],
      path: "Tests/ImporterFuzzer", swiftSettings: strict),

    // TestSupport: what the tests of several modules need.
    .target(
      name: "TestSupport", dependencies: ["Authenticator", "Secrets"], path: "Tests/TestSupport",
      swiftSettings: strict),

    // Hardening: what a process gives up before it meets secrets or hostile input.
    .target(name: "CHardening", linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "Hardening", dependencies: ["CHardening"], swiftSettings: strict),
    .target(name: "CHardeningProbe", path: "Tests/CHardeningProbe"),
    .executableTarget(
      name: "hardening-probe", dependencies: ["Hardening", "CHardening", "CHardeningProbe"],
      path: "Tests/HardeningProbe", swiftSettings: strict),
    .testTarget(
      name: "HardeningTests", dependencies: ["ChildProcesses", "hardening-probe"],
      swiftSettings: strict),

    // QRImages: pixels to payloads. The only room that sees zbar and the image libraries.
    .target(
      name: "CZBar", linkerSettings: [.linkedLibrary(":libzbar.a"), .linkedLibrary("jpeg")]),
    .target(
      name: "CPictures",
      linkerSettings: ["webpdemux", "webp", "png16", "deflate", "z", "jpeg"].map {
        .linkedLibrary($0)
      }),
    .target(
      name: "QRImages", dependencies: ["CZBar", "CPictures"],
      swiftSettings: strict + [
        // Loops over millions of pixels take minutes where nothing is optimised.
        .unsafeFlags(["-O"], .when(configuration: .debug))
      ]),
    .testTarget(
      name: "QRImagesTests", dependencies: ["QRImages", "Fixtures"], swiftSettings: strict),

    .executableTarget(
      name: "ladder-benchmark", dependencies: ["QRImages"], path: "Tests/LadderBenchmark",
      swiftSettings: strict),

    .executableTarget(
      name: "picture-fuzzer", dependencies: ["QRImages"], path: "Tests/PictureFuzzer",
      swiftSettings: strict),

    // fob-scan: one picture in, its payloads out, in a process that can do nothing else.
    .target(name: "CCamera"),
    .executableTarget(
      name: "fob-scan", dependencies: ["CCamera", "QRImages", "Hardening"],
      swiftSettings: strict),
    // fob-convert: documents and drawings to pixels, by other programs, which it confines.
    .target(
      name: "CConfinement", dependencies: ["CHardening"],
      linkerSettings: [.linkedLibrary("seccomp")]),
    .executableTarget(
      name: "fob-convert", dependencies: ["CConfinement", "Hardening"], swiftSettings: strict),
    .executableTarget(
      name: "fob-heif",
      linkerSettings: [
        .linkedLibrary("dl"),
        // It is C alone, and where it is confined it does not find Swift's libraries.
        .unsafeFlags(["-static-stdlib"]),
      ]),
    .executableTarget(
      name: "confinement-probe", dependencies: ["CConfinement"], path: "Tests/ConfinementProbe",
      swiftSettings: strict),
    .testTarget(
      name: "FobScanTests",
      dependencies: [
        "ChildProcesses", "Fixtures", "confinement-probe", "fob-scan", "fob-convert", "fob-heif",
      ],
      swiftSettings: strict),

    // fob-draw: payloads in, QR codes out. libqrencode comes without a static archive.
    .target(
      name: "CDrawing",
      linkerSettings: ["qrencode", ":libpng16.a", ":libz.a"].map { .linkedLibrary($0) }),
    .executableTarget(
      name: "fob-draw", dependencies: ["CDrawing", "Hardening"], swiftSettings: strict),
    .testTarget(
      name: "FobDrawTests", dependencies: ["ChildProcesses", "fob-draw", "fob-scan"],
      swiftSettings: strict),

    // fob-unpack: archives and databases to their files and tables. libzip comes without a static
    // archive.
    .systemLibrary(name: "CZip"),
    .systemLibrary(name: "CSQLite"),
    .executableTarget(
      name: "fob-unpack", dependencies: ["CGcrypt", "CSQLite", "CZip", "Hardening"],
      swiftSettings: strict,
      linkerSettings: ["zip", ":libsqlite3.a", "m"].map { .linkedLibrary($0) }),
    .testTarget(
      name: "FobUnpackTests", dependencies: ["ChildProcesses", "Fixtures", "fob-unpack"],
      swiftSettings: strict),

    // Fixtures: pictures with what they hold, for tests and for the demo.
    .target(
      name: "Fixtures", dependencies: [.product(name: "SystemPackage", package: "swift-system")],
      path: "Fixtures",
      exclude: [
        "Archives", "Backups", "Images", "Formats", "make-archives.py", "make-images.py",
        "make-formats.py",
      ],
      swiftSettings: strict),

    // ChildProcesses: how tests run a program.
    .target(
      name: "ChildProcesses",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/ChildProcesses", swiftSettings: strict),

    // VaultSupport: vaults for tests that run fob, each in a home of its own.
    .target(
      name: "VaultSupport",
      dependencies: [
        "Authenticator", "ChildProcesses", "Secrets",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/VaultSupport", swiftSettings: strict),

    // TerminalUI: what the live screen shows and does. No terminal, no clock, no secrets.
    .target(
      name: "TerminalUI", exclude: ["Text/make-width-table.py"], swiftSettings: strict),
    .target(
      name: "CNCurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .testTarget(
      name: "TerminalUITests", dependencies: ["TerminalUI", "CNCurses"], swiftSettings: strict),

    // fob: the command line, and the only code that touches files and the terminal.
    .target(name: "CMachine"),
    .executableTarget(
      name: "fob",
      dependencies: [
        "Authenticator", "CMachine", "CNCurses", "Exporters", "Hardening", "Importers", "Secrets",
        "TerminalUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Authenticator", "ChildProcesses", "Exporters", "Fixtures", "Secrets", "TestSupport",
        "VaultSupport", "fob", "fob-draw", "fob-scan", "fob-unpack",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .testTarget(
      name: "ArchitectureTests",
      dependencies: [
        "VaultSupport", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Authenticator", "ChildProcesses", "Fixtures", "Secrets", "TestSupport", "VaultSupport",
        "fob", "fob-scan",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ImportTests",
      dependencies: [
        "ChildProcesses", "Fixtures", "TestSupport", "VaultSupport", "fob", "fob-scan",
      ], swiftSettings: strict),
  ]
)
