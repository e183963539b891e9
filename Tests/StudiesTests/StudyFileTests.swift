import Foundation
import Problems
import Studies
import Testing

@Suite("Faults in a study file")
struct StudyFileTests {
    private static let head = """
        study: test
        title: {id: Uji, en: Test}
        source: {id: Sumber, en: Source}
        synthetic: true
        data: data.csv

        """
    private static let csv = "name,income,sex\nA,100,F\nB,2x0,M\nC,300,F\nD,400,M\n"

    private func problem(_ yaml: String, csv: String = csv, bare: Bool = false) throws -> Problem? {
        let scratch = try Scratch()
        let study = try scratch.file("study.yaml", (bare ? "" : Self.head) + yaml)
        _ = try scratch.file("data.csv", csv)
        do {
            _ = try Study(contentsOf: study).run()
            return nil
        } catch {
            return error
        }
    }

    private func analysis(_ lines: String...) -> String {
        "analyses:\n  - name: one\n    title: Satu\n" + lines.map { "    " + $0 + "\n" }.joined()
    }

    @Test("Each fault names its code and the line it stands on")
    func places() throws {
        let cases: [(String, String, Int?)] = [
            ("analyses:\n  - name: [one\n", "study.yaml", nil),
            ("analyses: []\nextra: 1\n", "study.unknown-key", 7),
            (analysis("method: magic"), "study.unknown-value", 9),
            (analysis("method: frequency"), "study.missing-key", 7),
            (analysis("method: frequency", "column: gender"), "study.column-missing", 10),
            (analysis("method: frequency", "colum: sex"), "study.unknown-key", 10),
            (analysis("method: proportion", "condition: sex = 'F'"), "study.expression", 10),
            (analysis("method: proportion", "condition: sex > 1"), "study.expression", 10),
            (analysis("method: proportion", "condition: sex == 'F'", "threshold: half"), "study.not-a-number", 11),
            (analysis("method: summary", "column: income"), "study.cell-not-a-number", 3),
            (analysis("method: proportion", "condition: income > 150"), "study.cell-not-a-number", 3),
            (analysis("method: frequency", "column: sex", "remarks: [nonsense]"), "study.unknown-remark", 11),
            (analysis("method: frequency", "column: sex", "interval: perhaps"), "study.not-a-flag", 11),
            (analysis("method: frequency", "column: sex", "categories: F"), "study.not-a-list", 11),
            (
                analysis("method: frequency", "column: sex", "column: name"), "study.duplicate-key", nil
            ),
            (
                analysis("method: frequency", "column: sex")
                    + "  - {name: one, title: Dua, method: frequency, column: name}\n",
                "study.duplicate-name", 11
            ),
        ]
        for (yaml, code, line) in cases {
            let found = try problem(yaml)
            #expect(found?.code == code, "\(yaml)")
            if let line { #expect(found?.place.row == line, "\(yaml)") }
            #expect(found?.place.file != nil, "\(yaml)")
        }
    }

    @Test("The sentence names file, place, value and remedy in both languages")
    func sentences() throws {
        let missing = try #require(try problem(analysis("method: frequency", "column: gender")))
        for language in Language.allCases {
            let sentence = Catalogue.bundled.sentence(missing, language)
            for part in ["study.yaml", "10", "gender", "income, name, sex"] { #expect(sentence.contains(part)) }
        }
        let cell = try #require(try problem(analysis("method: summary", "column: income")))
        #expect(cell.place == Place(file: "data.csv", row: 3, column: "income") && cell.value == "2x0")
    }

    @Test("Faults of the data file")
    func dataFile() throws {
        let yaml = analysis("method: frequency", "column: sex")
        #expect(try problem(yaml, csv: "sex\n")?.code == "evaluation.refused.empty-data")
        #expect(try problem(yaml, csv: "sex,sex\nF,M\n")?.code == "study.data.duplicate-column")
        let ragged = try problem(yaml, csv: "name,sex\nA,F\nB\n")
        #expect(ragged?.code == "study.data.ragged" && ragged?.place == Place(file: "data.csv", row: 3))
        #expect(try problem(yaml, csv: "name;sex\nA;F\n") == nil)
        #expect(try problem("", bare: true)?.code == "study.empty")
    }
}
