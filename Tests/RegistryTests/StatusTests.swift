import Indonesia
import Registry
import Testing

/// Which of several sources holds, and what stands beside it.
@Suite struct StatusTests {
    private static let nik = "3507015501900001"

    private func view(_ rows: [(kind: String, value: String, asOf: String, source: String)]) throws -> [StatusView] {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        for row in rows {
            try registry.take(
                "status",
                [
                    "nik": Self.nik, "jenis_status": row.kind, "nilai": row.value, "per_tanggal": row.asOf,
                    "sumber": row.source, "surat": row.source == "surat" ? "B/12" : "",
                ])
        }
        return try registry.person(#require(NIK.parse(Self.nik).value)).story.statuses
    }

    @Test func withinASourceTheNewestDayHoldsWhateverCameLast() throws {
        let found = try view([("kur", "lunas", "2021-06-30", "sikp"), ("kur", "berjalan", "2021-01-31", "sikp")])
        let status = try #require(found.first)
        #expect(found.count == 1 && status.sources.count == 1)
        #expect(status.holding.value == "paid-off" && status.rule == .agreed)
    }

    /// SIKP is often late: a letter of the same day or a later one overrules it, an older one does not.
    @Test(
        arguments: [
            ("2021-07-01", "paid-off", StatusView.Rule.letter), ("2021-06-30", "paid-off", .letter),
            ("2021-06-29", "running", .newest),
        ])
    func aLetterOverrulesAnOlderStatus(letter: String, value: String, rule: StatusView.Rule) throws {
        let found = try view([("kur", "berjalan", "2021-06-30", "sikp"), ("kur", "lunas", letter, "surat")])
        let status = try #require(found.first)
        #expect(status.holding.value == value)
        #expect(status.rule == rule)
        #expect(status.contradicting.count == 1)
    }

    @Test func sourcesStandSideBySide() throws {
        let found = try view([
            ("asn", "ya", "2020-12-31", "bkn"), ("asn", "pensiun", "2021-03-31", "desa"),
            ("padan", "padan", "2021-01-01", "dukcapil"), ("padan", "padan", "2021-02-01", "lainnya"),
        ])
        #expect(found.map(\.kind) == [.populationMatch, .civilServant])
        #expect(found.map(\.rule) == [.agreed, .newest])
        #expect(found[1].holding.value == "retired")
        #expect(found[1].contradicting.map(\.source) == ["civil-service-agency"])
    }

    @Test func aCorrectionOfTheSameDayIsTheNextVersion() throws {
        let found = try view([("slik", "kol_1", "2021-06-30", "slik"), ("slik", "kol_5", "2021-06-30", "slik")])
        #expect(found.first?.holding.value == "class-5")
        #expect(found.first?.sources.count == 1)
    }
}
