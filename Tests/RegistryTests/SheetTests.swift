import Foundation
import Problems
import Registry
import SQLiteStore
import Store
import Testing

/// Sheets through the gate: all rows or none, versions and never silent overwriting, and a way back.
@Suite struct SheetTests {
    private let header = "lembaga;program;periode;per_tanggal;diterima;wilayah;ukuran;nilai\n"

    private func report(_ scratch: Scratch, _ name: String, _ rows: String) throws -> Sheet {
        try Sheet(scratch.file(name, header + rows))
    }

    private let sound = """
        DINKOP-35.07;BPUM;2021-Q2;2021-06-30;2021-07-10;35.07.11.2008;disalurkan;475
        DINKOP-35.07;BPUM;2021-Q2;2021-06-30;2021-07-10;35.07.11.2008;dicairkan;1.200
        DINKOP-35.07;BPUM;2021-Q2;2021-06-30;2021-07-10;35.07.01.2006;disalurkan;0

        """

    @Test func rowsReconcileAndVersionsAreKept() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try registry.takeIn(report(scratch, "a.csv", sound))
        #expect(first.kind.name == "report")
        #expect((first.sending.rows, first.sending.new, first.refused) == (3, 3, 0))
        let again = try registry.takeIn(report(scratch, "b.csv", sound))
        #expect((again.sending.new, again.sending.unchanged) == (0, 3))
        #expect(again.reconciles)
        let corrected = try registry.takeIn(report(scratch, "c.csv", sound.replacing("475", with: "470")))
        #expect((corrected.sending.updated, corrected.sending.unchanged) == (1, 2))
        #expect(try registry.versions(kind: "report", key: "DINKOP-35.07/BPUM/2021-Q2").map(\.entry.version) == [1, 2])
        #expect(throws: Problem.self) { try registry.undoSending(first.sending.id) }
        #expect(try registry.blockers(ofSending: first.sending.id) == [corrected.sending.id])
        _ = try registry.undoSending(corrected.sending.id)
        let left = try registry.versions(kind: "report", key: "DINKOP-35.07/BPUM/2021-Q2")
        #expect(left.count == 1)
        #expect(left.first?.entry.document.contains("475") == true)
        #expect(try registry.verify().isEmpty)
    }

    @Test(arguments: [
        ("nilai", ";475", ";empat ratus", "sheet.number"), ("nilai", ";475", ";-3", "sheet.number"),
        ("nilai", ";475", ";", "sheet.empty"), ("wilayah", "35.07.11.2008;dis", "99.99;dis", "sheet.region"),
        ("periode", "2021-Q2;2021-06-30;2021-07-10;35.07.01", "2021-Q5;2021-06-30;2021-07-10;35.07.01", "sheet.period"),
        (
            "program", "BPUM;2021-Q2;2021-06-30;2021-07-10;35.07.01", "XX;2021-Q2;2021-06-30;2021-07-10;35.07.01",
            "sheet.programme"
        ),
        ("ukuran", "disalurkan;475", "dibagikan;475", "sheet.choice"),
        ("per_tanggal", "2021-06-30;2021-07-10;35.07.01", "31/02/2021;2021-07-10;35.07.01", "sheet.date"),
        ("nilai", "disalurkan;475", "disalurkan;3507015501900001", "sheet.number-large"),
    ])
    func oneBadCellRefusesTheSheet(column: String, good: String, bad: String, code: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let receipt = try registry.takeIn(report(scratch, "a.csv", sound.replacing(good, with: bad)))
        #expect(!receipt.isStored)
        #expect(receipt.reconciles)
        #expect(receipt.refused == 3)
        let problem = try #require(receipt.problems.first)
        #expect(receipt.problems.count == 1)
        #expect(problem.code == code)
        #expect(problem.place.column == column)
        #expect(problem.place.file == "a.csv")
        #expect(problem.place.row != nil)
        #expect(!(problem.value ?? "").contains("5501900001"))
        #expect(try registry.sendings(kind: "report").isEmpty)
    }

    /// What is typed into free text goes out with pages and tables: an identity number must not stand there.
    @Test(arguments: ["Hibah 3507115712690001", "NIK 3507 1157 1269 0001", "3507115712690001"])
    func freeTextHoldsNoIdentityNumber(text: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let row = [
            "wilayah": "35.07.01.2006", "kebutuhan": "K2", "asal": "survei", "tanggal": "2021-05-01",
            "pernyataan": text,
        ]
        let receipt = try registry.takeIn(
            Sheet(name: "uji", channel: "form", rows: [row]), as: SheetKinds.bundled.kind("need"))
        #expect(receipt.problems.map(\.code) == ["sheet.identity-in-text"])
        let shown = receipt.problems.first?.value ?? ""
        #expect(!shown.contains("57126900"))
    }

    @Test func theSameLineTwiceIsRefused() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let line = String(sound.split(separator: "\n")[0]) + "\n"
        let receipt = try registry.takeIn(report(scratch, "a.csv", sound + line))
        #expect(receipt.problems.map(\.code) == ["sheet.double"])
    }

    @Test func rehearsalStoresNothing() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let receipt = try registry.takeIn(report(scratch, "a.csv", sound), isDryRun: true)
        #expect(!receipt.isStored)
        #expect(receipt.sending.new == 3)
        #expect(try registry.sendings(kind: "report").isEmpty)
    }

    @Test func programmesHaveAVersionForEachYear() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let header = "kode;tahun;nama;penanggung_jawab;jenis;unit_sasaran;kriteria;wilayah;anggaran;status\n"
        let sheet = try Sheet(
            scratch.file(
                "p.csv",
                header + "X1;2020;Contoh;KEMNAKER;J05;orang;Usia 18 tahun | Punya usaha;35.07;Rp1.000.000;berjalan\n"
                    + "X1;2021;Contoh Baru;KEMNAKER;J05;J06;;;;\n"))
        #expect(try registry.takeIn(sheet).problems.map(\.code) == ["sheet.choice"])
        let mended = try Sheet(
            scratch.file(
                "q.csv",
                header + "X1;2020;Contoh;KEMNAKER;J05;orang;Usia 18 tahun | Punya usaha;35.07;Rp1.000.000;berjalan\n"
                    + "X1;2021;Contoh Baru;KEMNAKER;J05;orang;;;;\n"))
        let receipt = try registry.takeIn(mended)
        #expect(receipt.isStored, "\(receipt.problems)")
        let programme = try #require(try registry.programmes().first { $0.code == "X1" })
        #expect(programme.name == "Contoh Baru")
        #expect(programme.periods.map(\.fiscalYear) == [2020, 2021])
        let earlier = try #require(try registry.programmes(of: 2020).first { $0.code == "X1" })
        #expect(earlier.name == "Contoh")
        #expect(earlier.criteria.map(\.statement) == ["Usia 18 tahun", "Punya usaha"])
        #expect(earlier.periods.first?.budget == 1_000_000)
        _ = try registry.undoSending(receipt.sending.id)
        #expect(try !registry.programmes().contains { $0.code == "X1" })
    }

    /// What another entry stands on cannot be taken away beneath it.
    @Test func whatOthersReferToBlocks() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let event = [
            "kode": "E1", "program": "PELATIHAN", "lembaga": "DINKOP-35.07", "judul": "Kemasan",
            "tanggal": "2021-03-01",
            "wilayah": "35.07.01.2006",
        ]
        let kinds = SheetKinds.bundled
        let attendance = Sheet(
            name: "hadir", channel: "form", rows: [["kegiatan": "E1", "nik": "3507015501900001"]])
        #expect(try registry.takeIn(attendance, as: kinds.kind("attendance")).problems.map(\.code) == ["sheet.unknown"])
        let first = try registry.takeIn(Sheet(name: "k", channel: "form", rows: [event]), as: kinds.kind("event"))
        let second = try registry.takeIn(attendance, as: kinds.kind("attendance"))
        #expect(second.isStored)
        #expect(try registry.blockers(ofSending: first.sending.id) == [second.sending.id])
        _ = try registry.undoSending(second.sending.id)
        #expect(try registry.undoSending(first.sending.id).undoneAt != nil)
    }

    @Test func everyKindHasATemplateInBothLanguages() {
        let kinds = SheetKinds.bundled.kinds
        #expect(kinds.count == 22)
        for kind in kinds {
            #expect(kind.title(.id) != kind.title(.en))
            for column in kind.columns {
                #expect(!column.description(.id).isEmpty && !column.description(.en).isEmpty)
                if let vocabulary = column.vocabulary {
                    #expect(!SheetKinds.bundled.codes(vocabulary).isEmpty, "\(kind.name).\(column.field)")
                }
            }
        }
    }
}
