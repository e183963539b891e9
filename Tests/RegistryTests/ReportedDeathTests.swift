import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// A status `deceased` holds what the event `died` would, and names who says so; the event goes before it.
@Suite struct ReportedDeathTests {
    private let scratch: Scratch
    private let registry: Registry
    private let clock: SetClock
    private let batch: BatchRecord
    private static let nik = (1...3).map { "350701550190000\($0)" }

    /// Three are proposed as of 30 September 2021; the first was cashed on 5 October.
    init() throws {
        scratch = try Scratch()
        let clock = SetClock("2021-10-06T02:00:00Z")
        self.clock = clock
        registry = Registry(try scratch.database(), actor: "uji", clock: { clock.now })
        try registry.ensureCatalogue(from: example("catalogue"))
        let rows = Self.nik.map { "\($0);3507011501100001;Siti Rekaan;Desa Contoh;Warung;081234567890\n" }
        let header = "NIK;No KK;Nama Lengkap;Alamat;Bidang Usaha;Nomor Telepon\n"
        let request = ImportRequest(
            file: try scratch.file("usulan.csv", header + rows.joined()), programme: "BPUM",
            institution: "DINKOP-35.07", profile: "bpum-usulan-2021", fiscalYear: 2021, referenceDate: "2021-09-30")
        batch = try registry.commit(try registry.stage(request).batch.id)
        let steps = "NIK;Tahap;Pelaku;Waktu;Keputusan;Alasan;Kode Alasan\n"
        let decreed = Self.nik.map { "\($0);Penetapan;KPA;2021-10-01T09:00:00+07:00;ditetapkan;;\n" }
        let cashed = "\(Self.nik[0]);Pencairan;BRI;2021-10-05T09:00:00+07:00;dicairkan;;\n"
        try registry.addStages(from: scratch.file("tahap.csv", steps + decreed.joined() + cashed), to: batch.id)
    }

    @discardableResult
    private func say(_ person: Int, _ value: String, _ asOf: String, _ source: String = "dukcapil") throws -> Int64 {
        let receipt = try registry.takeIn(
            Sheet(
                name: "status.csv", channel: "file",
                rows: [
                    [
                        "nik": Self.nik[person], "jenis_status": "meninggal", "nilai": value, "per_tanggal": asOf,
                        "sumber": source, "surat": source == "surat" ? "B/12" : "",
                    ]
                ]), as: SheetKinds.bundled.kind("status"))
        try #require(receipt.isStored, "\(receipt.problems)")
        return receipt.sending.id
    }

    private func die(_ person: Int, _ day: String) throws {
        try registry.take(
            "peristiwa",
            ["nik": Self.nik[person], "peristiwa": "meninggal", "tanggal_peristiwa": day, "sumber": "Akta 7"])
    }

    private func view(_ person: Int, in registry: Registry? = nil) throws -> PersonView {
        try (registry ?? self.registry).person(#require(NIK.parse(Self.nik[person]).value))
    }

    private func held() throws -> [String] { try registry.eventEffects().map(\.enrolment.nik) }

    private func counted() throws -> Int64 {
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        return try registry.database.read { connection in
            try FigureQueries(connection).figures(programmes: ["BPUM"], periods: ["2021"], regions: ["ID"])
        }.first { $0.measure == "listed" }?.value ?? 0
    }

    @Test func itHoldsWhatIsOpenAndNamesItsSource() throws {
        clock.set("2021-10-12T02:00:00Z")
        #expect(try counted() == 3)
        // The first was paid before that day: nothing is open.
        try say(0, "ya", "2021-10-10")
        let sending = try say(1, "ya", "2021-10-10")
        #expect(try held() == [Self.nik[1]])
        let effect = try #require(try view(1).story.effects.first)
        #expect(effect.kind == .died && effect.status?.source == "population-office")
        #expect(effect.event.date == "2021-10-10" && effect.wording == "died-status")
        #expect(try registry.story(ofList: batch.list).held == 1)
        #expect(try counted() == 2)
        // Nothing is left of it when the sending is taken back.
        _ = try registry.undoSending(sending)
        #expect(try held().isEmpty)
        #expect(try counted() == 3)
    }

    /// Who was dead on a day is dead ever after: what a source repeats later does not make the death a later one.
    @Test func theEarliestThatNobodyDeniesCounts() throws {
        clock.set("2021-12-01T02:00:00Z")
        try say(0, "ya", "2021-10-20")
        #expect(try held().isEmpty)
        try say(0, "ya", "2021-10-01")
        #expect(try view(0).story.effects.map(\.event.date) == ["2021-10-01"])
        // A later word that the person lives holds; a still later one that not, from its own day on.
        try say(0, "tidak", "2021-10-25", "desa")
        #expect(try held().isEmpty)
        try say(0, "ya", "2021-11-20", "surat")
        #expect(try held().isEmpty)
        #expect(try view(0).story.statuses.first?.rule == .letter)
    }

    @Test func theEventGoesBeforeTheStatus() throws {
        clock.set("2021-12-01T02:00:00Z")
        try say(1, "tidak", "2021-11-01")
        #expect(try view(1).story.statuses.first?.rule == .agreed)
        try die(1, "2021-10-10")
        let story = try view(1).story
        #expect(story.effects.map(\.status) == [nil] && story.effects.map(\.event.date) == ["2021-10-10"])
        let status = try #require(story.statuses.first)
        #expect(status.rule == .event && status.event?.source == "Akta 7")
        #expect(status.contradicting.map(\.value) == ["no"])
        // Both say so: the event's day and source are told.
        try say(2, "ya", "2021-10-02")
        try die(2, "2021-10-10")
        #expect(try view(2).story.effects.map(\.event.source) == ["Akta 7"])
        #expect(try view(2).story.statuses.first?.rule == .agreed)
    }

    @Test func bothTimesAreThoseOfTheStatus() throws {
        clock.set("2021-11-15T02:00:00Z")
        try say(1, "ya", "2021-10-10")
        clock.set("2021-12-01T02:00:00Z")
        for (known, on, isHeld) in [
            ("2021-11-14", nil, false), ("2021-11-15", nil, true), ("2021-11-15", "2021-10-09", false),
            ("2021-11-15", "2021-10-10", true),
        ] as [(String, String?, Bool)] {
            let then = try registry.asOf(AsOf(known, trueOn: on))
            #expect(try !view(1, in: then).story.effects.isEmpty == isHeld, "\(known) \(on ?? "–")")
            #expect(try !then.eventEffects().isEmpty == isHeld)
        }
    }

    /// The number of the status was corrected: it holds what stands under the other.
    @Test func itFollowsACorrectedNumber() throws {
        clock.set("2021-12-01T02:00:00Z")
        let old = "3507015501900009"
        try registry.take(
            "status",
            ["nik": old, "jenis_status": "meninggal", "nilai": "ya", "per_tanggal": "2021-10-10", "sumber": "dukcapil"])
        #expect(try held().isEmpty)
        try registry.take(
            "peristiwa",
            [
                "nik": old, "peristiwa": "nik_dibetulkan", "tanggal_peristiwa": "2021-10-01", "sumber": "Dukcapil",
                "nik_baru": Self.nik[1],
            ])
        #expect(try held() == [Self.nik[1]])
    }
}
