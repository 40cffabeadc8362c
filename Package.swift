// swift-tools-version: 6.2
import PackageDescription

/// Warnings stop the build where `TREETOP_STRICT` is set (CI sets it); a newer compiler's new
/// warnings never stop a person who only wants to build the program.
let isStrict = Context.environment["TREETOP_STRICT"] != nil

/// The generic engine is composed in `Presets` and must be specialised there.
///
/// Without `errno` a square root is one instruction.
let specialised: [SwiftSetting] = [
  .unsafeFlags(
    ["-cross-module-optimization", "-Xcc", "-fno-math-errno"], .when(configuration: .release))
]

/// The reader parses a million lines in a fraction of a second: that no two accesses to its state
/// overlap is checked in debug builds, which the tests run.
let unchecked: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

let package = Package(
  name: "treetop",
  products: [.executable(name: "treetop", targets: ["treetop"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // Floor 0
    .target(name: "CMappings"),
    .target(
      name: "CNcurses", dependencies: ["CMappings"],
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    // It opens libcurl when a server is first asked, and includes none of its headers.
    .target(name: "CHTTP", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
    .target(name: "CEmbeddedPair", exclude: ["Training", "Weights"]),
    .target(name: "CCourse", exclude: ["Course"]),
    .target(name: "CInferenceLoop", cSettings: [.unsafeFlags(["-O3", "-ffast-math"])]),
    .target(name: "Groundwork", dependencies: ["CMappings"], swiftSettings: specialised),
    .target(name: "Drawing"),
    // Floor 1
    .target(name: "SearchTrees", dependencies: ["Groundwork"], swiftSettings: specialised),
    .target(name: "Endpoints", dependencies: ["CHTTP", "Groundwork"]),
    // Floor 2
    .target(
      name: "TreeSearch", dependencies: ["SearchTrees", "Groundwork"], swiftSettings: specialised),
    .target(
      name: "Journals", dependencies: ["SearchTrees", "Groundwork"], exclude: ["Python"],
      swiftSettings: specialised + unchecked),
    // Floor 3
    .target(
      name: "Environments", dependencies: ["TreeSearch", "SearchTrees", "Groundwork"],
      swiftSettings: specialised),
    .target(
      name: "LanguageModels", dependencies: ["CKernels", "CEmbeddedPair", "Groundwork"],
      swiftSettings: specialised),
    .target(
      name: "RewardModels",
      dependencies: ["LanguageModels", "Endpoints", "TreeSearch", "SearchTrees", "Groundwork"],
      swiftSettings: specialised),
    .target(
      name: "Presets",
      dependencies: [
        "Environments", "RewardModels", "LanguageModels", "TreeSearch", "SearchTrees", "Groundwork",
      ],
      swiftSettings: specialised),
    .target(
      name: "Goldens", dependencies: ["TreeSearch", "SearchTrees", "Groundwork"],
      swiftSettings: specialised),
    // What it makes are the events of a journal, as text.
    .target(name: "Exporters", dependencies: ["Journals", "SearchTrees", "Groundwork"]),
    .target(
      name: "Importers", dependencies: ["Journals", "Groundwork"],
      swiftSettings: specialised + unchecked),
    // Floor 4
    .target(name: "Exploring", dependencies: ["SearchTrees", "Drawing", "Groundwork"]),
    .target(name: "Lessons", dependencies: ["CCourse", "SearchTrees", "Drawing", "Groundwork"]),
    .target(
      name: "Sessions",
      dependencies: [
        "Lessons", "Presets", "Environments", "Exporters", "Importers", "Journals", "TreeSearch",
        "SearchTrees",
        "Groundwork",
      ]),
    // Floor 5
    .target(
      name: "Teaching",
      dependencies: ["Lessons", "Exploring", "SearchTrees", "Drawing", "Groundwork"]),
    .target(
      name: "Simulation",
      dependencies: [
        "Exploring", "Presets", "Environments", "Journals", "TreeSearch", "SearchTrees", "Drawing",
        "Groundwork",
      ]),
    .target(name: "CursesTerminal", dependencies: ["CNcurses", "Drawing"]),
    // Floor 6
    .executableTarget(
      name: "treetop",
      dependencies: [
        "CursesTerminal", "Teaching", "Sessions", "Lessons", "Exploring", "Presets", "RewardModels",
        "LanguageModels", "Endpoints", "Environments", "Exporters", "Importers", "Journals",
        "TreeSearch",
        "SearchTrees",
        "Drawing", "Groundwork",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: specialised),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Simulation", "Exploring", "Goldens", "Presets", "RewardModels", "LanguageModels",
        "CInferenceLoop", "Environments", "Importers", "Journals", "TreeSearch", "SearchTrees",
        "Drawing", "Groundwork",
      ],
      swiftSettings: specialised),
    // Tests
    .testTarget(name: "GroundworkTests", dependencies: ["Groundwork"]),
    .testTarget(name: "DrawingTests", dependencies: ["Drawing"]),
    .testTarget(name: "SearchTreesTests", dependencies: ["SearchTrees", "Groundwork"]),
    .testTarget(
      name: "TreeSearchTests",
      dependencies: [
        "TreeSearch", "SearchTrees", "Environments", "RewardModels", "Presets", "Groundwork",
      ],
      exclude: ["Mctx"]),
    .testTarget(
      name: "GoldensTests", dependencies: ["Goldens", "Groundwork"],
      resources: [.copy("Cases")]),
    // The engine as a stranger sees it: nothing here is imported with `@testable`.
    .testTarget(
      name: "PluginTests",
      dependencies: ["TreeSearch", "SearchTrees", "Environments", "Journals", "Groundwork"]),
    .testTarget(
      name: "JournalsTests",
      dependencies: [
        "Journals", "Presets", "RewardModels", "Environments", "TreeSearch", "SearchTrees",
        "Groundwork",
      ]),
    .testTarget(
      name: "EnvironmentsTests",
      dependencies: ["Environments", "TreeSearch", "SearchTrees", "Groundwork"]),
    .testTarget(
      name: "ExploringTests",
      dependencies: [
        "Exploring", "Presets", "Environments", "TreeSearch", "SearchTrees", "Drawing",
        "Groundwork",
      ],
      resources: [.copy("Goldens")]),
    .testTarget(
      name: "LanguageModelsTests", dependencies: ["LanguageModels", "CKernels", "Groundwork"],
      resources: [.copy("Goldens")]),
    .testTarget(
      name: "RewardModelsTests",
      dependencies: [
        "RewardModels", "LanguageModels", "Endpoints", "Environments", "TreeSearch", "SearchTrees",
        "Groundwork",
      ]),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "Sessions", "Presets", "Environments", "Journals", "TreeSearch", "SearchTrees",
        "Groundwork",
      ]),
    .testTarget(
      name: "LessonsTests",
      dependencies: [
        "Teaching", "Lessons", "Sessions", "Exploring", "Presets", "Environments", "Journals",
        "TreeSearch", "SearchTrees", "Drawing", "Groundwork",
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "ExportersTests", dependencies: ["Exporters"]),
    .testTarget(
      name: "ImportersTests", dependencies: ["Importers", "Journals", "SearchTrees", "Groundwork"],
      resources: [.copy("Files")]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation"]),
    .testTarget(name: "CursesTerminalTests", dependencies: ["CursesTerminal", "Drawing"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["treetop", "Environments", "Exporters", "Journals", "SearchTrees"],
      exclude: [
        "Terminal/Goldens", "OldRecordings", "Python/tiny_search.py", "Python/agent_client.py",
        "Python/browse.py",
      ]),
    .testTarget(
      name: "EndpointsTests",
      dependencies: [
        "Endpoints", "Presets", "Environments", "RewardModels", "LanguageModels", "TreeSearch",
        "SearchTrees", "Groundwork",
      ],
      exclude: ["Servers"], resources: [.copy("Replies")]),
    .testTarget(name: "LayeringTests"),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)

for target in package.targets {
  var settings = target.swiftSettings ?? []
  settings += [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
  ]
  if isStrict {
    settings += [
      .treatAllWarnings(as: .error), .treatWarning("DeprecatedDeclaration", as: .warning),
    ]
  }
  if target.type != .test {
    settings += [.strictMemorySafety()]
  }
  target.swiftSettings = settings
}
