import Examples
import Foundation
import Problems
import Studies
import Testing

@Suite("The two bundled papers: every known defect is found, and nothing else")
struct PaperExampleTests {
    /// `table | row | field | code` of every finding, without the prefix of the code.
    private func found(_ name: String) throws -> Set<String> {
        let audit = try audit(name)
        let lines = audit.findings.map { finding in
            [
                finding.place.table, finding.place.row ?? "", finding.place.field ?? "",
                String(finding.code.dropFirst("paper.".count)),
            ].joined(separator: " | ")
        }
        #expect(Set(lines).count == lines.count, "a finding is told twice")
        return Set(lines)
    }

    private func audit(_ name: String) throws -> PaperAudit {
        try Paper(contentsOf: try #require(Examples.folder(name)).appendingPathComponent("tables.yaml")).audit()
    }

    @Test("Mekaar")
    func mekaar() throws {
        let expected: Set<String> = [
            "table-1 | Effective Enough | limits | class-hole",
            "sector | food trade |  | label-repeated",
            "education |  |  | not-all-reported",
            "dependants | 1-3 dependents | percent | percent-impossible",
            "table-4 | Medium - High Expenditure | percent | share-needs-unequal-benefits",
            "table-4-classes |  |  | equal-width-called-quantiles",
            "table-6 |  |  | measure-differs",
            "loans | IDR 2,000,000 |  | loan-cost-not-stated",
            "loans |  |  | principal-is-not-benefit",
            "table-8 |  | value | double-rounding",
            "table-8 | Easy disbursement | class | class-label-differs",
            "table-8 |  |  | only-top-step-counts",
            "table-8 |  |  | dimension-weights",
            "table-8 |  |  | class-not-robust",
            "table-9 |  |  | heading-reversed",
            "table-9 |  | p | p-printed-as-zero",
            "table-9 |  |  | statistic-not-printed",
            "table-9 |  |  | formula-counts-ties",
            "table-9 |  |  | formula-too-small",
            "formulas | first z formula | formula | formula-differs",
            "formulas | BIA, two forms | formula | formula-differs",
            "formulas | BIA, several regions | formula | formula-differs",
            "formulas | income per capita | formula | formula-differs",
            "claims | age-majority | says | not-a-majority",
            "claims | education-majority | says | not-a-majority",
            "claims | income-rule | says | rule-worded-differently",
            "claims | house-rule | says | rule-worded-differently",
            "claims | underprivileged | says | claim-contradicted",
            "claims | proportion-denominator | says | claim-contradicted",
            "claims | figure | says | figure-number-differs",
            "conclusions | pro-poor |  | no-population-reference",
            "conclusions | pro-poor |  | no-lorenz-curve",
            "conclusions | pro-poor |  | no-uncertainty",
            "conclusions | pro-poor |  | ranked-by-household",
            "conclusions | on-target |  | no-coverage",
            "conclusions | on-target |  | threshold-without-source",
            "conclusions | on-target |  | no-uncertainty",
            "conclusions | effect |  | no-comparison-group",
            "conclusions | effect |  | nominal-recalled-survivors",
        ]
        let found = try found("mekaar-kutasari")
        #expect(found.subtracting(expected).isEmpty, "raised though right: \(found.subtracting(expected).sorted())")
        #expect(expected.subtracting(found).isEmpty, "not found: \(expected.subtracting(found).sorted())")
    }

    @Test("BPUM")
    func bpum() throws {
        let expected: Set<String> = [
            "sex | women | percent | percent-truncated",
            "information-source | RT | percent | percent-truncated",
            "information-source |  |  | counts-do-not-add",
            "information-received | requirements to become beneficiaries | percent | percent-truncated",
            "registration-problem | no problems | percent | percent-truncated",
            "disbursement-information | RT to residents | percent | percent-truncated",
            "use-of-funds | raw materials | percent | percent-truncated",
            "use-of-funds | tools or production equipment | percent | percent-of-other-count",
            "use-of-funds | tools or production equipment |  | decimals-mixed",
            "use-of-funds |  |  | percents-do-not-add",
            "duration |  |  | counts-do-not-add",
            "duration | more than 4 years |  | categories-overlap",
            "production-problem |  |  | counts-do-not-add",
            "finance-strategy | tried to make their own money |  | decimals-mixed",
            "other-aid | had not received other assistance | percent | percent-truncated",
            "other-aid |  |  | questions-mixed",
            "expected-aid | cash assistance only |  | count-missing",
            "expected-aid | cash assistance and business equipment | percent | percent-truncated",
            "daily-records | used daily business records | percent | percent-truncated",
            "npwp | did not have an NPWP | percent | percent-truncated",
            "claims | nine-main-types | says | list-length-differs",
            "claims | no-daily-records | says | claim-contradicted",
            "claims | average-turnover | says | range-as-average",
            "claims | average-age | says | range-as-average",
            "claims | 475-people | says | number-with-two-meanings",
            "claims | received-before | says | statements-conflict",
            "conclusions | women |  | sample-not-random",
            "paper |  |  | truncated-throughout",
        ]
        let found = try found("bpum-arjowilangun")
        #expect(found.subtracting(expected).isEmpty, "raised though right: \(found.subtracting(expected).sorted())")
        #expect(expected.subtracting(found).isEmpty, "not found: \(expected.subtracting(found).sorted())")
    }

    @Test("The figures that stand in the findings are those worked out by hand")
    func figures() throws {
        let mekaar = try audit("mekaar-kutasari").findings
        func message(_ code: String) -> String { mekaar.first { $0.code == "paper." + code }?.message.en ?? "" }
        #expect(message("percent-impossible").contains("93 (28), 97 (29)"))
        let shares = message("share-needs-unequal-benefits")
        #expect(shares.contains("8 ways") && shares.contains("30,000,000; 21,000,000; 2,000,000; 9,000,000; 2,000,000"))
        #expect(message("equal-width-called-quantiles").contains("899,600"))
        #expect(message("double-rounding").contains("129 of 150") && message("double-rounding").contains("86.0"))
        for rate in ["25.0 %", "47.5 %", "60.4 %"] { #expect(message("loan-cost-not-stated").contains(rate)) }
        #expect(message("statistic-not-printed").contains("4.372 – 5.000"))
        #expect(message("formula-counts-ties").contains("-4.372") && message("formula-counts-ties").contains("-4.782"))
        #expect(message("formula-differs").contains("-12.7475"))
        #expect(message("class-not-robust").contains("75.4 – 96.6"))
        #expect(message("dimension-weights").contains("78.3 %") && message("dimension-weights").contains("86.1"))
        #expect(mekaar.contains { $0.message.en.contains("70.3–94.7 %") })
        #expect(mekaar.first { $0.code == "paper.heading-reversed" }?.possible == ["After - Before"])
        let bpum = try audit("bpum-arjowilangun").findings
        #expect(bpum.first { $0.code == "paper.percent-of-other-count" }?.possible == ["11.11"])
        #expect(bpum.first { $0.code == "paper.percents-do-not-add" }?.message.en.contains("111.08") == true)
        #expect(bpum.first { $0.code == "paper.count-missing" }?.possible == ["2"])
        #expect(bpum.contains { $0.message.en.contains("30.3–92.2 %") })
    }

    @Test("A finding names the line of the file where its figure stands")
    func lines() throws {
        let url = try #require(Examples.folder("bpum-arjowilangun")).appendingPathComponent("tables.yaml")
        let lines = try String(contentsOf: url, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let findings = try Paper(contentsOf: url).audit().findings.filter { $0.place.field == "percent" }
        #expect(findings.count > 8)
        for finding in findings {
            let line = try #require(finding.place.line)
            #expect(lines[line - 1].contains(finding.printed))
        }
    }

    @Test("Figures held to something: all but what nothing printed decides")
    func tally() throws {
        let mekaar = try audit("mekaar-kutasari").tally
        #expect(mekaar.unchecked == 0 && mekaar.flagged == 17 && mekaar.right > 95)
        let bpum = try audit("bpum-arjowilangun").tally
        #expect(bpum.unchecked == 0 && bpum.flagged == 17 && bpum.right > 75)
    }
}
