// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of the house is built with.
let strict: [SwiftSetting] = [
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
    .library(name: "Authenticator", targets: ["Authenticator"])
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

    // Importers: bytes of other apps in, accounts out. Prompts, files and screens are elsewhere.
    .target(name: "Importers", dependencies: ["Authenticator", "Secrets"], swiftSettings: strict),
    .testTarget(
      name: "ImportersTests",
      dependencies: ["Importers", "Authenticator", "Secrets", "TestSupport"],
      swiftSettings: strict),

    // TestSupport: what the tests of several modules need.
    .target(
      name: "TestSupport", dependencies: ["Authenticator", "Secrets"], path: "Tests/TestSupport",
      swiftSettings: strict),
  ]
)
