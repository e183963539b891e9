import Examples
import Foundation
import Problems
import Reports
import Studies
import Testing

@Suite("The report on a publication's printed figures")
struct PaperReportTests {
    private func audit(_ name: String) throws -> PaperAudit {
        try Paper(contentsOf: try #require(Examples.folder(name)).appendingPathComponent("tables.yaml")).audit()
    }

    private func document(_ audit: PaperAudit, _ language: Language) throws -> ParsedDocument {
        try ParsedDocument.read(Report.paperAudit(audit, in: language).html)
    }

    @Test("every finding stands in it, with place, printed figure and reason", arguments: Language.allCases)
    func findings(language: Language) throws {
        for name in ["mekaar-kutasari", "bpum-arjowilangun"] {
            let audit = try audit(name)
            let document = try document(audit, language)
            let text = document.readable.replacing("\u{a0}", with: " ")
            for finding in audit.findings {
                #expect(text.contains(finding.message[language]), "\(finding.code)")
                if let line = finding.place.line { #expect(text.contains(" \(line) "), "\(finding.code)") }
            }
            #expect(document.all("span", "chip").count == audit.findings.count + PaperFinding.Weight.allCases.count)
            #expect(Set(document.all("caption").map(\.text)).count == document.all("caption").count)
        }
    }

    @Test("every phrase is worded and filled, and every part has a kind in words", arguments: Language.allCases)
    func phrases(language: Language) throws {
        let document = try document(try audit("mekaar-kutasari"), language)
        for piece in document.pieces where piece.name != "code" {
            #expect(piece.text.firstMatch(of: /\{[a-z-]+\}/) == nil, "\(piece.text)")
            #expect(piece.text.wholeMatch(of: /[a-z]+(?:\.[a-z0-9-]+)+/) == nil, "\(piece.text)")
        }
        #expect(document.all("html").first?.attributes["lang"] == language.rawValue)
    }

    @Test("the overview adds up")
    func overview() throws {
        let audit = try audit("bpum-arjowilangun")
        let rows = try document(audit, .en).rows(ofTableWithCaption: "Figures read")
        let numbers = rows.compactMap { row in Int(row[2]).map { [$0, Int(row[3]) ?? -1, Int(row[4]) ?? -1] } }
        #expect(numbers.count == audit.parts.count + 1)
        let total = try #require(numbers.last)
        for column in 0..<3 { #expect(numbers.dropLast().reduce(0) { $0 + $1[column] } == total[column]) }
    }

    @Test("hostile texts come through as texts; a paper without findings says so")
    func hostile() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("paper-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("tables.yaml")
        func audit(_ count: Int) throws -> PaperAudit {
            let yaml = """
                paper: x
                title: "<script>alert(1)</script> & 'x' </style>"
                n: 10
                tables: [{name: t, title: "<b>", rows: [{label: "</td><i>", count: \(count)}, {label: b, count: 5}]}]
                """
            try Data(yaml.utf8).write(to: file)
            return try Paper(contentsOf: file).audit()
        }
        let bad = try document(try audit(12), .id)
        #expect(bad.readable.contains("<script>alert(1)</script> & 'x' </style>") && bad.readable.contains("</td><i>"))
        #expect(bad.all("script").isEmpty && bad.all("i").isEmpty && bad.all("style").count == 1)
        let good = try document(try audit(5), .id)
        #expect(good.section("summary").contains("Tidak ada temuan"))
    }
}
