import Foundation
import Linkage
import Tabular
import Testing

@Suite("The tutorial that links two small files")
struct TutorialTests {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let catalogue = root.appendingPathComponent("Sources/Linkage/Linkage.docc")
    private static let parts = ["Link", "Look"]
    private let files = ["members.csv", "clinic.csv"].map {
        TutorialTests.catalogue.appendingPathComponent("Resources/" + $0)
    }

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: catalogue.appendingPathComponent(name), encoding: .utf8)
    }

    private static func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: catalogue.appendingPathComponent(folder).path)
    }

    private static func steps(_ part: String) throws -> [String] {
        let count = try names("Resources").count { $0.hasPrefix(part + "-") }
        return try (1...max(1, count)).map { try text("Resources/\(part)-\($0).swift") }
    }

    /// Who each record truly is, by its id.
    private func people() throws -> [String: String] {
        var people: [String: String] = [:]
        for (number, file) in files.enumerated() {
            for row in try DelimitedRows.read(String(contentsOf: file, encoding: .utf8)) {
                people["\(number + 1):" + (row["id"] ?? "")] = row["person"]
            }
        }
        return people
    }

    @Test("the code that runs here is the code of each part's last step", arguments: parts)
    func sameCode(part: String) throws {
        let own = try String(
            contentsOf: Self.root.appendingPathComponent("Tests/LinkageTests/TutorialCode.swift"), encoding: .utf8)
        let begin = try #require(own.range(of: "// tutorial: \(part)\n"))
        let end = try #require(own.range(of: "\n// tutorial: ", range: begin.upperBound..<own.endIndex))
        let last = try #require(try Self.steps(part).last)
        let head = "import Foundation\nimport Linkage\nimport Tabular\n\n"
        #expect(last == head + own[begin.upperBound..<end.lowerBound])
    }

    @Test("a step only adds lines to the step before, and all are shown")
    func steps() throws {
        let page = try Self.text("Two-Files.tutorial")
        for part in Self.parts {
            let steps = try Self.steps(part).map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
            for (before, after) in zip(steps, steps.dropFirst()) {
                #expect(after.difference(from: before).removals.isEmpty && after.count > before.count)
            }
            for place in steps.indices { #expect(page.contains("file: \"\(part)-\(place + 1).swift\"")) }
        }
        let shown = page.split(separator: "\n").count { $0.contains("@Code(") }
        #expect(try Self.names("Resources").count == shown + 1)
    }

    @Test("twenty lines link the two files: of fifty people on both 47 are found, and no two are confused")
    func linking() throws {
        let lines = try #require(try Self.steps("Link").last).split(separator: "\n")
        #expect(lines.count == 20)
        let people = try people()
        let both = Dictionary(grouping: people.keys, by: { people[$0] ?? "" }).values.count { $0.count == 2 }
        #expect(people.count == 160 && both == 50)
        let found = try link(files)
        #expect(found.count == 47)
        for pair in found { #expect(people[pair[0]] != nil && people[pair[0]] == people[pair[1]], "\(pair)") }
        let page = try Self.text("Two-Files.tutorial").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(page.contains("both lists \(found.count) are found"))
    }

    @Test("one true pair shares no key, and the parts of every pair add up to its weight")
    func judging() throws {
        let result = try judged(files)
        let quality = try #require(result.quality)
        #expect(quality.pairs.allTrue == 50 && quality.comparedTrue == 49)
        let parameters = try #require(result.model.parameters)
        #expect(parameters.convergence.isConverged)
        for pair in result.pairs {
            let lines = reasons(pair, in: result)
            #expect(lines.count == 5 && lines[0].hasPrefix("start -"))
            let sum = lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
            #expect(abs(sum - pair.weight) < 0.3, "\(lines) \(pair.weight)")
        }
    }

    @Test("the picture shows the parts of a pair of the run")
    func picture() throws {
        let result = try judged(files)
        let picture = try Self.text("Resources/pair.svg")
        let page = try Self.text("Two-Files.tutorial")
        #expect(page.contains("source: \"pair.svg\""))
        let shown = result.pairs.filter { pair in
            reasons(pair, in: result).dropLast().allSatisfy { line in
                let words = line.split(separator: " ")
                let bits = Double(words.last ?? "") ?? .nan
                let sign = bits < 0 ? "−" : "+"
                return picture.contains(">" + words.dropLast().joined(separator: " ") + "<")
                    && picture.contains(">\(sign)\(bits.magnitude)<")
            }
        }
        #expect(!shown.isEmpty)
    }
}
