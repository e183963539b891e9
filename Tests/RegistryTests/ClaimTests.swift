import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What several sources say of one person, side by side, and which of them is shown.
@Suite struct ClaimTests {
    private static let header = "NIK;No KK;Nama;Jenis Kelamin;Tanggal Lahir;Telepon\n"
    // A woman born on the 15th of January 1990.
    private static let nik = "3507015501900001"
    private static let other = "3507015501900002"
    private static let card = "3507011501100001"
    private static let newCard = "3507011501210002"

    @discardableResult
    private func list(
        _ scratch: Scratch, _ registry: Registry, _ name: String, _ rows: [String], as of: String = "2021-03-31"
    ) throws -> BatchRecord {
        let file = try scratch.file(name + ".csv", Self.header + rows.joined(separator: "\n") + "\n")
        let request = ImportRequest(
            file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2021, referenceDate: of,
            name: name)
        return try registry.commit(try registry.stage(request).batch.id)
    }

    private func field(_ registry: Registry, _ name: ClaimedField.Name, _ nik: String = nik) throws -> ClaimedField {
        let view = try registry.person(#require(NIK.parse(nik).value))
        return try #require(view.fields.first { $0.name == name })
    }

    @Test func whatIsKnownFirstIsShownAndTheOtherStandsBeside() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try list(
            scratch, registry, "satu", ["\(Self.nik);\(Self.card);Siti Rekaan;P;15-01-1990;081234567890"])
        let second = try list(
            scratch, registry, "dua", ["\(Self.nik);\(Self.card);Siti  REKAAN;P;16-01-1990;081234567891"],
            as: "2021-06-30")
        let born = try field(registry, .birthDate)
        #expect(born.rule == .first && born.isConflict)
        #expect(born.claims.map(\.value) == ["1990-01-15", "1990-01-16"])
        #expect(born.claims.map(\.isShown) == [true, false])
        // The number says the fifteenth too.
        #expect(born.claims[0].sources.map(\.kind) == [.list, .number])
        #expect(born.claims[1].sources.map(\.batch) == [second.id])
        #expect(born.claims[1].sources.map(\.date) == ["2021-06-30"])
        // Two blanks and capitals are the same name; two telephones contradict nobody.
        #expect(try field(registry, .name).rule == .agreed)
        #expect(try field(registry, .name).claims[0].sources.map(\.batch) == [first.id, second.id])
        #expect(try field(registry, .phone).claims.count == 2)
        #expect(try !field(registry, .phone).isConflict)
        #expect(try registry.conflicts().map { $0.fields.map(\.name) } == [[.birthDate]])
        #expect(try registry.conflicts(field: .sex).isEmpty)
        _ = try registry.undo(second.id)
        #expect(try registry.conflicts().isEmpty)
    }

    /// A list that corrects itself leaves one claim: the newest.
    @Test func theSameListCorrectsItself() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, "satu", ["\(Self.nik);;Siti Rekaan;P;16-01-1990;"])
        try list(scratch, registry, "satu", ["\(Self.nik);;Siti Lestari;P;15-01-1990;"])
        #expect(try field(registry, .name).claims.map(\.value) == ["Siti Lestari"])
        #expect(try field(registry, .birthDate).rule == .agreed)
        #expect(try registry.conflicts().isEmpty)
    }

    @Test func aSexThatTheNumberDoesNotBearIsAConflict() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, "satu", ["\(Self.nik);;Siti Rekaan;L;;", "\(Self.other);;Tini Rekaan;P;;"])
        let sex = try field(registry, .sex)
        #expect(sex.claims.map(\.value) == ["L", "P"])
        #expect(sex.claims[1].sources.map(\.kind) == [.number])
        #expect(try registry.conflicts().map(\.nik) == [Self.nik])
    }

    /// Two cards contradict each other until somebody tells that the family split.
    @Test func anEventExplainsWhatListsContradict() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, "satu", ["\(Self.nik);\(Self.card);Siti Rekaan;P;;"])
        try list(scratch, registry, "dua", ["\(Self.nik);\(Self.newCard);Siti Lestari;P;;"])
        #expect(try registry.conflicts().map { $0.fields.map(\.name) } == [[.name, .familyCard]])
        let told = ["nik": Self.nik, "tanggal_peristiwa": "2021-05-01", "sumber": "Dukcapil"]
        try registry.take(
            "peristiwa", told.merging(["peristiwa": "pecah_kk", "kk_lama": Self.card, "kk_baru": Self.newCard]) { $1 })
        try registry.take(
            "peristiwa", told.merging(["peristiwa": "ganti_nama", "nama_baru": "Siti Lestari"]) { $1 })
        let card = try field(registry, .familyCard)
        #expect(card.rule == .event && card.claims[0].value == Self.newCard)
        let name = try field(registry, .name)
        #expect(name.rule == .event && name.claims.map(\.value) == ["Siti Lestari", "Siti Rekaan"])
        #expect(try registry.conflicts().isEmpty)
    }

    @Test func aCorrectedNumberBringsTheSourcesOfBoth() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, "satu", ["\(Self.nik);;Siti Rekaan;P;15-01-1990;"])
        try list(scratch, registry, "dua", ["\(Self.other);;Siti Rekaan;P;14-01-1990;"])
        #expect(try registry.conflicts().map { $0.fields.map(\.name) } == [[.birthDate]])
        try registry.take(
            "peristiwa",
            [
                "nik": Self.nik, "peristiwa": "nik_dibetulkan", "tanggal_peristiwa": "2021-05-01",
                "sumber": "Dukcapil", "nik_baru": Self.other,
            ])
        let number = try field(registry, .nik)
        #expect(number.rule == .event && number.claims.map(\.value) == [Self.other, Self.nik])
        #expect(try registry.conflicts().map(\.nik) == [Self.other])
        #expect(try field(registry, .birthDate).claims.map(\.value) == ["1990-01-14", "1990-01-15"])
    }

    /// One list alone names the person, and events say two other names.
    @Test func whatOnlyEventsContradictIsFoundToo() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try list(scratch, registry, "satu", ["\(Self.nik);;Siti Rekaan;P;15-01-1990;"])
        for (day, name) in [("2021-05-01", "Siti Lestari"), ("2021-06-01", "Siti Wahyuni")] {
            try registry.take(
                "peristiwa",
                [
                    "nik": Self.nik, "peristiwa": "ganti_nama", "tanggal_peristiwa": day, "sumber": "Dukcapil",
                    "nama_baru": name,
                ])
        }
        #expect(try registry.conflicts().map { $0.fields.map(\.name) } == [[.name]])
        #expect(try registry.conflicts(limit: 0).isEmpty)
    }

    /// More people than are asked for at one time, of whom few are at odds.
    @Test func conflictsAreFoundAmongManyAndInTheirOrder() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let numbers = (1...1200).map { serial in "350701550190" + String(10_000 + serial).suffix(4) }
        try list(scratch, registry, "satu", numbers.map { "\($0);;Siti Rekaan;P;15-01-1990;" })
        try list(
            scratch, registry, "dua",
            numbers.enumerated().map { place, nik in
                "\(nik);;\(place % 400 == 7 ? "Sri Lestari" : "Siti Rekaan");P;15-01-1990;"
            })
        let found = try registry.conflicts()
        #expect(found.map(\.nik) == [numbers[7], numbers[407], numbers[807]])
        #expect(try registry.conflicts(limit: 2).map(\.nik) == [numbers[7], numbers[407]])
    }
}
