// swift-tools-version: 6.2
import PackageDescription

/// Times new records against a list that is linked already, as another package would use it. Kept apart, so that building Gapura does not
/// build it.
let package = Package(
    name: "linkage-index",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "gapura", path: "../..")],
    targets: [
        .executableTarget(
            name: "LinkageIndexSpeed", dependencies: [.product(name: "Linkage", package: "gapura")],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ],
    swiftLanguageModes: [.v6]
)
