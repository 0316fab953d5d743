// swift-tools-version: 6.2
import PackageDescription

/// The same settings as in the package that is measured.
let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// What only benchmarks need: it is no part of the program and nobody who depends on the program
/// builds it.
let package = Package(
  name: "ucensus-benchmarks",
  dependencies: [
    .package(name: "ucensus", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(
      name: "SyntheticInventory",
      dependencies: [.product(name: "Census", package: "ucensus")], swiftSettings: swift),
    .executableTarget(
      name: "make-inventory",
      dependencies: [
        "SyntheticInventory",
        .product(name: "Census", package: "ucensus"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: swift),
  ]
)
