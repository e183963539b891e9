import Examples
import Foundation
import Problems
import Studies
import Testing

@Suite("What an audit of a paper hands out")
struct PaperOutputTests {
    private func audit() throws -> PaperAudit {
        let folder = try #require(Examples.folder("mekaar-kutasari"))
        return try Paper(contentsOf: folder.appendingPathComponent("tables.yaml")).audit()
    }

    @Test("The document has the stable shape, and its counts agree with its lists")
    func document() throws {
        let audit = try audit()
        let document = audit.document(in: .en, report: "out.html")
        for key in ["paper", "title", "publication", "tables", "findings", "summary", "report"] {
            #expect(document[key] != nil, "\(key)")
        }
        let findings = try #require(document["findings"]?.elements)
        #expect(findings.count == audit.findings.count)
        let keys: Set = [
            "code", "severity", "table", "row", "field", "line", "printed", "possible", "message", "remedy",
        ]
        for finding in findings {
            guard case .object(let fields) = finding else { Issue.record("no object"); continue }
            #expect(Set(fields.keys) == keys)
        }
        func sum(_ key: String) -> Double {
            (document["tables"]?.elements ?? []).reduce(0) { $0 + ($1[key]?.double ?? -1000) }
        }
        for key in ["checked", "right", "flagged", "not_checkable"] {
            #expect(document["summary"]?[key]?.double == sum(key), "\(key)")
        }
        #expect(document["summary"]?["findings"]?.double == Double(findings.count))
    }

    @Test("Every finding is a whole sentence in both languages, with nothing left to fill in")
    func sentences() throws {
        for finding in try audit().findings {
            for language in Language.allCases {
                let sentence = finding.message[language] + finding.remedy[language]
                #expect(!sentence.contains("{") && !sentence.contains("paper."), "\(sentence)")
            }
            #expect(finding.message.id != finding.message.en, "\(finding.code)")
        }
    }

    @Test("CSV has one line for each finding; quotes and formulas are harmless")
    func csv() throws {
        let yaml = "rows: [{label: '=1+1', count: 12}, {label: 'a \"b\", c', count: 5, percent: '3'}]"
        let csv = try PaperFixture.audit(yaml, n: 10).csv(in: .en)
        let lines = csv.split(separator: "\n")
        #expect(lines.count == 4 && lines[0].hasPrefix("severity,code,table,row,field,line"))
        #expect(csv.contains(",'=1+1,") && csv.contains("\"a \"\"b\"\", c\""))
    }
}
