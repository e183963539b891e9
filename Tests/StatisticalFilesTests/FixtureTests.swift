import Foundation
import Problems
import StatisticalFiles
import Tabular
import Testing

@Suite("Files of other programs are read as they are meant")
struct FixtureTests {
    private static let longStory = String(repeating: "modal usaha ", count: 30)

    @Test(
        "SPSS: plain, byte-compressed and zlib-compressed",
        arguments: ["survey.sav", "survey-bytes.sav", "survey.zsav"])
    func spss(_ name: String) throws {
        let table = try Fixtures.table(name)
        #expect(table.label == "Data rekaan" && table.notes == ["Seluruh baris adalah rekaan."])
        #expect(
            table.variables.map(\.name) == [
                "nomor", "jenis_kelamin_pemilik", "pendapatan", "usia", "desa", "cerita", "tanggal", "bobot",
            ])
        let sex = try #require(table["jenis_kelamin_pemilik"])
        #expect(sex.label == "Jenis kelamin pemilik usaha" && sex.measure == .nominal && sex.kind == .number)
        #expect(
            sex.valueLabels == [
                ValueLabel(.number(1), "Laki-laki"), ValueLabel(.number(2), "Perempuan"),
                ValueLabel(.number(9), "Tidak menjawab"),
            ])
        #expect(
            sex.all == [
                .number(1), .number(2), .number(2), .userMissing(.number(9), label: "Tidak menjawab"), .number(2),
                .systemMissing,
            ])
        let income = try #require(table["pendapatan"])
        #expect(
            income.all == [
                .number(1_500_000), .number(2_250_000.5), .userMissing(.number(-9), label: "Menolak"),
                .userMissing(.number(98), label: "Tidak tahu"), .number(750_000), .systemMissing,
            ])
        let age = try #require(table["usia"])
        #expect(age.missing == MissingRules(range: 998...999) && age.measure == .ordinal)
        #expect(age.all[3] == .userMissing(.number(998), label: nil) && age.all[5] == .number(47))
        let village = try #require(table["desa"])
        #expect(
            village.all == [
                .text("Kutasari"), .text("Baturraden"), .userMissing(.text("Kalipare"), label: "Desa Kalipare"),
                .text("Kutasari"), .text(""), .text("Desa Énam"),
            ])
        #expect(village.label(of: .text("Kutasari")) == "Desa Kutasari")
        let story = try #require(table["cerita"])
        #expect(story.format == "A600" && story.texts[3] == String(repeating: "x", count: 600))
        // SPSS pads with blanks, so that a blank at the end cannot be kept.
        #expect(story.texts[0] == String(Self.longStory.dropLast()) && story.texts[4] == "Café “Bu Sri”")
        let day = try #require(table["tanggal"])
        #expect(day.kind == .date && day.format == "SDATE10")
        #expect(day.all[0] == .number(1_614_556_800) && day.all[2] == .systemMissing && day.all[3] == .number(-86_400))
    }

    @Test("Stata with extended missing values")
    func stata() throws {
        let table = try Fixtures.table("survey.dta")
        #expect(table.label == "Data rekaan" && table.rowCount == 6)
        let sex = try #require(table["jenis_kelamin_pemilik"])
        #expect(sex.label == "Jenis kelamin pemilik usaha")
        #expect(
            sex.all == [
                .number(1), .number(2), .number(2), .userMissing(.letter("a"), label: "Tidak menjawab"), .number(2),
                .systemMissing,
            ])
        let income = try #require(table["pendapatan"])
        #expect(income.all[2] == .userMissing(.letter("a"), label: "Menolak"))
        #expect(income.all[3] == .userMissing(.letter("z"), label: "Tidak tahu"))
        #expect(income.all[1] == .number(2_250_000.5))
        let day = try #require(table["tanggal"])
        #expect(day.kind == .date && day.all[0] == .number(1_614_556_800) && day.all[3] == .number(-86_400))
        #expect(try #require(table["cerita"]).texts[0] == Self.longStory)
    }

    @Test("Stata 10 to 15 as pandas writes them, either order of bytes", arguments: [114, 117, 118, 119])
    func pandas(_ release: Int) throws {
        let table = try Fixtures.table("pandas-\(release).dta")
        #expect(table.label == "Data rekaan" && table.rowCount == 6)
        let sex = try #require(table["jenis_kelamin_pemilik"])
        #expect(sex.all == [1, 2, 2, 1, 2, 2].map(StatisticalCell.number))
        #expect(sex.label(of: .number(2)) == "Perempuan")
        #expect(try #require(table["usia"]).label == "Usia")
        #expect(try #require(table["bobot"]).all[1] == .number(0.25))
        let moment = try #require(table["waktu"])
        #expect(moment.kind == .dateTime && moment.all[0] == .number(1_614_587_415) && moment.all[2] == .systemMissing)
        #expect(moment.all[3] == .number(-315_619_201))
        let story = try #require(table["cerita"])
        #expect(story.texts[3]?.count == [114: 200, 117: 4_000, 118: 600, 119: 600][release])
        if release > 117 { #expect(story.texts[4] == "Café “Bu Sri”") }
    }
}
