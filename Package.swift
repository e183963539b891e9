// swift-tools-version: 6.2
import PackageDescription

/// Settings of every room. `strictMemorySafety` is left out of `Kernels` alone: unsafe code lives in one place.
let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
let strict: [SwiftSetting] = common + [.strictMemorySafety()]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")

func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, resources: resources,
        swiftSettings: common)
}

let package = Package(
    name: "gapura",
    defaultLocalization: "id",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "gapura", targets: ["gapura"]),
        .library(name: "Evaluation", targets: ["Evaluation"]),
        .library(name: "Indonesia", targets: ["Indonesia"]),
        .library(name: "Linkage", targets: ["Linkage"]),
        .library(name: "Tabular", targets: ["Tabular"]),
        .library(name: "Charts", targets: ["Charts"]),
        .library(name: "Rules", targets: ["Rules"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .executableTarget(
            name: "gapura",
            dependencies: [
                "Portal", "Reports", "Registry", "Studies", "Store", "SQLiteStore", "PostgresStore", "Evaluation",
                "Indonesia", "Linkage", "Rules", "Spark", "Tabular", "Problems", "Examples", argumentParser,
            ],
            resources: [.copy("Wording")], swiftSettings: strict),
        room(
            "Portal", ["Reports", "Registry", "Charts", "Indonesia", "Problems", "Store", hummingbird, mustache],
            resources: [.copy("Templates"), .copy("Assets"), .copy("Wording")]),
        room(
            "Reports", ["Registry", "Studies", "Evaluation", "Linkage", "Charts", "Spreadsheets", "Problems"],
            resources: [.copy("Wording")]),
        room(
            "Registry",
            [
                "Store", "Evaluation", "Indonesia", "Linkage", "Rules", "Tabular", "Spreadsheets", "Problems", "Yams",
                crypto,
            ],
            resources: [
                .copy("Profiles"), .copy("SheetKinds"), .copy("Wording"), .copy("Publishing/policy.json"),
                .copy("LinkageModels"), .copy("RuleFiles"), .copy("FindingFiles"),
            ]),
        room("Store", ["Problems", crypto]),
        // Its pointers stay inside the one type that writes many rows.
        room("SQLiteStore", ["Store", "Problems", grdb, sqlite]),
        // Its pointers stay inside three wrapper types, each expression marked.
        room("PostgresStore", ["CPostgreSQL", "Store", "Problems"]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room(
            "Studies", ["Evaluation", "Tabular", "Spreadsheets", "StatisticalFiles", "Problems", "Yams"],
            resources: [.copy("Wording")]),
        room("Evaluation", ["Kernels", "Problems"]),
        room("Linkage", ["Kernels", "Problems"]),
        room("Spark", ["Linkage", "Kernels", "Problems"], resources: [.copy("Driver")]),
        room("Indonesia", ["Problems"]),
        room("Tabular", ["Kernels", "Problems"]),
        // Its pointers stay inside four wrapper types, each expression marked; so the room is strict like the others.
        room("Spreadsheets", ["CXLSXWriter", "CZip", "CXML", "Problems"], resources: [.copy("Wording")]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        // Reads by itself, since such files come from strangers; ReadStat, behind one wrapper type, only writes.
        room("StatisticalFiles", ["CReadStat", "CZlib", "Tabular", "Problems"]),
        .systemLibrary(name: "CReadStat", providers: [.apt(["libreadstat-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        room("Charts"),
        room("Rules", ["Problems"]),
        room("Problems", resources: [.copy("Catalogues")]),
        .target(name: "Kernels", dependencies: ["CKernels"], swiftSettings: common),
        .systemLibrary(name: "CKernels"),
        // The bundled, synthetic example data; a locator and nothing else.
        .target(
            name: "Examples", path: "Examples", exclude: ["README.md"], sources: ["Examples.swift"],
            resources: [
                .copy("one-gate"), .copy("mekaar-kutasari"), .copy("bpum-arjowilangun"), .copy("catalogue"),
                .copy("coordination"), .copy("survei-manfaat"), .copy("peristiwa"), .copy("audit"),
            ],
            swiftSettings: strict),

        tests("Problems"),
        tests("Kernels"),
        tests("Tabular", ["Problems"]),
        // Workbooks and archives made by hand, for the suites that read them.
        .target(name: "HandMade", path: "Tests/HandMade", swiftSettings: common),
        tests("Spreadsheets", ["Problems", "HandMade"]),
        tests("StatisticalFiles", ["Tabular", "Problems"], resources: [.copy("Fixtures")]),
        tests("Indonesia", ["Problems"]),
        tests("Evaluation", ["Problems"]),
        tests("Linkage", ["Kernels", "Tabular", "Problems"]),
        tests("Spark", ["Linkage", "Kernels", "Problems"]),
        tests("Charts"),
        tests("Rules", ["Problems", "TestServer", grdb]),
        // The PostgreSQL server that three suites use.
        .target(name: "TestServer", path: "Tests/TestServer", swiftSettings: common),
        tests("Store", ["SQLiteStore", "PostgresStore", "Problems", "TestServer"]),
        tests(
            "Studies",
            [
                "Evaluation", "Registry", "Store", "SQLiteStore", "Indonesia", "Tabular", "Spreadsheets",
                "StatisticalFiles", "Problems", "Examples",
            ]),
        tests(
            "Registry",
            [
                "Store", "SQLiteStore", "PostgresStore", "Indonesia", "Tabular", "Spreadsheets", "Problems", "Examples",
                "TestServer", "HandMade", grdb,
            ],
            resources: [.copy("Fixtures")]),
        tests(
            "Reports",
            ["Registry", "Linkage", "Rules", "Studies", "Store", "SQLiteStore", "Indonesia", "Problems", "Examples"]),
        tests("Portal", ["Registry", "Store", "SQLiteStore", "Indonesia", "Problems", "Examples", hummingbirdTesting]),
        tests("gapura", ["Examples", "Problems", "HandMade", "Spreadsheets", grdb]),
        // Holds the tree itself to the rules of the house; imports nothing of it.
        .testTarget(name: "HouseTests", swiftSettings: common),
    ],
    swiftLanguageModes: [.v6]
)
