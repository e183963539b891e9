import Examples
import Foundation
import Problems
import Studies
import Testing

@Suite("The two studies")
struct StudyTests {
    private func result(_ name: String) throws -> StudyResult {
        let folder = try #require(Examples.folder(name))
        return try Study(contentsOf: folder.appendingPathComponent("study.yaml")).run()
    }

    private func item(_ name: String, of result: StudyResult) throws -> StudyItem {
        try #require(result.items.first { $0.name == name })
    }

    private func codes(_ item: StudyItem) -> Set<String> { Set(item.warnings.map(\.code)) }

    @Test("Mekaar: the tables are reproduced, the slips are named")
    func mekaarTables() throws {
        let result = try result("mekaar-kutasari")
        #expect(result.n == 30 && result.synthetic)
        for name in ["sector", "table-2", "table-3", "table-4", "table-5", "table-6", "table-7", "table-8", "table-9"] {
            #expect(try item(name, of: result).asPublished["reproduced"] == .bool(true), "\(name)")
        }
        let dependants = try item("dependants", of: result)
        #expect(dependants.asPublished["percent_printed"] == .strings(["94"]))
        #expect(dependants.asPublished["reproduced"] == .bool(false))
        #expect(codes(dependants).contains("impossible-percentage"))
        #expect(try codes(item("sector", of: result)).contains("duplicate-category-label"))
        #expect(try codes(item("age", of: result)).contains("not-a-majority"))
        #expect(try codes(item("education", of: result)).isSuperset(of: ["not-a-majority", "categories-not-reported"]))
        let targeting = try item("targeting", of: result)
        #expect(targeting.recommended["count"] == .integer(26) && targeting.recommended["coverage"] == .null)
        #expect(targeting.recommended["wilson"]?.elements?.first?.double.map { ($0 * 1000).rounded() } == 703)
        #expect(codes(targeting).isSuperset(of: ["no-comparison-group", "arbitrary-threshold", "claim-contradicted"]))
    }

    @Test("Mekaar: classes of equal width beside quantiles, and no label")
    func mekaarIncidence() throws {
        let table = try item("table-4", of: result("mekaar-kutasari"))
        #expect(table.asPublished["share"] == .strings(["0.47", "0.33", "0.03", "0.14", "0.03"]))
        #expect(table.asPublished["verdict"] == .string("pro-poor"))
        #expect(table.recommended["verdict"] == .null)
        #expect(table.recommended["count"] == .integers([6, 6, 6, 6, 6]))
        #expect(table.recommended["benefit_share"] == .numbers([0.1875, 0.203125, 0.203125, 0.203125, 0.203125]))
        #expect(
            codes(table).isSuperset(of: [
                "equal-width-classes", "unequal-class-sizes", "no-population-reference", "verdict-withheld",
                "impossible-share-by-count", "principal-is-not-benefit",
            ]))
        let figure = try #require(table.figures.first)
        #expect(Set(figure.curves.map(\.role)) == [.equality, .lorenz, .concentration, .published])
        for curve in figure.curves {
            #expect(curve.points.first == .init(0, 0))
            #expect(curve.points.last.map { $0.x == 1 && ($0.y - 1).magnitude < 1e-9 } == true)
            for (a, b) in zip(curve.points, curve.points.dropFirst()) { #expect(a.x <= b.x && a.y <= b.y + 1e-12) }
        }
        #expect(table.tables.filter { $0.kind == .incidence }.count == 2)
    }

    @Test("Mekaar: 86.2 from rounded scores, 86.0 from counts; the test with its size")
    func mekaarEffects() throws {
        let result = try result("mekaar-kutasari")
        let effectiveness = try item("table-8", of: result)
        #expect(
            effectiveness.asPublished["value"] == .number(86.2) && effectiveness.recommended["value"] == .number(86))
        #expect(effectiveness.recommended["class_literal"] == .string("effective"))
        #expect(codes(effectiveness).isSuperset(of: ["double-rounding", "class-label-differs", "class-not-robust"]))

        let test = try item("table-9", of: result)
        #expect(test.asPublished["significance"] == .string("0,000"))
        #expect(test.recommended["p_text"] == .string("< .001"))
        #expect(test.recommended["p_value"]?.double.map { ($0 * 1e10).rounded() } == 596)
        #expect(test.recommended["z_without_tie_correction"]?.double.map { ($0 * 1000).rounded() } == -4372)
        #expect(test.recommended["hodges_lehmann"] == .number(232_500))
        #expect(
            codes(test).isSuperset(of: [
                "p-printed-as-zero", "effect-size-not-published", "pair-label-reversed", "formula-counts-zeros",
                "before-after-without-comparison",
            ]))
        let ranks = try #require(test.tables.first { $0.kind == .ranks })
        #expect(ranks.footnotes.map(\.mark) == ["a", "b", "c"])
        #expect(ranks.rows[1].cells.map { $0.text(in: .en) } == ["Positive Ranks", "25", "13.00", "325.00"])
        let statistics = try #require(test.tables.first { $0.kind == .testStatistics })
        #expect(statistics.rows.map { $0.cells[1].text(in: .en) } == ["-4.372", "< .001", "< .001"])
        #expect(statistics.rows[2].cells[1].text(in: .id) == "< 0,001")
    }

    @Test("BPUM: what does not add up, what was cut off, what contradicts itself")
    func bpum() throws {
        let result = try result("bpum-arjowilangun")
        #expect(result.n == 9)
        func has(_ name: String, _ code: String) throws -> Bool { try codes(item(name, of: result)).contains(code) }
        for name in ["info-source", "duration", "production-problem"] {
            #expect(try has(name, "counts-do-not-add-up"), "\(name)")
        }
        for name in ["sex", "registration-problem", "daily-records", "npwp"] {
            #expect(try has(name, "truncated-percentages"), "\(name)")
        }
        let funds = try codes(item("use-of-funds", of: result))
        #expect(funds.isSuperset(of: ["percentage-of-another-count", "percentages-do-not-add-up", "mixed-decimals"]))
        #expect(try has("duration", "overlapping-categories"))
        #expect(try has("expected-aid", "count-not-printed"))
        #expect(try has("business-type", "list-length-differs"))
        #expect(try has("daily-records", "claim-contradicted"))
        #expect(try has("turnover", "range-printed-as-average"))
        #expect(try has("women", "purposive-sample"))
        let women = try item("women", of: result)
        #expect(women.recommended["hypergeometric_if_random"] == .numbers([144.0 / 475, 438.0 / 475]))
        let source = try item("info-source", of: result)
        #expect(source.missing == 1 && source.recommended["percent_valid"] == .numbers([75, 12.5, 12.5]))
        // Right tables stay without complaint.
        for name in ["registration-method", "disbursed", "extra-cost", "proposer"] {
            #expect(try codes(item(name, of: result)).isEmpty, "\(name)")
        }
    }

    @Test(
        "Both studies read in both languages, with every word in the catalogue",
        arguments: ["mekaar-kutasari", "bpum-arjowilangun"])
    func wording(name: String) throws {
        let result = try result(name)
        for language in Language.allCases {
            for item in result.items {
                var texts = item.warnings.map { $0.message[language] } + [item.title[language]]
                for table in item.tables {
                    texts += [table.caption[language]] + table.columns.map { $0.heading[language] }
                    texts += table.footnotes.map { $0.text[language] }
                    texts += table.rows.flatMap { row in row.cells.map { $0.text(in: language) } }
                    #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count }, "\(table.caption.en)")
                }
                for figure in item.figures { texts += [figure.caption[language], figure.description[language]] }
                for text in texts {
                    #expect(
                        !text.contains("{") && !text.contains("studies.") && !text.contains("evaluation."), "\(text)")
                }
            }
        }
        let document = result.document(in: .en, report: "x.html")
        #expect(document["study"] == .string(name) && document["report"] == .string("x.html"))
        #expect(document["results"]?.elements?.count == result.items.count)
        #expect(document["results"]?.elements?.first?["as_published"] != nil)
    }

    @Test("The figures come from the data: another row, another result")
    func computed() throws {
        let folder = try #require(Examples.folder("mekaar-kutasari"))
        let scratch = try Scratch()
        let yaml = try String(contentsOf: folder.appendingPathComponent("study.yaml"), encoding: .utf8)
        let csv = try String(contentsOf: folder.appendingPathComponent("mekaar.csv"), encoding: .utf8)
        let study = try scratch.file("study.yaml", yaml)
        _ = try scratch.file("mekaar.csv", csv.replacingOccurrences(of: ",690000,800000", with: ",690000,500000"))
        let result = try Study(contentsOf: study).run()
        let test = try item("table-9", of: result)
        #expect(test.asPublished["reproduced"] == .bool(false))
        #expect(test.recommended["n_negative"] == .integer(1))
    }
}
