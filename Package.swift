// swift-tools-version: 6.2
import PackageDescription

/// Applied to every Swift target: no implicit `any`, no member from a module that is not imported,
/// and no C type that leaks into a public face.
let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// For what is shipped: unsafe code says that it is (Documentation/UnsafeCode.md).
let product: [SwiftSetting] = swift + [.strictMemorySafety()]

/// Dependencies point one way, the way the data flows: see the picture in README.md.
let package = Package(
  name: "ucensus",
  products: [
    .executable(name: "ucensus", targets: ["ucensus"]),
    .executable(name: "ucensus-history", targets: ["ucensus-history"]),
    // With the modules whose types its public face has.
    .library(name: "Auditing", targets: ["Auditing", "CensusModel", "TextOutput"]),
    // The columnar file and its kernel without the rest: what Benchmarks/ measures.
    .library(
      name: "Census",
      targets: [
        "CensusModel", "CensusRules", "ColumnFile", "CensusKernel", "Documents", "Files", "Sealing",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C libraries. One module imports each, but zlib reads dumps, and has the checksum of ZIPs.
    .target(
      name: "CSimdjson",
      linkerSettings: [.linkedLibrary("simdjson")]),
    // Records of dumps on the tokens that simdjson finds: our own grammar check and field reader.
    .target(name: "CRecordParser", dependencies: ["CSimdjson"]),
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    // No library: a header with one instruction.
    .systemLibrary(name: "CPrefetch"),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Leaf loops for processors with AVX2 and AVX-512.
    .target(name: "CLeaves"),
    // SHA-256 of two streams at once, which no library has.
    .target(name: "CSHA256"),

    // Rule set, device classes and dump profile, embedded in the binary.
    .target(
      name: "BuiltInData", path: "data", exclude: ["README.md", "sample", "sample-sources"],
      resources: [
        .embedInCode("rules-4.1.5.json"), .embedInCode("device-classes.csv"),
        .embedInCode("dump-profile.json"), .embedInCode("import-columns.csv"),
        .embedInCode("webex-licenses.csv"), .embedInCode("microsoft-plans.csv"),
        .embedInCode("contract.json"),
      ], swiftSettings: product),

    // The words that all modules share: plain values, no I/O.
    .target(name: "CensusModel", swiftSettings: product),
    // Small documents: JSON and CSV read strictly, with the line and byte of what is refused.
    .target(name: "Documents", dependencies: ["CSimdjson", "CensusModel"], swiftSettings: product),
    // What is written for people and programs: tables, CSV, JSON.
    .target(name: "TextOutput", dependencies: ["CensusModel"], swiftSettings: product),
    .target(
      name: "CensusRules", dependencies: ["BuiltInData", "CensusModel", "Documents"],
      swiftSettings: product),
    .target(
      name: "Files",
      dependencies: [
        "CNettle", "CSHA256", "CensusModel",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: product),

    // What files that are checked and sealed have in common: numbers, blocks, checksums, the frame.
    .target(name: "Sealing", dependencies: ["CLZ4", "CXXHash"], swiftSettings: product),

    // The pipeline, left to right.
    .target(
      name: "DumpReading",
      dependencies: [
        "BuiltInData", "CArchive", "CRecordParser", "CZlib", "CensusModel", "Files", "Documents",
        "Sealing",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: product),
    // Beside it: exports of the source systems become records of a dump.
    .target(
      name: "Import",
      dependencies: ["BuiltInData", "CExpat", "CensusModel", "Documents", "Files", "TextOutput"],
      swiftSettings: product),
    .target(
      name: "Inventory", dependencies: ["CPrefetch", "CensusModel", "DumpReading", "Files"],
      swiftSettings: product),
    .target(
      name: "ColumnFile",
      dependencies: [
        "CensusModel", "Files", "Sealing",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: product),
    .target(
      name: "CensusKernel", dependencies: ["CLeaves", "CensusModel", "CensusRules", "ColumnFile"],
      swiftSettings: product),
    .target(
      name: "Report",
      dependencies: ["CZlib", "CensusModel", "CensusRules", "Documents", "TextOutput"],
      swiftSettings: product),

    // The bill of a report under a contract.
    .target(
      name: "Billing",
      dependencies: ["CensusModel", "CensusRules", "Documents", "Report", "TextOutput"],
      swiftSettings: product),

    // Tables for other programs: bytes of Parquet, of whatever columns.
    .target(name: "Parquet", dependencies: ["CLZ4", "CZlib"], swiftSettings: product),

    // The whole of it as a library, and the command line.
    // One report as a page for browsers; style sheet and script are embedded in the binary.
    .target(
      name: "Page", dependencies: ["CensusModel", "Files", "Report", "TextOutput"],
      resources: [.embedInCode("page.css"), .embedInCode("page.js")], swiftSettings: product),
    .target(
      name: "Auditing",
      dependencies: [
        "Billing", "BuiltInData",
        "CensusKernel", "CensusModel", "CensusRules", "ColumnFile", "DumpReading", "Files",
        "Import", "Inventory", "Documents", "Page", "Parquet", "Report", "TextOutput",
      ], swiftSettings: product),
    // What both programs do with a terminal: results, remarks, widths, interrupts.
    .target(
      name: "Terminal",
      dependencies: [
        "Auditing", "Documents", "Files", "Report", "TextOutput",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: product),
    .executableTarget(
      name: "ucensus",
      dependencies: [
        "Auditing", "CensusModel", "Files", "Report", "Terminal", "TextOutput",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: product),

    // The store of audits and its commands: an executable of its own, because GRDB needs Foundation and
    // the program that counts starts without. `ucensus history` runs it.
    .target(
      name: "History",
      dependencies: [
        "Auditing", "CensusModel", "Files", "Report", "TextOutput",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: product),
    .executableTarget(
      name: "ucensus-history",
      dependencies: [
        "Auditing", "CensusModel", "Files", "History", "Report", "Terminal", "TextOutput",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: product),

    // Tests. `TestSupport` holds the independent reference and the random providers.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swift),
    // Apart from it, because the reference shares nothing with the program.
    .target(
      name: "FaultSupport",
      dependencies: ["Files", .product(name: "SystemPackage", package: "swift-system")],
      path: "Tests/FaultSupport", swiftSettings: swift),
    // Readers of untrusted bytes, for libFuzzer (tools/fuzz) and for tests, and plain twins.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Auditing", "CLZ4", "CRecordParser", "CXXHash", "CensusKernel", "CensusModel",
        "CensusRules",
        "ColumnFile", "DumpReading", "Files", "Documents", "Import", "Sealing",
        "TestSupport",
      ], path: "Tests/FuzzTargets", swiftSettings: swift),
    .testTarget(
      name: "FuzzTargetsTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "CRecordParserTests",
      dependencies: ["CRecordParser", "Documents", "FuzzTargets", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents"], swiftSettings: swift),
    .testTarget(
      name: "CensusModelTests", dependencies: ["CensusModel"], swiftSettings: swift),
    .testTarget(
      name: "CensusRulesTests",
      dependencies: ["BuiltInData", "CensusModel", "CensusRules", "Documents", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "FilesTests",
      dependencies: [
        "FaultSupport", "Files", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: swift),
    .testTarget(
      name: "DumpReadingTests",
      dependencies: [
        "CArchive", "CensusModel", "DumpReading", "Files", "Documents", "Sealing", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: swift),
    .testTarget(
      name: "InventoryTests",
      dependencies: [
        "CensusModel", "DumpReading", "FaultSupport", "Files", "Inventory", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: swift),
    .testTarget(
      name: "ImportTests", dependencies: ["Documents", "Files", "Import", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "ColumnFileTests",
      dependencies: [
        "CLZ4", "CensusModel", "ColumnFile", "FaultSupport", "Files", "FuzzTargets", "Sealing",
        "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: swift),
    .testTarget(
      name: "CensusKernelTests",
      dependencies: [
        "CLeaves", "CensusKernel", "CensusModel", "CensusRules", "ColumnFile", "FuzzTargets",
        "Sealing", "TestSupport",
      ], swiftSettings: swift),
    .testTarget(
      name: "ParquetTests", dependencies: ["Parquet"], swiftSettings: swift),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "CensusModel", "CensusRules", "Documents", "Report", "TestSupport", "TextOutput",
      ], swiftSettings: swift),
    .testTarget(
      name: "BillingTests", dependencies: ["Billing", "CensusRules", "Documents", "Report"],
      swiftSettings: swift),
    .testTarget(
      name: "TextOutputTests", dependencies: ["CensusModel", "TestSupport", "TextOutput"],
      swiftSettings: swift),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Auditing", "CensusModel", "ColumnFile", "Sealing", "Terminal", "TestSupport", "ucensus",
        "ucensus-history",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "PageTests", dependencies: ["Page", "Report", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "HistoryTests",
      dependencies: [
        "Auditing", "CensusModel", "Files", "History", "Report", "TestSupport", "TextOutput",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: swift),
    .testTarget(
      name: "AuditingTests",
      dependencies: [
        "Auditing", "CensusModel", "CensusRules", "ColumnFile", "FaultSupport", "Files", "Report",
        "Sealing", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: swift),
  ],
  cxxLanguageStandard: .cxx20
)

/// `tools/check` lets no warning pass. Dependencies keep theirs.
if Context.environment["WARNINGS_AS_ERRORS"] != nil {
  for target in package.targets { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
