import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Whose step a referral's step is, what it must say, and by when the next one is due.
@Suite struct ReferralGateTests {
    private func day(_ text: String) -> CalendarDate? { CalendarDate(text) }

    private func problem(_ body: () throws -> Void) -> Problem? {
        do {
            try body()
            return nil
        } catch { return error as? Problem }
    }

    /// KB-022 referred by C-DKM to C07, whose owner and distributor is C-KTK.
    private func referral(_ registry: Registry) throws -> String {
        try registry.propose(need: "KB-022", programme: "C07", from: "C-DKM", on: day("2021-11-02")).code
    }

    @Test func aStepBelongsToAnInstitution() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let code = try referral(registry)
        func step(_ kind: ReferralStep.Kind, _ date: String, by actor: String?) throws -> ReferralStep {
            try registry.step(
                referral: code, kind, on: day(date), actor: actor, reason: "Alasan", outcome: "Alat dipakai")
        }
        let foreign = try #require(problem { _ = try step(.accepted, "2021-11-05", by: "C-DKM") })
        #expect(foreign.code == "referral.actor" && foreign.arguments["known"] == "C-KTK")
        #expect(problem { _ = try step(.withdrawn, "2021-11-05", by: "C-KTK") }?.code == "referral.actor")
        #expect(try step(.accepted, "2021-11-05", by: nil).actor == "C-KTK")
        #expect(problem { _ = try step(.served, "2021-11-20", by: "C-KPR") }?.code == "referral.actor")
        let served = try step(.served, "2021-11-20", by: "C-KTK")
        // What came of it is asked about within half a year.
        #expect(served.dueOn == "2022-05-19")
        let third = try #require(problem { _ = try step(.outcome, "2022-03-01", by: "C-KPR") })
        #expect(third.arguments["known"] == "C-KTK, C-DKM")
        #expect(try step(.outcome, "2022-03-01", by: nil).actor == "C-KTK")
    }

    @Test func whoRefersMayTellTheOutcomeAndWithdraw() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let code = try referral(registry)
        let withdrawn = try registry.step(referral: code, .withdrawn, on: day("2021-11-03"), reason: "Salah alamat")
        #expect(withdrawn.actor == "C-DKM")
        let again = try referral(registry)
        try registry.step(referral: again, .accepted, on: day("2021-11-03"))
        try registry.step(referral: again, .served, on: day("2021-11-04"))
        #expect(
            problem { try registry.step(referral: again, .outcome, on: day("2021-12-04")) }?.code == "referral.outcome")
        let told = try registry.step(
            referral: again, .outcome, on: day("2021-12-04"), actor: "C-DKM", outcome: "Alat dipakai")
        #expect(told.actor == "C-DKM")
    }

    @Test func aLimitBeforeItsStepIsRefused() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let code = try referral(registry)
        let early = problem {
            try registry.step(referral: code, .accepted, on: day("2021-11-05"), dueOn: day("2021-11-04"))
        }
        #expect(early?.code == "sheet.order" && early?.place.column == "tenggat")
        #expect(
            try registry.step(referral: code, .accepted, on: day("2021-11-05"), dueOn: day("2021-11-05")).dueOn
                == "2021-11-05")
    }

    /// C26 is owned by C-BDM and distributed by C-BRU; C-KTK has nothing to do with it.
    @Test func aReferralGoesToWhoRunsTheProgramme() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        func row(_ code: String, _ to: String) -> [String: String] {
            [
                "kode": code, "kebutuhan": "KB-032", "program": "C26", "dari": "C-DKM", "kepada": to,
                "langkah": "diusulkan", "tanggal": "2021-11-02",
            ]
        }
        let kind = try SheetKinds.bundled.kind("rujukan")
        let wrong = try registry.takeIn(Sheet(name: "r", channel: "form", rows: [row("RX-1", "C-KTK")]), as: kind)
        #expect(wrong.problems.map(\.code) == ["referral.receiver"])
        #expect(wrong.problems.first?.arguments["known"] == "C-BDM, C-BRU")
        for (code, to) in [("RX-1", "C-BDM"), ("RX-2", "C-BRU")] {
            try registry.take("referral", row(code, to))
        }
    }

    @Test func aServedReferralWaitsForItsOutcome() throws {
        let registry = try Sample.registry()
        let book = try registry.referrals(asOf: day("2021-12-31"))
        // Served on 20 May: half a year later nobody had told what came of it.
        let line = try #require(book.lines.first { $0.code == "RJ-13" })
        #expect(!line.isOpen && line.awaitsOutcome && line.isOverdue)
        #expect((line.dueOn, line.daysLeft) == ("2021-11-16", -45))
        #expect(book.waiting.contains { $0.code == "RJ-13" } && !book.open.contains { $0.code == "RJ-13" })
        #expect(book.loads.first { $0.institution == line.to }?.toTell == 1)
        // Served in December: it waits too, and nobody is reminded yet.
        let fresh = try #require(book.lines.first { $0.code == "RJ-15" })
        #expect(fresh.awaitsOutcome && !fresh.isOverdue && !book.waiting.contains { $0.code == "RJ-15" })
        #expect(try registry.referrals(asOf: day("2021-11-16")).lines.first { $0.code == "RJ-13" }?.isOverdue == false)
    }

    @Test func stepsAreNamedInTheReadersLanguage() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let code = try referral(registry)
        let hasty = try #require(problem { try registry.step(referral: code, .served, on: day("2021-11-05")) })
        #expect(hasty.code == "referral.order")
        let indonesian = Catalogue.bundled.sentence(hasty, .id)
        #expect(indonesian.contains("sudah diusulkan") && indonesian.contains("langkah dilayani"))
        #expect(!indonesian.contains("proposed") && !indonesian.contains("served"))
        let english = Catalogue.bundled.reason(hasty, .en)
        #expect(english.contains("is proposed already") && english.contains("step served"))
    }

    @Test(arguments: [
        (
            "referral",
            ["kode": "RX-1", "kebutuhan": "KB-022", "program": "C07", "dari": "C-DKM", "langkah": "diusulkan"]
        ),
        ("need", ["kode": "KX-1", "wilayah": "35.07.11.2008", "kebutuhan": "K2", "asal": "survei"]),
        (
            "visit",
            [
                "kode": "VX-1", "program": "C12", "pendamping": "C-KTK", "kelompok": "KLP-01",
                "wilayah": "35.07.11.2008",
            ]
        ),
        ("profile", ["nik": "3507115712690001", "wilayah": "35.07.11.2008"]),
    ])
    func whatIsToldHasHappened(kind: String, row: [String: String]) throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        func take(_ date: String) throws -> [Problem] {
            try registry.takeIn(
                Sheet(name: "uji", channel: "form", rows: [row.merging(["tanggal": date]) { $1 }]),
                as: SheetKinds.bundled.kind(kind)
            ).problems
        }
        let future = try take("2099-01-01")
        #expect(future.map(\.code) == ["sheet.future"])
        #expect(future.first?.place.column == "tanggal")
        #expect(try take("2021-11-02").filter { $0.severity == .refuse }.isEmpty)
    }
}
