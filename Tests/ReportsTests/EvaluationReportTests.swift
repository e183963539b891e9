import Examples
import Foundation
import Problems
import Reports
import Studies
import Testing

@Suite("The evaluation report of the Mekaar study")
struct EvaluationReportTests {
    static func document(_ language: Language, _ study: String = "mekaar-kutasari") throws -> ParsedDocument {
        let folder = try #require(Examples.folder(study))
        let result = try Study(contentsOf: folder.appendingPathComponent("study.yaml")).run()
        return try ParsedDocument.read(Report.evaluation(result, in: language).html)
    }

    @Test("every analysis stands in three layers")
    func layers() throws {
        let document = try Self.document(.id)
        let sections = document.elements.filter {
            $0.name == "section" && $0.attributes["aria-labelledby"]?.hasPrefix("item-") == true
        }
        #expect(sections.count >= 9)
        for kind in ["published", "recommended", "warned"] {
            #expect(document.all("div", kind).count == sections.count)
        }
    }

    @Test("the summary gives figures, names no cause and gives no verdict on whom the programme favours")
    func summary() throws {
        let id = try Self.document(.id).section("summary").lowercased()
        #expect(id.contains("86,0\u{a0}%") && id.contains("86,2\u{a0}%") && id.contains("26 dari 30"))
        for word in ["pro-poor", "pro-miskin", "menyebabkan", "terbukti", "berdampak", "meningkatkan", "berhasil"] {
            #expect(!id.contains(word))
        }
        let en = try Self.document(.en).section("summary").lowercased()
        #expect(en.contains("86.0\u{a0}%") && en.contains("26 of 30"))
        for word in ["pro-poor", "caused", "impact", "proves", "increased", "thanks to", "succe"] {
            #expect(!en.contains(word))
        }
    }

    @Test("Wilcoxon stands in the tables of SPSS, with footnotes and without a p of zero")
    func signedRank() throws {
        let document = try Self.document(.id)
        let ranks = document.rows(ofTableWithCaption: "Ranks")
        #expect(ranks.contains { Array($0.suffix(3)) == ["25b", "13,00", "325,00"] })
        #expect(document.all("table", "spss").count == 2)
        let statistics = document.rows(ofTableWithCaption: "Test Statistics")
        #expect(statistics.contains { $0[0].contains("Asymp") && $0[1] == "<\u{a0}0,001" })
        #expect(!statistics.joined().contains("0,000"))
        #expect(document.all("ul", "notes").contains { $0.text.contains("a. ") && $0.text.contains("c. ") })
    }

    @Test("the publication's tables keep their numbers; one table in several parts gets letters")
    func numbers() throws {
        let captions = try Self.document(.id).all("caption").map(\.text)
        for start in ["Tabel 4a. ", "Tabel 4b. ", "Tabel 5. ", "Tabel 8a. ", "Tabel 9a. ", "Tabel A1. "] {
            #expect(captions.contains { $0.hasPrefix(start) }, "\(start)")
        }
        #expect(Set(captions).count == captions.count)
        #expect(captions.allSatisfy { $0.hasPrefix("Tabel ") })
    }

    @Test("the figure holds the line of equality, both curves and the publication's own, with their values as a table")
    func figure() throws {
        let document = try Self.document(.en)
        #expect(document.all("polyline", "curve").count == 3)
        #expect(document.all("line", "equality").count == 1)
        let rows = document.elements.filter { element in
            element.name == "tr" && element.ancestors.contains { document.elements[$0].name == "details" }
        }
        #expect(rows.count == 12)
    }

    @Test("Indonesian writes decimal commas, English points; percent signs do not part from numbers")
    func numerals() throws {
        let id = try Self.document(.id)
        let en = try Self.document(.en)
        // The tables of what is recommended; what the publication prints stays as it prints it.
        let recommended = id.all("div", "recommended").map(\.text).joined(separator: "\n")
        #expect(recommended.firstMatch(of: /[0-9]\.[0-9]{1,2}\b/) == nil)
        #expect(
            en.all("div", "recommended").map(\.text).joined(separator: "\n").firstMatch(of: /[0-9],[0-9]{1,2}\b/) == nil
        )
        #expect(!id.all("td").contains { $0.text.contains(" %") })
    }

    @Test("every field that a reader sees has a name in words", arguments: ["mekaar-kutasari", "bpum-arjowilangun"])
    func fieldNames(study: String) throws {
        for language in Language.allCases {
            let names = try Self.document(language, study).all("dt").map(\.text)
            #expect(!names.isEmpty)
            let raw: Set<String> = [
                "wilson", "value", "count", "benefit share", "p value", "hodges lehmann", "percent of all",
            ]
            #expect(raw.isDisjoint(with: names))
        }
    }
}
