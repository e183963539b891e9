import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Life events that cannot be, and sendings that cannot be taken back one before the other.
@Suite struct LifetimeTests {
    private let scratch: Scratch
    private let registry: Registry

    init() throws {
        scratch = try Scratch()
        registry = try scratch.registry()
    }

    /// Born on 15 January of 1990, 2010 (or 1910) and 1960.
    private static let (ninety, ten, sixty) = ("3507015501900001", "3507015501100001", "3507011501600001")

    private func list(_ rows: [String], name: String = "daftar", reference: String = "2021-06-30") throws {
        let header = "NIK;No KK;Nama;Jenis Kelamin;Tanggal Lahir;Nominal\n"
        let file = try scratch.file(name + ".csv", header + rows.joined(separator: "\n") + "\n")
        let request = ImportRequest(
            file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2021,
            referenceDate: reference, name: name)
        #expect(try registry.commit(try registry.stage(request).batch.id).counts.refused == 0)
    }

    private static func event(
        _ nik: String, _ word: String, _ day: String, _ more: [String: String] = [:]
    ) -> [String: String] {
        ["nik": nik, "peristiwa": word, "tanggal_peristiwa": day, "sumber": "Akta 7"].merging(more) { $1 }
    }

    private func tell(_ rows: [String: String]...) throws -> SheetReceipt {
        try registry.takeIn(
            Sheet(name: "peristiwa.csv", channel: "file", rows: rows), as: SheetKinds.bundled.kind("peristiwa"))
    }

    /// What refuses rows, with the row it names.
    private func refusals(_ rows: [String: String]...) throws -> [String] {
        let receipt = try registry.takeIn(
            Sheet(name: "peristiwa.csv", channel: "file", rows: rows), as: SheetKinds.bundled.kind("peristiwa"))
        return receipt.problems.filter { $0.severity == .refuse }.map { "\($0.code) \($0.place.row ?? 0)" }
    }

    private func correct(_ old: String, _ new: String, _ day: String = "2021-01-10") -> [String: String] {
        Self.event(old, "nik_dibetulkan", day, ["nik_baru": new])
    }

    // Birth and death

    @Test func nothingHappensBeforeBirth() throws {
        #expect(try refusals(Self.event(Self.ninety, "meninggal", "1990-01-14")) == ["life-event.before-birth 1"])
        #expect(
            try refusals(
                Self.event(Self.ninety, "meninggal", "2021-01-01"),
                Self.event(Self.sixty, "pindah", "1955-01-01", ["alamat_baru": "Malang"]))
                == ["life-event.before-birth 2"])
        // The number alone can mean 1910: only what a list says of the birth refuses it.
        #expect(try tell(Self.event(Self.ten, "meninggal", "2005-01-01")).isStored)
    }

    @Test func theDayOfBirthIsThatOfLists() throws {
        try list(["\(Self.ten);;Siti Rekaan;P;15-01-2010;100000"])
        #expect(try refusals(Self.event(Self.ten, "meninggal", "2005-01-01")) == ["life-event.before-birth 1"])
        #expect(try tell(Self.event(Self.ten, "meninggal", "2021-01-01")).isStored)
    }

    @Test func nobodyDiesTwice() throws {
        let first = try tell(Self.event(Self.ninety, "meninggal", "2021-01-01"))
        #expect(try refusals(Self.event(Self.ninety, "meninggal", "2021-02-01")) == ["life-event.died-already 1"])
        // The same death told again is the next version of the same event.
        #expect(try tell(Self.event(Self.ninety, "meninggal", "2021-01-01", ["sumber": "Akta 8"])).sending.updated == 1)
        #expect(
            try refusals(
                Self.event(Self.sixty, "meninggal", "2021-01-01"), Self.event(Self.sixty, "meninggal", "2021-02-01"))
                == ["life-event.died-twice 2"])
        // The remedy: take the wrong one back, then tell the right one.
        for id in try registry.blockers(ofSending: first.sending.id) { _ = try registry.undoSending(id) }
        _ = try registry.undoSending(first.sending.id)
        #expect(try tell(Self.event(Self.ninety, "meninggal", "2021-02-01")).isStored)
    }

    @Test func bothNumbersDieOnOneDay() throws {
        #expect(try tell(correct(Self.sixty, Self.ninety)).isStored)
        #expect(try tell(Self.event(Self.sixty, "meninggal", "2021-01-20")).isStored)
        #expect(try refusals(Self.event(Self.ninety, "meninggal", "2021-02-01")) == ["life-event.died-already 1"])
        let other = "3507011501610001"
        #expect(try tell(Self.event(other, "meninggal", "2021-03-01")).isStored)
        #expect(try refusals(correct(other, Self.ninety)) == ["life-event.two-deaths 1"])
    }

    @Test func whatHappensAfterDeathIsToldInEitherOrder() throws {
        let move = Self.event(Self.ninety, "pindah", "2021-03-01", ["alamat_baru": "Malang"])
        #expect(try tell(Self.event(Self.ninety, "meninggal", "2021-01-01")).isStored)
        #expect(try tell(move).problems.contains { $0.code == "life-event.after-death" && $0.severity == .warn })
        let later = Self.event(Self.sixty, "pindah", "2021-03-01", ["alamat_baru": "Malang"])
        #expect(try tell(later).problems.allSatisfy { $0.code != "life-event.after-death" })
        #expect(
            try tell(Self.event(Self.sixty, "meninggal", "2021-01-01")).problems
                .contains { $0.code == "life-event.after-death" })
    }

    // Whose number it is

    @Test func anotherPersonsNumberIsRefusedUntilSomebodyDecides() throws {
        try list([
            "\(Self.ninety);;Siti Rekaan;P;15-01-1990;100000", "\(Self.sixty);;Budi Contoh;L;15-01-1960;100000",
        ])
        let receipt = try tell(correct(Self.ninety, Self.sixty))
        let problem = try #require(receipt.problems.first { $0.code == "life-event.other-person" })
        #expect(!receipt.isStored && problem.severity == .refuse && problem.place.row == 1)
        #expect(problem.value?.contains(Self.sixty) == false)
        let pair = try #require(problem.arguments["pair"].flatMap { SubjectPair($0) })
        try registry.decide(pair, .same, note: "uji")
        #expect(try tell(correct(Self.ninety, Self.sixty)).isStored)
    }

    @Test func whoWasDecidedToBeSomebodyElseStaysSo() throws {
        try list(["\(Self.ninety);;Siti Rekaan;;;100000", "\(Self.sixty);;Siti Rekaan;;;100000"])
        let people = try [Self.ninety, Self.sixty].compactMap { nik in
            try registry.person(#require(NIK.parse(nik).value)).person?.id
        }
        try registry.decide(SubjectPair(people[0], people[1]), .different, note: "uji")
        #expect(try refusals(correct(Self.ninety, Self.sixty)) == ["life-event.apart 1"])
    }

    @Test(arguments: [
        ("Siti Rekaan", true), ("SITI REKAAN", true), ("Siti Rekaan Lestari", true), ("S. Rekaan", true),
        ("Siti Contoh", false), ("Ani Rekaan", false),
    ])
    func namesTellTwoPeopleApart(name: String, isOne: Bool) throws {
        try list(["\(Self.ninety);;Siti Rekaan;;;100000", "\(Self.sixty);;\(name);;;100000"])
        let receipt = try tell(correct(Self.ninety, Self.sixty))
        #expect(receipt.isStored == isOne)
        #expect(receipt.problems.map(\.code).contains(isOne ? "life-event.joins" : "life-event.other-person"))
    }

    @Test func aWrongCorrectionIsCorrected() throws {
        let (wrong, right) = (Self.sixty, "3507015501900009")
        try list(["\(Self.ninety);;Siti Rekaan;;;100000", "\(right);;Siti Rekaan;;;100000"])
        #expect(try tell(correct(Self.ninety, wrong)).isStored)
        #expect(try tell(Self.event(wrong, "meninggal", "2021-02-01")).isStored)
        #expect(try tell(Self.event(right, "meninggal", "2021-03-01")).isStored)
        // What the number was corrected to by mistake is nothing the person has to do with.
        #expect(try tell(correct(Self.ninety, right)).isStored)
    }

    // Cards

    @Test func aSplitLeadsToAnotherCard() throws {
        let (card, other) = ("3507011501100001", "3507011501210002")
        try list(["\(Self.ninety);\(card);Siti Rekaan;;;100000"])
        func split(_ new: String, _ day: String) -> [String: String] {
            Self.event(Self.ninety, "pecah_kk", day, ["kk_baru": new])
        }
        #expect(try refusals(split(card, "2021-07-01")) == ["life-event.same-card 1"])
        // The list may name the card after a split that was before it.
        #expect(try tell(split(card, "2021-06-01")).isStored)
        #expect(try refusals(split(card, "2021-08-01")) == ["life-event.same-card 1"])
        #expect(try tell(split(other, "2021-08-01")).isStored)
        #expect(try tell(split(card, "2021-09-01")).isStored)
    }

    // The order of taking back

    @Test func noCircleComesOfTakingBack() throws {
        let (a, b, c) = (Self.ninety, Self.sixty, "3507011501610001")
        #expect(try tell(correct(a, b)).isStored)
        let second = try tell(correct(a, c)).sending.id
        let third = try tell(correct(b, a)).sending.id
        // Without the second a would lead to b again, and b to a.
        #expect(try registry.blockers(ofSending: second) == [third])
        #expect(throws: Problem("sending.blocked", .refuse, ["id": "\(second)", "blockers": "\(third)"])) {
            try registry.undoSending(second)
        }
        _ = try registry.undoSending(third)
        _ = try registry.undoSending(second)
        #expect(try registry.person(#require(NIK.parse(a).value)).story.numbers == [b, a])
        #expect(try registry.verify().isEmpty)
    }

    @Test func noSecondDeathComesOfTakingBack() throws {
        let (a, b, c) = (Self.ninety, Self.sixty, "3507011501610001")
        #expect(try tell(correct(a, b)).isStored)
        #expect(try tell(Self.event(b, "meninggal", "2021-02-01")).isStored)
        let away = try tell(correct(a, c)).sending.id
        let death = try tell(Self.event(a, "meninggal", "2021-03-01")).sending.id
        #expect(try registry.blockers(ofSending: away) == [death])
        let elsewhere = try tell(correct(a, c, "2021-05-01"))
        #expect(elsewhere.isStored)
        #expect(try registry.blockers(ofSending: away) == [elsewhere.sending.id, death])
    }
}
