import Foundation
import Problems
import StatisticalFiles
import Studies
import Tabular
import Testing

@Suite("Groups of a column with value labels are named by their labels, and chosen by code or label")
struct LabelledGroupTests {
    private let scratch: Scratch
    static let files = ["data.sav", "data.dta"]

    init() throws {
        scratch = try Scratch()
        let sex = ValueLabel(.number(1), "Laki-laki")
        let labels = [sex, ValueLabel(.number(2), "Perempuan")]
        let answers = [(1, "Tidak"), (2, "Ya"), (10, "Ya")].map { ValueLabel(.number($0), $1) }
        func numbers(_ value: (Int) -> Int) -> StatisticalVariable.Cells {
            .numbers((0..<40).map { Double(value($0)) })
        }
        let table = StatisticalTable([
            StatisticalVariable("sex", numbers { 1 + $0 % 2 }, valueLabels: labels),
            StatisticalVariable("answer", numbers { [1, 2, 10, 10][$0 % 4] }, valueLabels: answers),
            StatisticalVariable("plain", numbers { [2, 10][$0 / 2 % 2] }),
            StatisticalVariable("spend", numbers { 100 + 10 * ($0 % 2) + $0 / 2 % 5 }),
            StatisticalVariable("visits", numbers { $0 % 3 }),
        ])
        for name in Self.files {
            let format = try #require(StatisticalFormat(rawValue: String(name.suffix(3))))
            try table.write(to: scratch.url.appendingPathComponent(name), as: format)
        }
    }

    private func item(_ file: String, _ keys: String, head: String = "") throws -> StudyItem {
        let yaml =
            "study: s\ntitle: T\nsource: S\nsynthetic: true\ndata: \(file)\nsampling: random\n" + head
            + "analyses:\n  - {name: a, title: A, \(keys)}\n"
        return try #require(try Study(contentsOf: scratch.file("study.yaml", yaml)).run().items.first)
    }

    private func texts(_ table: StudyTable, column: Int) -> [String] {
        table.rows.map { $0.cells[column].text(in: .id) }
    }

    @Test("Means, totals and proportions by group", arguments: files)
    func subgroups(_ file: String) throws {
        for keys in [
            "method: mean, outcome: spend", "method: total, outcome: spend",
            "method: proportion, condition: visits > 0",
        ] {
            let item = try item(file, keys + ", by: sex")
            #expect(item.estimates.map(\.group.id).filter { !$0.isEmpty }.suffix(2) == ["Laki-laki", "Perempuan"])
        }
        let two = try item(file, "method: mean, outcome: spend, by: [sex, answer]")
        let names = Set(two.estimates.map(\.group.id))
        // One label of two codes: the code tells them apart.
        #expect(names.isSuperset(of: ["Laki-laki · Tidak", "Perempuan · 2 Ya", "Laki-laki · 10 Ya"]))
    }

    @Test("Cross tables, in the order of the codes", arguments: files)
    func cross(_ file: String) throws {
        let table = try item(file, "method: cross, row: sex, column: answer").tables[0]
        #expect(texts(table, column: 0) == ["Laki-laki", "Perempuan"])
        let headings = table.columns.map(\.heading.id)
        #expect(headings.filter { $0.hasSuffix("· n") } == ["Tidak · n", "2 Ya · n", "10 Ya · n"])
        let plain = try item(file, "method: cross, row: plain, column: sex").tables[0]
        #expect(texts(plain, column: 0) == ["2", "10"])
    }

    @Test("The first of two groups is named by its code or its label", arguments: files)
    func first(_ file: String) throws {
        let byCode = try item(file, "method: two-sample, outcome: spend, group: sex, first: 2")
        let byLabel = try item(file, "method: two-sample, outcome: spend, group: sex, first: Perempuan")
        #expect(byCode.recommended == byLabel.recommended)
        #expect(byCode.value("mean_first") == 112 && byCode.value("mean_second") == 102)
        for item in [byCode, byLabel] {
            let label = item.estimates.first { $0.key == "mean_first" }?.label.id
            #expect(label?.contains("Perempuan") == true)
        }
        // A label that two codes carry names both of them.
        let both = try item(file, "method: two-sample, outcome: spend, group: answer, first: Ya")
        #expect(both.estimates.first { $0.key == "mean_first" }?.n == 30)
    }

    @Test("A name that is neither code nor label is refused with what there is")
    func unknown() throws {
        let problem = #expect(throws: Problem.self) {
            try item("data.sav", "method: two-sample, outcome: spend, group: sex, first: Permpuan")
        }
        #expect(problem?.code == "study.unknown-value" && problem?.place.file == "study.yaml")
        #expect(problem?.arguments["allowed"] == "1 Laki-laki, 2 Perempuan")
        #expect(problem?.arguments["near.en"]?.contains("Perempuan") == true)
    }

    @Test("Unit subsidies are told by code or label of the region")
    func subsidies() throws {
        func total(_ one: String, _ two: String) throws -> Double? {
            let head = "benefit: {services: [{use: visits, subsidy: {column: sex, values: {\(one): 5, \(two): 7}}}]}\n"
            return try item("data.sav", "method: incidence, rank: spend, groups: 2", head: head)
                .recommended["concentration_index"]?.double
        }
        let byCode = try #require(try total("1", "2"))
        #expect(try total("Laki-laki", "Perempuan") == byCode)
        #expect(try total("Perempuan", "Laki-laki") != byCode)
    }
}
