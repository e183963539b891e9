import Foundation
import Testing

/// The documentation's catalogue, read from the source tree.
enum TutorialPages {
    static let folder: URL = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return root.appendingPathComponent("Sources/Evaluation/Evaluation.docc")
    }()
    /// The files that the tutorial writes, in order.
    static let parts = ["Survey", "Incidence", "Curves", "Targeting", "Refusals", "Sentences"]

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    static func names(_ path: String, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
            .filter { $0.hasSuffix(ending) }.sorted()
    }

    /// The step files of a part, first step first.
    static func steps(_ part: String) throws -> [String] {
        let count = try names("Resources", ending: ".swift").count { $0.hasPrefix(part + "-") }
        return try (1...max(1, count)).map { try text("Resources/\(part)-\($0).swift") }
    }

    /// What `TutorialCode.swift` holds between the marks of a part.
    static func compiled(_ part: String) throws -> String {
        let own = try String(
            contentsOf: folder.appendingPathComponent("../../../Tests/EvaluationTests/TutorialCode.swift"),
            encoding: .utf8)
        let begin = try #require(own.range(of: "// tutorial: \(part)\n"))
        let end = try #require(own.range(of: "\n// tutorial: ", range: begin.upperBound..<own.endIndex))
        return String(own[begin.upperBound..<end.lowerBound])
    }

    /// All pages in one, every run of white space as one space.
    static func prose() throws -> String {
        try names("", ending: ".tutorial").map { try text($0) }.joined(separator: " ")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
