import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// A history asked for in the past tells what had been learned by then, and nothing that came later.
///
/// | learned on | what |
/// |---|---|
/// | 2021-01-10 | the list: 2.4 million |
/// | 2021-02-10 | sent again: 3 million; a second list: 1 million |
/// | 2021-03-10 | sent again: 4 million |
/// | 2021-04-10 | that is undone; the programme X1 is told by a sheet |
/// | 2021-05-10 | the sheet is taken back |
@Suite struct PastHistoryTests {
    private let scratch: Scratch
    private let registry: Registry
    private let nik: NIK

    init() throws {
        scratch = try Scratch()
        nik = try #require(NIK.parse("3507010101600001").value)
        let clock = SetClock("2021-01-01T02:00:00Z")
        registry = Registry(try scratch.database(), actor: "uji", clock: { clock.now })
        try registry.ensureCatalogue(from: example("catalogue"))
        func learn(_ day: String) { clock.set(day + "T03:00:00Z") }
        learn("2021-01-10")
        _ = try take("UMI", "umi", "2400000")
        learn("2021-02-10")
        _ = try take("UMI", "umi", "3000000")
        _ = try take("BPUM", "bpum", "1000000")
        learn("2021-03-10")
        let last = try take("UMI", "umi", "4000000")
        learn("2021-04-10")
        _ = try registry.undo(last, reason: "berkas milik \(nik.digits)")
        try registry.take(
            "program",
            [
                "kode": "X1", "tahun": "2021", "nama": "Program Contoh", "penanggung_jawab": "PNM", "jenis": "J03",
                "unit_sasaran": "orang",
            ])
        learn("2021-05-10")
        let sheet = try #require(try registry.sendings(kind: "programme").last)
        _ = try registry.undoSending(sheet.id)
        learn("2021-06-10")
    }

    private func take(_ programme: String, _ name: String, _ amount: String) throws -> Int64 {
        let file = try scratch.file(
            "\(UUID().uuidString).csv", "NIK;Nama;Nominal;Tanggal Cair\n\(nik.digits);Ani Rekaan;\(amount);2021-01-05\n"
        )
        let staged = try registry.stage(
            ImportRequest(
                file: file, programme: programme, institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-01-08", name: name))
        return try registry.commit(staged.batch.id).id
    }

    private func amounts(_ known: String, on day: String? = nil) throws -> [[String?]] {
        try registry.asOf(AsOf(known, trueOn: day)).history(of: nik).filter { $0.field == "amount" }
            .map { [$0.key, $0.before, $0.after] }
    }

    @Test func aPersonsHistoryEndsWhereThePastDoes() throws {
        let first: [String?] = ["UMI 2021", nil, "2400000"]
        let second: [[String?]] = [["UMI 2021", "2400000", "3000000"], ["BPUM 2021", nil, "1000000"]]
        let third: [String?] = ["UMI 2021", "3000000", "4000000"]
        #expect(try amounts("2021-01-09") == [])
        #expect(try amounts("2021-01-10") == [first])
        #expect(Set(try amounts("2021-02-28")) == Set([first] + second))
        #expect(Set(try amounts("2021-03-31")) == Set([first] + second + [third]))
        #expect(Set(try amounts("2021-04-30")) == Set([first] + second + [third, ["UMI 2021", "4000000", "3000000"]]))
        // What was learned is a history of its own, whatever day is asked about: nothing came or went by naming one.
        #expect(Set(try amounts("2021-03-31", on: "2020-12-31")) == Set([first] + second + [third]))
        let early = try registry.asOf(AsOf("2021-01-10")).history(of: nik)
        #expect(early.allSatisfy { $0.at <= "2021-01-10T16:59:59Z" && $0.act == .commit && $0.before == nil })
    }

    @Test func aListsHistoryEndsWhereThePastDoes() throws {
        let list = try registry.asOf(AsOf("2021-02-28")).history(ofListWith: 1)
        #expect(Set(list.compactMap(\.batch)) == [1, 2])
        #expect(list.filter { $0.field == "rows.enrolment" }.map(\.after) == ["1"])
        #expect(try registry.asOf(AsOf("2021-03-31")).history(ofListWith: 1).allSatisfy { $0.act != .undo })
        #expect(try registry.history(ofListWith: 1).contains { $0.act == .undo })
    }

    /// What is kept with a history can never be erased: no identity number may stand in it.
    @Test func aReasonHoldsNoNumber() throws {
        let undone = try registry.history(ofBatch: 4).filter { $0.act == .undo }
        #expect(!undone.isEmpty && undone.allSatisfy { $0.reason == "berkas milik ****************" })
    }

    @Test func aProgrammeTakenBackStandsInThePastInWhichItStood() throws {
        func codes(_ known: String) throws -> [String] {
            try registry.asOf(AsOf(known)).programmes().map(\.code).filter { $0 == "X1" }
        }
        #expect(try codes("2021-04-09") == [])
        #expect(try codes("2021-04-30") == ["X1"])
        #expect(try codes("2021-05-31") == [])
        #expect(try !registry.programmes().contains { $0.code == "X1" })
        let then = try registry.asOf(AsOf("2021-04-30"))
        #expect(try then.programmes().count == registry.programmes().count + 1)
        #expect(try then.programmes(of: 2021).contains { $0.code == "X1" && $0.owner == "PNM" })
    }

    /// Nobody noted when programmes of the first shape were told: lists named them all along.
    @Test func programmesThatWereBroughtAlongWereKnownFromTheBeginning() throws {
        let all = try registry.asOf(AsOf("2021-01-31")).programmes().map(\.code)
        _ = try registry.database.write { connection in
            try connection.execute(
                """
                UPDATE sending SET name = 'migration', taken_at = '2021-06-01T00:00:00Z'
                WHERE kind = 'programme' AND name = 'programmes.json'
                """)
        }
        #expect(try registry.asOf(AsOf("2021-01-31")).programmes().map(\.code) == all && !all.isEmpty)
    }

    @Test(arguments: [("nib", "0234567890123"), ("paspor", "A1234567"), ("sku", "503/12/2021")])
    func documentNumbersAreMasked(type: String, number: String) throws {
        try registry.take(
            "dokumen",
            ["nik": nik.digits, "jenis_dokumen": type, "nomor_dokumen": number, "sumber": "petugas"])
        let entries = try registry.history(of: nik).filter { $0.thing == "document" }
        #expect(entries.contains { $0.field == "number" && $0.after == number })
        for entry in entries {
            #expect(entry.shownAfter != number)
            #expect(!entry.shownKey.contains(number) && !entry.shownKey.contains(nik.digits))
        }
    }
}
