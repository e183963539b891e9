import Examples
import Foundation
import Problems
import Studies
import Testing

@Suite("Recipients alone, placed by limits of the population")
struct RecipientsOnlyTests {
    private func item() throws -> StudyItem {
        let folder = try #require(Examples.folder("survei-manfaat"))
        let result = try Study(contentsOf: folder.appendingPathComponent("penerima.yaml")).run()
        return try #require(result.items.first { $0.name == "incidence" })
    }

    @Test("what is recommended is the shares by the limits; figures among recipients are named so")
    func recommended() throws {
        let item = try item()
        for key in ["benefit_share", "cuts", "concentration_index", "gini", "population_share", "cgh_bottom40"] {
            #expect(item.recommended[key] == nil, "\(key)")
            #expect(item.recommended["among_recipients"]?[key] != nil, "\(key)")
        }
        let shares = try #require(item.recommended["external_benefit_share"]?.elements).compactMap(\.double)
        for (share, estimate) in zip(shares, item.estimates) {
            #expect(abs(share - (estimate.value ?? .nan)) < 1e-9)
        }
        let indices = item.tables.flatMap(\.rows).compactMap { row -> String? in
            guard case .text(let text)? = row.cells.first else { return nil }
            return text.en
        }.filter { $0.hasPrefix("Concentration index") || $0.hasPrefix("Gini index") }
        #expect(indices.count == 2 && indices.allSatisfy { $0.hasSuffix("among recipients only") })
    }

    @Test("the figure draws the benefits below each limit, and no curve of recipients among themselves")
    func figure() throws {
        let item = try item()
        let figure = try #require(item.figures.first)
        #expect(figure.curves.map(\.role) == [.equality, .concentration])
        let points = try #require(figure.curves.last).points
        let shares = try #require(item.recommended["external_benefit_share"]?.elements).compactMap(\.double)
        #expect(points.count == shares.count + 1)
        for (index, share) in shares.enumerated() {
            #expect(abs(points[index + 1].y - points[index].y - share) < 1e-9)
            #expect(abs(points[index + 1].x - Double(index + 1) / Double(shares.count)) < 1e-12)
        }
    }

    @Test(
        "limits that a random sample of the population contradicts are told; those it bears out are not",
        arguments: [(0.44, true), (0.2, false)])
    func disagreement(share: Double, isTold: Bool) throws {
        var workshop = StudyWorkshop()
        // 400 invented units of living standard 1 … 400, every fourth of them served.
        workshop.csv = "y,b\n" + (1...400).map { "\($0),\($0 % 4 == 0 ? 1 : 0)\n" }.joined()
        let first = Int(400 * share)
        workshop.head += "rank: {value: y, per: household}\nbenefit: b\n"
        workshop.head += "population: {source: S, limits: [\(first), \(max(first + 1, 160)), 240, 320]}\n"
        let item = try workshop.item("method: incidence")
        let warning = item.warnings.first { $0.code == "limits-disagree-with-sample" }
        #expect((warning != nil) == isTold)
        if let warning { #expect(warning.message.en.contains("44.0 %") && warning.message.en.contains("20.0 %")) }
        // Recipients alone need not be spread as the population is.
        #expect(!(try workshop.item("method: incidence, where: b > 0")).codes.contains("limits-disagree-with-sample"))
        workshop.head = workshop.head.replacing("random", with: "purposive")
        #expect(!(try workshop.item("method: incidence")).codes.contains("limits-disagree-with-sample"))
    }
}
