import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What life events mean for what is proposed: worked out by hand on a list of five and one of the year before.
@Suite struct LifeEventTests {
    private static let header = "NIK;No KK;Nama Lengkap;Alamat;Bidang Usaha;Nomor Telepon;Asal Usulan\n"
    private static let steps = "NIK;Tahap;Pelaku;Waktu;Keputusan;Alasan;Kode Alasan\n"
    private static let card = "3507011501100001"
    private static let newCard = "3507011501210002"

    private static func nik(_ serial: Int) -> String { "350701550190000\(serial)" }

    private static func row(_ serial: Int, card: String = card, origin: String = "") -> String {
        "\(nik(serial));\(card);Siti Rekaan;Desa Contoh;Warung;081234567890;\(origin)\n"
    }

    /// A committed list of proposals by the regency's office, as of 30 September.
    @discardableResult
    private func list(
        _ scratch: Scratch, _ registry: Registry, _ rows: [String], year: Int = 2021,
        origin: CandidateOrigin = .proposed,
        profile: String = "bpum-usulan-2021", name: String = "usulan"
    ) throws -> BatchRecord {
        let file = try scratch.file("\(name)-\(year).csv", Self.header + rows.joined())
        var request = ImportRequest(
            file: file, programme: "BPUM", institution: "DINKOP-35.07", profile: profile, fiscalYear: year,
            referenceDate: "\(year)-09-30", name: name)
        request.origin = origin
        return try registry.commit(try registry.stage(request).batch.id)
    }

    private func decide(_ scratch: Scratch, _ registry: Registry, _ batch: BatchRecord, _ rows: [String]) throws {
        try registry.addStages(from: scratch.file("tahap.csv", Self.steps + rows.joined()), to: batch.id)
    }

    private static func decided(_ serial: Int, _ word: String, _ day: String) -> String {
        "\(nik(serial));Penetapan;KPA;\(day)T09:00:00+07:00;\(word);;\n"
    }

    @discardableResult
    private func tell(_ registry: Registry, _ rows: [[String: String]]) throws -> SheetReceipt {
        let receipt = try registry.takeIn(
            Sheet(name: "peristiwa.csv", channel: "file", rows: rows), as: SheetKinds.bundled.kind("peristiwa"))
        try #require(receipt.isStored, "\(receipt.problems)")
        return receipt
    }

    private static func event(
        _ serial: Int, _ word: String, _ day: String, _ more: [String: String] = [:]
    ) -> [String: String] {
        ["nik": nik(serial), "peristiwa": word, "tanggal_peristiwa": day, "sumber": "Akta 7/2021"].merging(more) { $1 }
    }

    private func view(_ registry: Registry, _ serial: Int) throws -> PersonView {
        try registry.person(#require(NIK.parse(Self.nik(serial)).value))
    }

    private func kinds(_ registry: Registry) throws -> [String: [EventEffect.Kind]] {
        Dictionary(grouping: try registry.eventEffects()) { $0.enrolment.nik }.mapValues { $0.map(\.kind) }
    }

    /// Five are decreed on the first of October; the first was cashed on the fifth.
    private func decreed(_ scratch: Scratch) throws -> (Registry, BatchRecord) {
        let registry = try scratch.registry()
        let batch = try list(scratch, registry, (1...5).map { Self.row($0) })
        let decisions = (1...5).map { Self.decided($0, "ditetapkan", "2021-10-01") }
        try decide(scratch, registry, batch, decisions + [Self.decided(1, "dicairkan", "2021-10-05")])
        return (registry, batch)
    }

    /// Recipients of the programme in 2021, as figures count them.
    private func counted(_ registry: Registry) throws -> Int64 {
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        return try registry.database.read { connection in
            try FigureQueries(connection).figures(programmes: ["BPUM"], periods: ["2021"], regions: ["ID"])
        }.first { $0.measure == "listed" }?.value ?? 0
    }

    @Test func whoDiedBeforeBeingPaidIsHeldAndNotCounted() throws {
        let scratch = try Scratch()
        let (registry, batch) = try decreed(scratch)
        #expect(try counted(registry) == 5)
        // The first was paid on the fifth and died on the tenth: nothing is open. The second was decreed only.
        let receipt = try tell(
            registry,
            [Self.event(1, "meninggal", "2021-10-10"), Self.event(2, "meninggal", "2021-10-10")])
        #expect(try kinds(registry) == [Self.nik(2): [.died]])
        #expect(try registry.figuresAreStale())
        #expect(try counted(registry) == 4)
        let story = try registry.story(ofList: batch.list)
        #expect(story.held == 1 && story.count(.died) == 1)
        let told = try #require(try view(registry, 2).story.effects.first)
        #expect(told.event.date == "2021-10-10" && told.event.source == "Akta 7/2021")
        #expect(try view(registry, 1).story.effects.isEmpty)
        #expect(try view(registry, 1).story.events.count == 1)
        // Nothing was deleted, and nothing is left when the sheet is taken back.
        #expect(try registry.overview().total("people") == 5)
        _ = try registry.undoSending(receipt.sending.id)
        #expect(try kinds(registry).isEmpty)
        #expect(try counted(registry) == 5)
        #expect(try registry.verify() == [])
    }

    @Test func refusingHoldsTheProgrammeOfThatYearOnly() throws {
        let scratch = try Scratch()
        let (registry, _) = try decreed(scratch)
        try list(scratch, registry, (1...5).map { Self.row($0) }, year: 2020, profile: "umum", name: "penerima")
        try tell(
            registry,
            [
                Self.event(3, "menolak", "2021-10-02", ["program": "BPUM"]),
                Self.event(4, "menolak", "2021-10-02", ["program": "KUR"]),
                // Too late: it was paid the day before.
                Self.event(1, "menolak", "2021-10-06", ["program": "BPUM", "tahun": "2021"]),
            ])
        #expect(try kinds(registry) == [Self.nik(3): [.declined]])
        #expect(try registry.eventEffects().map(\.enrolment.fiscalYear) == [2021])
        #expect(try counted(registry) == 4)
    }

    /// The lists of 2020 speak of people served by 30 September 2020: only who died by then is held there.
    @Test func aListOfRecipientsSpeaksOfItsReferenceDate() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, (1...3).map { Self.row($0) }, year: 2020, profile: "umum", name: "penerima")
        try tell(
            registry,
            [
                Self.event(1, "meninggal", "2020-09-30"), Self.event(2, "meninggal", "2020-10-01"),
                Self.event(3, "pindah", "2020-05-01", ["ke_wilayah": "33.02.22"]),
            ])
        #expect(try kinds(registry) == [Self.nik(1): [.died], Self.nik(3): [.movedAway]])
    }

    @Test func aReplacementIsNamedOnBothSides() throws {
        let scratch = try Scratch()
        let (registry, batch) = try decreed(scratch)
        let receipt = try tell(
            registry,
            [Self.event(2, "diganti", "2021-10-03", ["program": "BPUM", "pengganti": Self.nik(6)])])
        #expect(try kinds(registry) == [Self.nik(2): [.replaced]])
        #expect(try view(registry, 2).story.effects.first?.event.replacement == Self.nik(6))
        // The replacement comes with the next sending of the list.
        let next = try list(scratch, registry, (1...6).map { Self.row($0) })
        #expect(next.list == batch.list)
        let place = try #require(try view(registry, 6).story.places.first)
        #expect(try view(registry, 6).story.origin(of: place) == .replaced)
        #expect(try view(registry, 6).story.replacing[place.id]?.nik == Self.nik(2))
        #expect(try view(registry, 6).story.own.isEmpty)
        #expect(try registry.story(ofList: batch.list).origins == [.proposed: 5, .replaced: 1])
        _ = try registry.undoSending(receipt.sending.id)
        #expect(try registry.story(ofList: batch.list).origins == [.proposed: 6])
    }

    /// The office works in 35.07: whoever stays in it is inside its area.
    @Test(arguments: [("35.07.11", false), ("33.02", true), ("35", true)])
    func whoMovesOutOfTheAreaIsMarkedAndStillCounted(region: String, isOutside: Bool) throws {
        let scratch = try Scratch()
        let (registry, _) = try decreed(scratch)
        try tell(registry, [Self.event(5, "pindah", "2021-10-01", ["ke_wilayah": region])])
        #expect(try kinds(registry) == (isOutside ? [Self.nik(5): [.movedAway]] : [:]))
        #expect(try counted(registry) == 5)
    }

    @Test func whatTheOfficeRefusedIsNotHeldAgain() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batch = try list(scratch, registry, [Self.row(1)])
        try decide(scratch, registry, batch, [Self.decided(1, "ditolak", "2021-10-01")])
        try tell(registry, [Self.event(1, "meninggal", "2021-09-01")])
        #expect(try kinds(registry).isEmpty)
    }

    // Origins

    @Test func anOriginIsThatOfTheListUnlessTheLineSaysIt() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let rows = [Self.row(1), Self.row(2, origin: "diusulkan"), Self.row(3, origin: "pengganti"), Self.row(4)]
        let batch = try list(scratch, registry, rows, origin: .carriedOver)
        #expect(batch.origin == .carriedOver)
        #expect(try registry.story(ofList: batch.list).origins == [.carriedOver: 2, .proposed: 1, .replaced: 1])
        let lines = try view(registry, 3)
        #expect(try lines.origin(of: #require(lines.lines.first)) == .replaced)
        _ = try registry.undo(batch.id)
        #expect(try registry.story(ofList: batch.list).origins.isEmpty)
        #expect(try registry.verify() == [])
    }

    @Test func anUnknownOriginIsToldAndCountsAsTheList() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batch = try list(scratch, registry, [Self.row(1, origin: "dari langit")])
        #expect(try registry.problemCounts(of: batch.id).map(\.code) == ["row.origin"])
        #expect(try registry.story(ofList: batch.list).origins == [.proposed: 1])
    }

    // Numbers and cards

    @Test func bothNumbersOfACorrectionFindOnePerson() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, [Self.row(1), Self.row(2)], year: 2020, profile: "umum", name: "penerima")
        try list(scratch, registry, [Self.row(3)])
        // Two numbers for one person are no overlap yet.
        #expect(try registry.overlap().peopleOnSeveral == 0)
        let receipt = try tell(
            registry, [Self.event(1, "nik_dibetulkan", "2021-01-10", ["nik_baru": Self.nik(3)])])
        for serial in [1, 3] {
            let found = try view(registry, serial)
            #expect(found.story.numbers == [Self.nik(3), Self.nik(1)])
            #expect(found.lines.count == 2)
            #expect(found.person?.nik == Self.nik(3))
        }
        #expect(try view(registry, 2).lines.count == 1)
        let overlap = try registry.overlap()
        #expect(overlap.peopleOnSeveral == 1 && overlap.people == 2)
        // What is told of the old number holds the proposal under the new one.
        try tell(registry, [Self.event(1, "meninggal", "2021-02-01")])
        #expect(try kinds(registry) == [Self.nik(3): [.died]])
        #expect(try registry.blockers(ofSending: receipt.sending.id).isEmpty)
        _ = try registry.undoSending(receipt.sending.id)
        #expect(try registry.overlap().peopleOnSeveral == 0)
    }

    @Test func aCorrectedNumberCountsOnce() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, [Self.row(1), Self.row(2)], profile: "umum", name: "satu")
        try list(scratch, registry, [Self.row(3)], profile: "umum", name: "dua")
        #expect(try counted(registry) == 3)
        let receipt = try tell(
            registry, [Self.event(1, "nik_dibetulkan", "2021-01-10", ["nik_baru": Self.nik(3)])])
        #expect(try counted(registry) == 2)
        _ = try registry.undoSending(receipt.sending.id)
        #expect(try counted(registry) == 3)
    }

    /// Somebody of the third list is one with the first by decision, and stays so after the number is corrected.
    @Test func aConfirmedMatchOutlivesACorrection() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try list(scratch, registry, [Self.row(1)], year: 2020, profile: "umum", name: "satu")
        try list(scratch, registry, [Self.row(2)], year: 2021, profile: "umum", name: "dua")
        let third = try list(scratch, registry, [Self.row(3)], year: 2020, profile: "umum", name: "tiga")
        func id(_ batch: BatchRecord) -> Int64 { LineQueries.id(batch: batch.id, row: 2) }
        try registry.decide(SubjectPair(id(first), id(third)), .same, note: "uji")
        #expect(try registry.overlap().identities?.confirmed == 1)
        // The third's number becomes that of the first: the number says it now, and the match adds nothing.
        let same = try tell(
            registry, [Self.event(3, "nik_dibetulkan", "2021-01-10", ["nik_baru": Self.nik(1)])])
        #expect(try registry.overlap().identities?.confirmed == 0)
        #expect(try registry.overlap().peopleOnSeveral == 1)
        _ = try registry.undoSending(same.sending.id)
        // It becomes that of the second, who is then on all three lists by the match.
        try tell(registry, [Self.event(3, "nik_dibetulkan", "2021-01-10", ["nik_baru": Self.nik(2)])])
        #expect(try registry.overlap().identities?.confirmed == 1)
        #expect(try registry.overlap().identities?.pairs.reduce(0) { $0 + $1.confirmed } == 2)
    }

    /// Away and back again: only where the newest move leads says where somebody lives.
    @Test func onlyTheNewestMoveCounts() throws {
        let scratch = try Scratch()
        let (registry, _) = try decreed(scratch)
        try tell(registry, [Self.event(2, "pindah", "2021-02-01", ["ke_wilayah": "33.02"])])
        #expect(try kinds(registry) == [Self.nik(2): [.movedAway]])
        try tell(registry, [Self.event(2, "pindah", "2021-03-01", ["ke_wilayah": "35.07.11"])])
        #expect(try kinds(registry).isEmpty)
    }

    /// Paid on the fifth, decreed anew on the twentieth: who died in between had been paid, under either number.
    @Test func whoWasCashedOnceHasNothingOpen() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batch = try list(scratch, registry, [Self.row(1)])
        try decide(
            scratch, registry, batch,
            [
                Self.decided(1, "ditetapkan", "2021-10-01"), Self.decided(1, "dicairkan", "2021-10-05"),
                Self.decided(1, "ditetapkan", "2021-10-20"),
            ])
        let late = try list(scratch, registry, [Self.row(6)], name: "susulan")
        try decide(scratch, registry, late, [Self.decided(6, "ditetapkan", "2021-10-20")])
        try tell(registry, [Self.event(1, "meninggal", "2021-10-10")])
        #expect(try kinds(registry).isEmpty)
        try tell(registry, [Self.event(6, "nik_dibetulkan", "2021-01-10", ["nik_baru": Self.nik(1)])])
        #expect(try kinds(registry).isEmpty)
    }

    /// Two of one family stand on the lists of 2020 and 2021; in between the second moves to a card of its own.
    @Test(arguments: [("2020-10-01", 0), ("2021-10-01", 1), ("2020-01-01", 0)])
    func aFamilyIsTheOneOfTheListsDate(split: String, families: Int) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, [Self.row(1)], year: 2020, profile: "umum", name: "penerima")
        try list(scratch, registry, [Self.row(2)])
        #expect(try registry.overlap().pairs.first?.familiesOnly == 1)
        try tell(
            registry,
            [Self.event(2, "pecah_kk", split, ["kk_lama": Self.card, "kk_baru": Self.newCard])])
        #expect(try registry.overlap().pairs.first?.familiesOnly ?? 0 == families)
        let cards = try view(registry, 2).story.cards
        #expect(cards.map(\.number) == [Self.card, Self.newCard])
        #expect(cards.map(\.since) == [nil, split])
        #expect(try view(registry, 1).story.cards.isEmpty)
    }

    @Test func membersOfTheNewCardMoveWithIt() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, [Self.row(1)], year: 2020, profile: "umum", name: "penerima")
        try list(scratch, registry, [Self.row(2), Self.row(3)])
        try tell(
            registry,
            [
                Self.event(2, "pecah_kk", "2021-01-01", ["kk_baru": Self.newCard, "anggota_kk_baru": Self.nik(3)])
            ])
        #expect(try registry.overlap().pairs.first?.familiesOnly ?? 0 == 0)
        #expect(try view(registry, 3).story.cards.last?.number == Self.newCard)
    }

    @Test func theNewestNameIsShown() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, [Self.row(1)])
        try tell(
            registry,
            [
                Self.event(1, "ganti_nama", "2021-03-01", ["nama_baru": "Siti Rekaan Lestari"]),
                Self.event(1, "ganti_nama", "2020-03-01", ["nama_baru": "Siti Lama"]),
            ])
        #expect(try view(registry, 1).story.newName == "Siti Rekaan Lestari")
        #expect(try view(registry, 1).person?.name == "Siti Rekaan")
    }

    /// Whoever's number was corrected is one person in every total, by whatever number lists have them.
    @Test func aCorrectedNumberCountsOnceInTotals() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, [Self.row(1), Self.row(2)], year: 2020, profile: "umum", name: "satu")
        try list(scratch, registry, [Self.row(3), Self.row(4)], profile: "umum", name: "dua")
        func people() throws -> [Int] {
            let (standing, overview) = (try registry.standing(), try registry.overview())
            let programme = overview.programmes.first { $0.programme.code == "BPUM" }
            return [
                standing.sums.people, standing.programmes.first?.people ?? 0, overview.total("people"),
                programme?.people ?? 0, overview.villages.reduce(0) { $0 + ($1.people["BPUM"] ?? 0) },
            ]
        }
        #expect(try people() == [4, 4, 4, 4, 4])
        let receipt = try tell(
            registry, [Self.event(1, "nik_dibetulkan", "2021-01-10", ["nik_baru": Self.nik(3)])])
        #expect(try people() == [3, 3, 3, 3, 3])
        #expect(try registry.standing().lists.map(\.sums.people) == [2, 2])
        #expect(try registry.overlap().people == 3)
        _ = try registry.undoSending(receipt.sending.id)
        #expect(try people() == [4, 4, 4, 4, 4])
    }
}
