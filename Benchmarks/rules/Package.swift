// swift-tools-version: 6.2
import PackageDescription

/// Times one rule for one person, as another package would use the language. Kept apart, so that building
/// Gapura does not build it.
let package = Package(
    name: "rules",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "gapura", path: "../..")],
    targets: [
        .executableTarget(
            name: "rules", dependencies: [.product(name: "Rules", package: "gapura")],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ],
    swiftLanguageModes: [.v6]
)
