import Foundation
import Problems
import StatisticalFiles
import Tabular
import Testing

@Suite("What is written is read again")
struct RoundTripTests {
    /// Invented rows with all that the formats can hold.
    private static let spss = StatisticalTable(
        [
            StatisticalVariable("nomor", .numbers([1, 2, 3, 4]), label: "Nomor", measure: .scale, format: "F4"),
            StatisticalVariable(
                "pendapatan_bulanan", .numbers([1.5e6, -9, .nan, 99]), label: "Pendapatan sebulan", measure: .ordinal,
                valueLabels: [ValueLabel(.number(-9), "Menolak"), ValueLabel(.number(99), "Tidak tahu")],
                missing: MissingRules(codes: [.number(99)], range: -.infinity ... -1)),
            StatisticalVariable(
                "desa", .texts(TextColumn(["Kutasari", "X", "", "Énam 漢"])), measure: .nominal,
                valueLabels: [ValueLabel(.text("X"), "Tidak diketahui")], missing: MissingRules(codes: [.text("X")])),
            StatisticalVariable("panjang", .texts(TextColumn([String(repeating: "é", count: 700), "a", "", "b"]))),
            StatisticalVariable("hari", .numbers([0, 86_400, .nan, -12_219_379_200]), kind: .date),
            StatisticalVariable("saat", .numbers([0.5, 1_700_000_000, .nan, -1]), kind: .dateTime),
            StatisticalVariable("jam", .numbers([0, 3_661, .nan, 86_399]), kind: .time),
            StatisticalVariable("bobot", .numbers([1, 0.25, 3, 1e300])),
        ], label: "Data rekaan", notes: ["Baris satu.", "Baris dua."], weight: "bobot")

    private func copy(_ table: StatisticalTable, _ format: StatisticalFormat) throws -> StatisticalTable {
        let folder = try ScratchFolder()
        let url = folder.file("copy." + format.rawValue)
        try table.write(to: url, as: format, written: Date(timeIntervalSince1970: 0))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [url.lastPathComponent])
        return try StatisticalTable(contentsOf: url)
    }

    private func expectEqual(_ first: StatisticalVariable, _ second: StatisticalVariable) {
        #expect(first.name == second.name && first.label == second.label && first.kind == second.kind)
        #expect(first.valueLabels == second.valueLabels && first.missing == second.missing, "\(first.name)")
        #expect(first.bits == second.bits && first.texts == second.texts, "\(first.name)")
    }

    @Test("SPSS keeps names, labels, measures, missing codes and cells", arguments: [StatisticalFormat.sav, .zsav])
    func spss(_ format: StatisticalFormat) throws {
        let back = try copy(Self.spss, format)
        #expect(back.label == Self.spss.label && back.notes == Self.spss.notes && back.weight == "bobot")
        #expect(back.variables.count == Self.spss.variables.count)
        for (given, read) in zip(Self.spss.variables, back.variables) {
            expectEqual(given, read)
            #expect(given.measure == .unknown || given.measure == read.measure)
        }
    }

    @Test("Stata keeps names, labels, letters and cells")
    func stata() throws {
        let letters = [1, ExtendedMissing.value("a"), .nan, ExtendedMissing.value("z")]
        let table = StatisticalTable(
            [
                StatisticalVariable(
                    "jenis", .numbers(letters), label: "Jenis usaha",
                    valueLabels: [
                        ValueLabel(.number(1), "Dagang"), ValueLabel(.letter("a"), "Menolak"),
                        ValueLabel(.letter("z"), "Tidak tahu"),
                    ]),
                StatisticalVariable("desa", .texts(TextColumn(["Kutasari ", "", "Énam 漢", "x"]))),
                StatisticalVariable("hari", .numbers([0, 86_400, .nan, -315_619_200]), kind: .date),
                StatisticalVariable("saat", .numbers([0.5, 1_700_000_000, .nan, -1]), kind: .dateTime),
                StatisticalVariable("jam", .numbers([0, 3_661, .nan, 86_399]), kind: .time),
            ], label: "Data rekaan", notes: ["Satu."])
        let back = try copy(table, .dta)
        #expect(back.label == table.label && back.notes == table.notes)
        for (given, read) in zip(table.variables, back.variables) { expectEqual(given, read) }
    }

    @Test("SPSS's missing codes become Stata's letters by size, with their labels")
    func conversion() throws {
        let income = Self.spss.variables[1]
        let back = try copy(StatisticalTable([income]), .dta)
        #expect(
            back.variables[0].all == [
                .number(1.5e6), .userMissing(.letter("a"), label: "Menolak"), .systemMissing,
                .userMissing(.letter("b"), label: "Tidak tahu"),
            ])
    }

    @Test("Files of other programs survive being written again", arguments: Fixtures.names)
    func fixtures(_ name: String) throws {
        let table = try Fixtures.table(name)
        let format: StatisticalFormat = name.hasSuffix("dta") ? .dta : .sav
        // A text that only Stata's strL holds has no place in what is written.
        let short = table.variables.filter { $0.texts.allSatisfy { ($0?.utf8.count ?? 0) <= 2_045 } }
        let back = try copy(StatisticalTable(short), format)
        for (given, read) in zip(short, back.variables) {
            expectEqual(given, read)
            #expect(given.format == read.format || given.kind == .text)
        }
    }

    @Test("An existing file is replaced, and kept where the new one cannot be written")
    func replacing() throws {
        let folder = try ScratchFolder()
        let url = folder.file("data.sav")
        try StatisticalTable([StatisticalVariable("a", .numbers([1]))]).write(to: url, as: .sav)
        try StatisticalTable([StatisticalVariable("b", .numbers([2]))]).write(to: url, as: .sav)
        #expect(throws: Problem.self) {
            try StatisticalTable([StatisticalVariable("c d", .numbers([3]))]).write(to: url, as: .sav)
        }
        #expect(try StatisticalTable(contentsOf: url).variables.map(\.name) == ["b"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["data.sav"])
    }

    private static let refused: [(String, StatisticalFormat, [StatisticalVariable])] = [
        ("no-variables", .sav, []),
        ("uneven", .sav, [StatisticalVariable("a", .numbers([1])), StatisticalVariable("b", .numbers([]))]),
        ("duplicate-name", .sav, [StatisticalVariable("a", .numbers([1])), StatisticalVariable("A", .numbers([1]))]),
        ("name", .sav, [StatisticalVariable("1a", .numbers([1]))]),
        ("name", .dta, [StatisticalVariable("a b", .numbers([1]))]),
        ("name", .dta, [StatisticalVariable(String(repeating: "a", count: 200), .numbers([1]))]),
        ("letters", .zsav, [StatisticalVariable("a", .numbers([ExtendedMissing.value("c")]))]),
        (
            "too-many-missing", .sav,
            [
                StatisticalVariable(
                    "a", .numbers([1]), missing: MissingRules(codes: [1, 2, 3, 4].map(ValueCode.number)))
            ]
        ),
        (
            "text-codes", .dta,
            [StatisticalVariable("a", .texts(TextColumn(["x"])), missing: MissingRules(codes: [.text("x")]))]
        ),
        ("label-code", .dta, [StatisticalVariable("a", .numbers([1]), valueLabels: [ValueLabel(.number(1.5), "x")])]),
        (
            "label-too-long", .sav,
            [StatisticalVariable("a", .numbers([1]), label: String(repeating: "a", count: 256))]
        ),
        (
            "text-too-long", .dta,
            [StatisticalVariable("a", .texts(TextColumn(["", String(repeating: "a", count: 2_046)])))]
        ),
    ]

    @Test("What a program cannot hold is refused with variable and remedy", arguments: refused.indices)
    func refusals(_ index: Int) throws {
        let (code, format, variables) = Self.refused[index]
        let folder = try ScratchFolder()
        do {
            try StatisticalTable(variables).write(to: folder.file("data.x"), as: format)
            Issue.record("\(code) was written")
        } catch {
            #expect(error.code == "statistical-file." + code && error.place.file == "data.x")
            #expect(variables.isEmpty || error.place.column != nil)
            #expect(Catalogue.bundled.remedy(error, .id) != Catalogue.bundled.remedy(error, .en))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test("A folder that is not there cannot be written to")
    func unwritable() throws {
        let folder = try ScratchFolder()
        let table = StatisticalTable([StatisticalVariable("a", .numbers([1]))])
        #expect(throws: Problem("statistical-file.unwritable", at: Place(file: "a.sav"))) {
            try table.write(to: folder.file("none/a.sav"), as: .sav)
        }
    }
}
