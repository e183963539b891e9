// swift-tools-version: 6.2
import PackageDescription

/// Times the evaluation engine as another package would use it. Kept apart, so that building Gapura does not build it.
let package = Package(
    name: "evaluation-benchmark",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "gapura", path: "../..")],
    targets: [
        .executableTarget(
            name: "EvaluationBenchmark", dependencies: [.product(name: "Evaluation", package: "gapura")],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ],
    swiftLanguageModes: [.v6]
)
