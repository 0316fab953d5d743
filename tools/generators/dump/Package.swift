// swift-tools-version: 6.2
import PackageDescription

/// Makes dumps of any size for the sample, the tests and the benchmarks. It knows the shape of the
/// records and nothing of how they are counted, and shares no code with the program it feeds.
let package = Package(
  name: "dump-generator",
  targets: [
    .executableTarget(
      name: "dump-generator",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ])
  ]
)
