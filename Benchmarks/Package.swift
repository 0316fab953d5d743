// swift-tools-version: 6.2
import PackageDescription

/// The same settings as in the package that is measured.
let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let census = Target.Dependency.product(name: "Census", package: "ucensus")

/// The benchmarks. They are not part of the program, and a package that depends on the program
/// does not build them.
let package = Package(
  name: "ucensus-benchmarks",
  dependencies: [
    .package(name: "ucensus", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Without its traits, which replace malloc and the runtime's retain and release.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(name: "SyntheticInventory", dependencies: [census], swiftSettings: swift),
    .executableTarget(
      name: "make-inventory",
      dependencies: [
        "SyntheticInventory", census,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: swift),
    .executableTarget(
      name: "CensusBenchmarks",
      dependencies: [
        "SyntheticInventory", census, .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/CensusBenchmarks", swiftSettings: swift,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .testTarget(
      name: "SyntheticInventoryTests", dependencies: ["SyntheticInventory", census],
      swiftSettings: swift),
  ]
)
