// swift-tools-version: 6.2
import PackageDescription

/// Simulates lists for the search for undeclared criteria, as another package would use it. Kept apart, so that building
/// Gapura does not build it.
let package = Package(
    name: "criteria",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "gapura", path: "../..")],
    targets: [
        .executableTarget(
            name: "criteria",
            dependencies: [
                .product(name: "Evaluation", package: "gapura"), .product(name: "Charts", package: "gapura"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ],
    swiftLanguageModes: [.v6]
)
