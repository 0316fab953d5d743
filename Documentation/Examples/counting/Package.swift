// swift-tools-version: 6.2
import PackageDescription

// A program that counts with ucensus as a library.
let package = Package(
  name: "counting",
  dependencies: [.package(name: "ucensus", path: "../../..")],
  targets: [
    .executableTarget(
      name: "counting", dependencies: [.product(name: "Auditing", package: "ucensus")])
  ]
)
