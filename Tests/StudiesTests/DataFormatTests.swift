import Foundation
import Problems
import Spreadsheets
import StatisticalFiles
import Studies
import Tabular
import Testing

/// One invented survey as text, workbook, SPSS and Stata file.
private struct Survey {
    static let names = ["data.csv", "data.xlsx", "data.sav", "data.zsav", "data.dta"]
    static let count = 60

    let scratch: Scratch
    let sex: [Double]
    let income: [Double]
    let benefit: [Double]
    let village: [String]
    let days: [Double]

    init() throws {
        scratch = try Scratch()
        sex = (0..<Self.count).map { [1, 2, 2, 9][$0 % 4] }
        income = (0..<Self.count).map { row in
            if row % 10 == 3 { return -9 }
            return row % 15 == 7 ? .nan : 500_000.25 + 37_500 * Double(row)
        }
        benefit = (0..<Self.count).map { $0 % 3 == 0 ? 600_000 : 0 }
        village = (0..<Self.count).map { ["Kutasari", "Kalipare, Kec.", ""][$0 % 3] }
        days = (0..<Self.count).map { Double(18_000 + $0) * 86_400 }
        try writeText()
        try writeWorkbook()
        let labels = [(1, "Laki-laki"), (2, "Perempuan"), (9, "Tidak menjawab")].map { ValueLabel(.number($0), $1) }
        let table = StatisticalTable([
            StatisticalVariable(
                "sex", .numbers(sex), label: "Jenis kelamin pemilik", valueLabels: labels,
                missing: MissingRules(codes: [.number(9)])),
            StatisticalVariable(
                "income", .numbers(income), valueLabels: [ValueLabel(.number(-9), "Menolak")],
                missing: MissingRules(codes: [.number(-9)])),
            StatisticalVariable("benefit", .numbers(benefit)),
            StatisticalVariable("village", .texts(TextColumn(village.map { $0 }))),
            StatisticalVariable("day", .numbers(days), kind: .date),
        ])
        for format in StatisticalFormat.allCases {
            try table.write(to: scratch.url.appendingPathComponent("data." + format.rawValue), as: format)
        }
    }

    private func day(_ row: Int) -> String {
        String(Date(timeIntervalSince1970: days[row]).ISO8601Format().prefix(10))
    }

    private func writeText() throws {
        var text = "sex,income,benefit,village,day\n"
        for row in 0..<Self.count {
            let income = income[row].isNaN ? "" : NumberCell.text(income[row])
            text += "\(Int(sex[row])),\(income),\(Int(benefit[row])),\"\(village[row])\",\(day(row))\n"
        }
        _ = try scratch.file("data.csv", text)
    }

    private func writeWorkbook() throws {
        let columns = [
            ("sex", SheetColumn.Kind.integer), ("income", .decimal), ("benefit", .rupiah), ("village", .text),
            ("day", .date),
        ]
        let other = SheetContent(SheetLayout("Catatan", columns: [SheetColumn("a")]), rows: [[.text("x")]])
        var rows: [[SheetValue]] = []
        for row in 0..<Self.count {
            let parts = day(row).split(separator: "-").compactMap { Int($0) }
            rows.append([
                .integer(Int64(sex[row])), income[row].isNaN ? .blank : .decimal(income[row]),
                .integer(Int64(benefit[row])), village[row].isEmpty ? .blank : .text(village[row]),
                .date(year: parts[0], month: parts[1], day: parts[2]),
            ])
        }
        let layout = SheetLayout("Data", columns: columns.map { SheetColumn($0.0, $0.1) })
        try WorkbookWriter.write(
            [SheetContent(layout, rows: rows), other], to: scratch.url.appendingPathComponent("data.xlsx"))
    }

    func result(_ file: String, _ analyses: String, header: String = "") throws -> StudyResult {
        // What SPSS and Stata files declare themselves, a study declares for the others.
        let isPlain = file.hasSuffix("csv") || file.hasSuffix("xlsx")
        var yaml =
            "study: s\ntitle: Uji\nsource: Data rekaan\nsynthetic: true\ndata: \(file)\nsampling: random\n" + header
        if isPlain && !header.contains("missing") { yaml += "missing: {sex: {9: Tidak menjawab}, income: [-9]}\n" }
        if file.hasSuffix("xlsx") && !header.contains("sheet") { yaml += "sheet: data\n" }
        return try Study(contentsOf: scratch.file("study.yaml", yaml + "analyses:\n" + analyses)).run()
    }

    func problem(_ file: String, _ analyses: String, header: String = "") throws -> Problem? {
        do {
            _ = try result(file, analyses, header: header)
            return nil
        } catch {
            return error as? Problem
        }
    }
}

@Suite("A study's data in every format")
struct DataFormatTests {
    private static let analyses = """
          - {name: a, title: Manfaat, method: incidence, outcome: benefit, rank: income}
          - {name: b, title: Perempuan, method: proportion, condition: sex == 2}
          - {name: c, title: Pendapatan, method: summary, column: income}
          - {name: d, title: Desa, method: frequency, column: village}
          - {name: e, title: Hari, method: proportion, condition: day == '2019-04-20'}
          - {name: f, title: Kode, method: frequency, column: sex, categories: [{value: 1, label: L}, {value: 2, label: P}]}

        """

    @Test("The same study gives the same figures, whatever the file", arguments: Survey.names.dropFirst())
    func same(_ name: String) throws {
        let survey = try Survey()
        let text = try survey.result("data.csv", Self.analyses)
        let other = try survey.result(name, Self.analyses)
        #expect(text.n == Survey.count && other.n == text.n)
        for (first, second) in zip(text.items, other.items) {
            var figures = second.recommended
            // Only files that name their variables can say how.
            figures["variable_label"] = nil
            if name.hasSuffix("dta"), figures["missing_codes"] != nil {
                figures["missing_codes"] = first.recommended["missing_codes"]
            }
            #expect(first.recommended == figures, "\(first.name)")
            #expect(
                first.n == second.n && first.missing == second.missing && first.warnings.count == second.warnings.count)
        }
        #expect(text.items[1].missing == 15 && text.items[2].missing == 10)
    }

    @Test("Codes show what they mean, and missing ones how many there are", arguments: ["data.sav", "data.dta"])
    func labels(_ name: String) throws {
        let item = try Survey().result(name, "  - {name: a, title: A, method: frequency, column: sex}\n").items[0]
        #expect(item.recommended["categories"] == .strings(["Laki-laki", "Perempuan"]))
        #expect(item.recommended["count"] == .integers([15, 30]) && item.missing == 15)
        #expect(item.recommended["variable_label"] == .string("Jenis kelamin pemilik"))
        let codes = try #require(item.recommended["missing_codes"]?.elements)
        #expect(codes.count == 1 && codes[0]["label"] == .string("Tidak menjawab") && codes[0]["count"] == .integer(15))
        #expect(codes[0]["code"] == .string(name.hasSuffix("dta") ? ".a" : "9"))
        let notes = item.tables[0].footnotes.map { $0.text[.id] }
        #expect(notes.contains { $0.contains("Tidak menjawab: 15") })
    }

    @Test("A value is a code or a label; a code wins")
    func values() throws {
        let survey = try Survey()
        let folder = survey.scratch.url
        let table = StatisticalTable([
            StatisticalVariable(
                "jawaban", .numbers([1, 2, 2, 3, .nan, 3]),
                valueLabels: [(1, "2"), (2, "Ya"), (3, "Ya")].map { ValueLabel(.number($0), $1) }),
            StatisticalVariable(
                "kode", .texts(TextColumn(["L", "P", "P", "", "L", "Perempuan"])),
                valueLabels: [ValueLabel(.text("P"), "Perempuan"), ValueLabel(.text("L"), "Laki-laki")]),
        ])
        try table.write(to: folder.appendingPathComponent("codes.sav"), as: .sav)
        func count(_ condition: String) throws -> JSON? {
            try survey.result("codes.sav", "  - {name: a, title: A, method: proportion, condition: \"\(condition)\"}\n")
                .items[0].recommended["count"]
        }
        // 2 is a code although it is the label of 1 as well; "Ya" is the label of two codes.
        #expect(try count("jawaban == '2'") == .integer(2) && count("jawaban == 'Ya'") == .integer(4))
        #expect(try count("jawaban != 'Ya'") == .integer(1) && count("'Ya' == jawaban and jawaban == 3") == .integer(2))
        // In a column of text a code that occurs wins over the label of another.
        #expect(try count("kode == 'Perempuan'") == .integer(1) && count("kode == 'Laki-laki'") == .integer(2))
        #expect(try count("kode == 'Lainnya'") == .integer(0))
        let analysis =
            "  - {name: a, title: A, method: frequency, column: jawaban, categories: [{value: Ya}, {value: 1}]}\n"
        #expect(try survey.result("codes.sav", analysis).items[0].recommended["count"] == .integers([4, 1]))
    }

    @Test("A label that the column does not have is told, with those that it has")
    func unknownLabel() throws {
        let survey = try Survey()
        for analysis in [
            "  - {name: a, title: A, method: proportion, condition: sex == 'Permpuan'}\n",
            "  - {name: a, title: A, method: frequency, column: sex, categories: [{value: Permpuan}]}\n",
        ] {
            let problem = try #require(try survey.problem("data.sav", analysis))
            #expect(problem.code == "study.unknown-label" && problem.place.file == "study.yaml")
            #expect(problem.arguments["labels"] == "1 Laki-laki, 2 Perempuan, 9 Tidak menjawab")
        }
    }

    @Test("Missing codes of the study make a column of numbers out of one with words")
    func missingWords() throws {
        let survey = try Survey()
        _ = try survey.scratch.file("words.csv", "a,b\n10,x\nTT,y\n-9.0,TT\n30,-9\nTT,x\n")
        let item = try survey.result(
            "words.csv", "  - {name: a, title: A, method: summary, column: a}\n",
            header: "missing: {a: {TT: Tidak tahu, -9: Menolak}, b: [TT]}\n"
        ).items[0]
        #expect(item.n == 5 && item.missing == 3 && item.recommended["mean"] == .number(20))
        let words = try survey.result(
            "words.csv", "  - {name: a, title: A, method: frequency, column: b}\n",
            header: "missing: {a: [TT], b: [TT]}\n"
        ).items[0]
        #expect(words.recommended["categories"] == .strings(["-9", "x", "y"]) && words.missing == 1)
        let problem = try survey.problem(
            "words.csv", "  - {name: a, title: A, method: summary, column: a}\n", header: "missing: {c: [1]}\n")
        #expect(problem?.code == "study.column-missing" && problem?.place.file == "study.yaml")
        #expect(problem?.arguments["columns"] == "a, b")
    }

    @Test("Text far down a column of numbers makes it one of text, with all cells as they were written")
    func lateText() throws {
        let survey = try Survey()
        // More than one piece of what is read at a time.
        let rows = (0..<200_000).map { "0\($0 % 50)" } + ["kosong"]
        _ = try survey.scratch.file("late.csv", "kode\n" + rows.joined(separator: "\n") + "\n")
        let item = try survey.result(
            "late.csv", "  - {name: a, title: A, method: frequency, column: kode}\n", header: "missing: {}\n"
        ).items[0]
        #expect(item.recommended["n"] == .integer(200_001))
        #expect(item.recommended["categories"]?.elements?.count == 51)
        #expect(item.recommended["categories"]?.elements?.first == .string("00"))
        let problem = try survey.problem(
            "late.csv", "  - {name: a, title: A, method: summary, column: kode}\n", header: "missing: {}\n")
        #expect(
            problem?.code == "study.cell-not-a-number" && problem?.place.row == 200_002 && problem?.value == "kosong")
    }

    @Test("Numbers keep the way they are written where they are counted as codes")
    func written() throws {
        let survey = try Survey()
        _ = try survey.scratch.file("codes.csv", "kode,nilai\n007,1.50\n7,1.5\n,2\n007,1.5\n")
        func categories(_ column: String) throws -> JSON? {
            try survey.result(
                "codes.csv", "  - {name: a, title: A, method: frequency, column: \(column)}\n", header: "missing: {}\n"
            ).items[0].recommended["categories"]
        }
        #expect(
            try categories("kode") == .strings(["007", "7"]) && categories("nilai") == .strings(["1.5", "1.50", "2"]))
        let item = try survey.result(
            "codes.csv",
            "  - {name: a, title: A, method: frequency, column: kode, categories: [{value: \"007\"}, {value: \"7\"}]}\n",
            header: "missing: {}\n"
        ).items[0]
        #expect(item.recommended["count"] == .integers([2, 1]))
    }

    @Test("Rows are named as the spreadsheet and the data view count them")
    func places() throws {
        let survey = try Survey()
        let url = survey.scratch.url.appendingPathComponent("rows.xlsx")
        let layout = SheetLayout("Data", columns: [SheetColumn("a"), SheetColumn("b")])
        let rows: [[SheetValue]] = [
            [.text("1"), .text("dua\nbaris")], [.blank, .blank], [.text("2"), .text("x")], [.text("3o"), .text("y")],
            [.text("4"), .blank],
        ]
        try WorkbookWriter.write([SheetContent(layout, rows: rows)], to: url)
        let analysis = "  - {name: a, title: A, method: summary, column: a}\n"
        let problem = try survey.problem("rows.xlsx", analysis, header: "missing: {}\nsheet: Data\n")
        #expect(problem?.place == Place(file: "rows.xlsx", row: 5, column: "a") && problem?.value == "3o")
        try StatisticalTable([StatisticalVariable("a", .texts(TextColumn(["1", "2", "3o"])))])
            .write(to: survey.scratch.url.appendingPathComponent("rows.sav"), as: .sav)
        #expect(try survey.problem("rows.sav", analysis)?.place.row == 3)
    }

    @Test("Data files that cannot be read are told by name")
    func unreadable() throws {
        let survey = try Survey()
        let analysis = "  - {name: a, title: A, method: summary, column: income}\n"
        func code(_ file: String, _ content: String?, header: String = "missing: {}\nsheet: Data\n") throws -> String? {
            if let content { _ = try survey.scratch.file(file, content) }
            let problem = try survey.problem(file, analysis, header: header)
            #expect(problem?.place.file == file)
            return problem?.code
        }
        #expect(try code("none.csv", nil) == "study.data.unreadable")
        #expect(try code("empty.csv", "") == "study.data.empty")
        #expect(try code("none.sav", nil) == "statistical-file.unreadable")
        #expect(try code("text.sav", "a,b\n1,2\n") == "statistical-file.unknown-kind")
        #expect(try code("cut.dta", "<stata_dta><header><release>118</release>") == "statistical-file.truncated")
        #expect(try code("text.xlsx", "a,b\n1,2\n") == "spreadsheet.not-a-workbook")
        #expect(try code("nul.csv", "income\n1\u{0}2\n") == "file.nul")
        let answer = CaseRunner(language: .en).answer(
            method: "frequency", dataURL: survey.scratch.url.appendingPathComponent("text.sav"),
            options: .object(["x": .string("a")]))
        #expect(answer["status"] == .string("error") && answer["message"]?.text?.contains("text.sav") == true)
    }

    @Test("Cases are answered from every format", arguments: Survey.names)
    func cases(_ name: String) throws {
        let survey = try Survey()
        let answer = CaseRunner().answer(
            method: "bia_average",
            dataURL: survey.scratch.url.appendingPathComponent(name),
            options: .object(["outcome": .string("benefit"), "rank": .string("income"), "groups": .integer(5)]))
        #expect(answer["n_used"] == .integer(name.contains("csv") || name.contains("xlsx") ? 56 : 50))
    }
}
