import Problems
import Registry
import Reports
import Testing

@Suite("What changed rules would change, as a document")
struct WhatIfReportTests {
    @Test("says who moves, by which rule, and what must not be concluded", arguments: Language.allCases)
    func document(language: Language) throws {
        let report = try ReasonSample.whatIf()
        #expect(report.entered == 2 && report.left == 0 && report.rows == 2)
        let html = try Report.whatIf(report, in: language, edition: Edition(synthetic: true)).html
        let document = try ParsedDocument.read(html)
        #expect(document.all("h1").count == 1 && document.all("div", "notice").count == 1)
        #expect(document.readable.contains("350711******0011") && document.readable.firstMatch(of: /[0-9]{16}/) == nil)
        #expect(document.readable.contains("bpum.not-state-employee=off"))
        #expect(!document.readable.contains("{"))
        let tables = try WhatIfTables(report, language)
        #expect(
            tables.curves == nil && tables.summary.contains { $0.contains("persepuluhan") || $0.contains("tenths") })
        for table in tables.tables + [tables.movers()] {
            #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(table.id)")
            // A phrase that is missing shows its key.
            let texts =
                [table.title, table.note ?? ""] + table.columns.map(\.heading) + table.rows.flatMap { $0.prefix(1) }
            #expect(texts.filter { $0.wholeMatch(of: /[a-z]+(-[a-z]+)*\.[a-z][a-zA-Z.-]+/) != nil }.isEmpty, "\(texts)")
        }
    }
}
