import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Totals and signatures below a list's people are passed over and told; people without a number are not.
@Suite struct FooterTests {
    private static let head =
        "NIK;Nama;Desa\n3507015501900001;Siti Rekaan;Donomulyo\n3507015501900002;Sri Rekaan;Donomulyo\n"

    /// The rows that became lines, and what was told of those below.
    private func read(_ text: String) throws -> (refused: [Int], rows: Int, footer: Problem?) {
        let scratch = try Scratch()
        let today = try #require(CalendarDate("2021-12-31"))
        let reading = try ListReading(ListFile(scratch.file("a.csv", text)), today: today, wantsRecords: false)
        var refused: [Int] = []
        let check = try ListCheck.run(reading) { refused += $0.filter { $0.severity == .refuse }.map(\.row) }
        return (refused, check.rows, check.fileProblems.first { $0.code == "list.footer" })
    }

    @Test func whatStandsBelowThePeopleIsPassedOver() throws {
        let found = try read(
            Self.head
                + "JUMLAH;2;\n;;\nDonomulyo, 1 Juni 2021;;\n;Mengetahui,;Kepala Desa\n;Suparman;\n"
                + ";NIP. 196503121990031001;\n"
        )
        #expect(found.refused.isEmpty && found.rows == 2)
        let footer = try #require(found.footer)
        #expect(footer.severity == .note && footer.place.row == 4 && footer.place.file == "a.csv")
        #expect(footer.arguments == ["first": "4", "last": "9", "count": "5"])
    }

    @Test(arguments: [
        "Total;;2;1.200.000\n", "Sub Total : 2;;;\n", "\u{1A}", "Catatan: data sementara;;;\n", ";;;Kepala Desa\n",
    ])
    func oneRowBelow(_ row: String) throws {
        let head = "NIK;Nama;Desa;Plafon\n3507015501900001;Siti Rekaan;Donomulyo;100.000\n"
        let found = try read(head + row)
        #expect(found.refused.isEmpty && found.rows == 1 && found.footer?.arguments["count"] == "1")
    }

    /// Nobody is dropped because a number is missing or damaged.
    @Test(
        arguments: [
            (";Siti Rekaan;\n", [4]), (";Siti Rekaan;Donomulyo\nJUMLAH;3;\n", [4]), ("350701550190;;\n", [4]),
            (";Siti Rekaan;Ketua RT\n", [4]), ("JUMLAH;2;\n350701550190;Siti Rekaan;Donomulyo\n", [4, 5]),
            ("JUMLAH;2;\n;3507015501900003;\n", [4, 5]), ("belum ada;Sumber Rejeki;Donomulyo\n", [4]),
            ("3,50701E+15;Total;\n", [4]),
        ] as [(String, [Int])])
    func peopleStayInTheList(rows: String, refused: [Int]) throws {
        #expect(try read(Self.head + rows).refused == refused)
    }

    @Test func aListOfFootersAloneIsReadAsItIs() throws {
        let found = try read("NIK;Nama;Desa\nJUMLAH;0;\n;Kepala Desa;\n")
        #expect(found.refused == [2, 3] && found.footer == nil)
    }

    /// What is read is what is stored: nothing below the people counts, and everything is told.
    @Test func theCountsAddUp() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let text = Self.head + "350701550190;Rusak;Donomulyo\nJUMLAH;3;\nMengetahui;;\n"
        let request = ImportRequest(
            file: try scratch.file("a.csv", text), programme: "BPUM", institution: "BRI", fiscalYear: 2021)
        let staged = try registry.stage(request)
        #expect(staged.problems.contains { $0.code == "list.footer" && $0.arguments["count"] == "2" })
        let counts = try registry.commit(staged.batch.id).counts
        #expect(counts.read == 3 && counts.new == 2 && counts.updated == 0 && counts.unchanged == 0)
        #expect(counts.refused == 1)
        #expect(try registry.verify().isEmpty)
    }

    /// The end is found whatever the pieces are in which a long list is read.
    @Test func belowALongList() throws {
        let people = (1...9000).map { row in
            let serial = String(10_000 + row).suffix(4)
            return "350701550190\(serial);Siti Rekaan;Donomulyo\n"
        }
        let below = "JUMLAH;9000;\n" + String(repeating: ";Saksi;\n", count: 20)
        let found = try read("NIK;Nama;Desa\n" + people.joined() + below)
        #expect(found.rows == 9000 && found.refused.isEmpty)
        #expect(found.footer?.arguments["count"] == "21" && found.footer?.place.row == 9002)
    }
}
