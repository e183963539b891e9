import Examples
import Foundation
import Studies
import Testing

@Suite("What must not change a study's figures")
struct StudyInvarianceTests {
    private let yaml: String
    private let lines: [String]

    init() throws {
        let folder = try #require(Examples.folder("survei-manfaat"))
        yaml = try String(contentsOf: folder.appendingPathComponent("study.yaml"), encoding: .utf8)
        lines = try String(contentsOf: folder.appendingPathComponent("rumah-tangga.csv"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    private func figures(_ lines: [String], _ yaml: String? = nil) throws -> [String: StudyEstimate] {
        let scratch = try Scratch()
        _ = try scratch.file("rumah-tangga.csv", lines.joined(separator: "\n") + "\n")
        let result = try Study(contentsOf: scratch.file("study.yaml", yaml ?? self.yaml)).run()
        var out: [String: StudyEstimate] = [:]
        for item in result.items {
            for estimate in item.estimates { out["\(item.name)/\(estimate.group.id)/\(estimate.key)"] = estimate }
        }
        return out
    }

    private func same(
        _ a: [String: StudyEstimate], _ b: [String: StudyEstimate], except skipped: Set<String> = []
    ) {
        #expect(a.count > 80 && Set(a.keys) == Set(b.keys))
        for (name, first) in a where !skipped.contains(String(name.split(separator: "/")[0])) {
            let second = b[name]
            for (x, y) in [(first.value, second?.value), (first.standardError, second?.standardError)] {
                switch (x, y) {
                case (nil, nil): break
                case (let x?, let y?): #expect(abs(x - y) <= 1e-8 * max(1e-6, abs(x)), "\(name): \(x) \(y)")
                default: Issue.record("\(name)")
                }
            }
        }
    }

    @Test("the order of the rows")
    func order() throws {
        let body = lines.dropFirst().enumerated().sorted { ($0.offset * 7919) % 601 < ($1.offset * 7919) % 601 }
        same(try figures(lines), try figures([lines[0]] + body.map(\.element)))
    }

    @Test("the scale of the weights, but for totals")
    func weights() throws {
        let scaled = yaml.replacing("weight: bobot\n", with: "weight: bobot * 1000\n")
        same(try figures(lines), try figures(lines, scaled), except: ["recipients-total"])
    }

    @Test("rows of weight zero")
    func zeroWeights() throws {
        let column = 5
        let extra = lines[1...12].enumerated().map { index, line -> String in
            var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            cells[0] = "X\(index)"
            cells[column] = "0"
            return cells.joined(separator: ",")
        }
        // Tests without weights count every row.
        let unweighted: Set<String> = [
            "turnover-recipients", "account", "turnover-by-education", "turnover-by-head", "satisfaction",
        ]
        same(try figures(lines), try figures(lines + extra), except: unweighted)
    }
}
