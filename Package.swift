// swift-tools-version: 6.2
import PackageDescription

/// Everything in this package is Swift 6 language mode; these features are on for every Swift target.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// The one type of paths (`FilePath`); NSString's functions of paths end the program at some.
let paths: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "ascribe",
    products: [
        // The shared library: other front ends use the same engine and the same readers.
        .library(
            name: "CreditEngine",
            targets: ["CreditEngine", "TraceFiles", "LanguageModels", "CreditStore", "UseCases"]),
        .executable(name: "ascribe", targets: ["ascribe"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // The star's centre: values and algorithms, no I/O, no clock, no global state.
        .target(name: "CreditEngine", dependencies: ["EngineShims"], swiftSettings: strict),

        // The side targets. Each knows the engine; none knows another.
        .target(
            name: "TraceFiles",
            dependencies: ["CreditEngine", "DocumentShims", paths], swiftSettings: strict),
        .target(
            name: "LanguageModels",
            dependencies: ["CreditEngine", "ChildPrograms", "CTransfer", paths],
            swiftSettings: strict),
        // Programs of the person's own: started, asked, bounded, ended with all that they started.
        .target(name: "ChildPrograms", dependencies: ["CProcess"], swiftSettings: strict),
        .target(name: "Inspector", dependencies: ["CreditEngine", paths], swiftSettings: strict),
        .target(
            name: "CreditStore", dependencies: ["CreditEngine", .product(name: "GRDB", package: "GRDB.swift"), paths],
            swiftSettings: strict),
        .target(name: "PlantedFaults", dependencies: ["CreditEngine"], swiftSettings: strict),
        // What the servers on this machine's ports share.
        .target(
            name: "HTTPServing", dependencies: ["DocumentShims", .product(name: "FlyingFox", package: "FlyingFox")],
            swiftSettings: strict),
        // Spans of running programs, taken in over HTTP and appended to a file.
        .target(
            name: "SpanReceiver",
            dependencies: ["HTTPServing", .product(name: "FlyingFox", package: "FlyingFox")],
            swiftSettings: strict),
        // Programs recorded and replayed at the level of their calls of models.
        .target(
            name: "ProgramTape",
            dependencies: [
                "CreditEngine", "LanguageModels", "HTTPServing", .product(name: "FlyingFox", package: "FlyingFox"),
            ],
            swiftSettings: strict),

        // The C and C++ shims: the only places that see libcrypto, RE2, zlib, simdjson, libarchive, GNU calls, libcurl and curses.
        // The builder takes what is ready in descending order of names. What the two largest modules that others wait for
        // need comes before all that begins with a C.
        .target(name: "EngineShims", linkerSettings: [.linkedLibrary("crypto"), .linkedLibrary("re2")]),
        .target(
            name: "DocumentShims",
            linkerSettings: [.linkedLibrary("archive"), .linkedLibrary("simdjson"), .linkedLibrary("z")]),
        .target(name: "CProcess"),
        .target(name: "CTransfer", linkerSettings: [.linkedLibrary("curl"), .linkedLibrary("z")]),
        .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

        // What a person can have done, each thing in one place; the commands and the inspector only call it.
        .target(
            name: "UseCases",
            dependencies: [
                "CreditEngine", "TraceFiles", "LanguageModels", "CreditStore", "PlantedFaults", "ProgramTape",
                "SpanReceiver", "HTTPServing", "ChildPrograms", "CProcess",
                .product(name: "FlyingFox", package: "FlyingFox"), .product(name: "Yams", package: "Yams"), paths,
            ],
            swiftSettings: strict),

        // Only the executable knows everybody.
        .executableTarget(
            name: "ascribe",
            dependencies: [
                "UseCases", "CreditEngine", "TraceFiles", "LanguageModels", "CreditStore", "Inspector", "PlantedFaults",
                "ProgramTape", "SpanReceiver", "ChildPrograms", "CNcurses", "CProcess",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), paths,
            ],
            swiftSettings: strict),

        // Not a test: the process that the store's tests kill and quarrel with.
        .executableTarget(
            name: "store-peer", dependencies: ["CreditStore", "CreditEngine"], path: "Tests/store-peer",
            swiftSettings: strict),

        // Not a test: prints speed and memory as ratios measured in one run (see the Guide).
        .executableTarget(
            name: "benchmarks", dependencies: ["CreditEngine", "TraceFiles", "PlantedFaults"], path: "Tests/Benchmarks",
            swiftSettings: strict),

        // Reads the sources and documents themselves: folders without circles, citations and links that lead somewhere.
        .testTarget(name: "SourceTreeTests", swiftSettings: strict),
        // Not a test: prints the tables of planted faults, found and repaired.
        .executableTarget(
            name: "planted-faults",
            dependencies: [
                "UseCases", "CreditEngine", "TraceFiles", "PlantedFaults",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/PlantedFaultTables", swiftSettings: strict),

        .testTarget(
            name: "CreditEngineTests", dependencies: ["CreditEngine"], exclude: ["State/RunnerOutputs"],
            swiftSettings: strict),
        .testTarget(name: "TraceFilesTests", dependencies: ["TraceFiles"], swiftSettings: strict),
        .testTarget(name: "ChildProgramsTests", dependencies: ["ChildPrograms"], swiftSettings: strict),
        .testTarget(name: "LanguageModelsTests", dependencies: ["LanguageModels"], swiftSettings: strict),
        .testTarget(
            name: "ProgramTapeTests",
            dependencies: [
                "ProgramTape", "CreditEngine", "LanguageModels", .product(name: "FlyingFox", package: "FlyingFox"),
            ], swiftSettings: strict),
        .testTarget(
            name: "SpanReceiverTests", dependencies: ["SpanReceiver", "HTTPServing", "TraceFiles"],
            swiftSettings: strict),
        .testTarget(
            name: "InspectorTests", dependencies: ["Inspector"], exclude: ["Screens"], swiftSettings: strict),
        .testTarget(name: "PlantedFaultsTests", dependencies: ["PlantedFaults"], swiftSettings: strict),
        .testTarget(
            name: "CreditStoreTests",
            dependencies: ["CreditStore", "store-peer", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .testTarget(
            name: "UseCasesTests",
            dependencies: [
                "UseCases", "ChildPrograms", "CreditEngine", "CreditStore", "LanguageModels", "ProgramTape",
                "TraceFiles", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AscribeTests",
            dependencies: [
                "ascribe", "planted-faults", "UseCases", "CreditEngine", "CreditStore", "LanguageModels",
                "PlantedFaults", "ChildPrograms",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// Not a test of every run: the parsers of foreign input under libFuzzer, built into a folder of its own (Tests/Fuzzing/run).
if Context.environment["ASCRIBE_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzzing",
            dependencies: ["CreditEngine", "TraceFiles", "LanguageModels", "UseCases"],
            path: "Tests/Fuzzing", exclude: ["run", "Corpus"], swiftSettings: strict))
}
