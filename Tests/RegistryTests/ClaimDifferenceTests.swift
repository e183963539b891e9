import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Values that are masked alike are told to differ, and a day of birth in what.
@Suite struct ClaimDifferenceTests {
    private func field(_ name: ClaimedField.Name, _ rows: [String]) throws -> ClaimedField {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        for (place, row) in rows.enumerated() {
            let file = try scratch.file("\(place).csv", "NIK;Nama;Tanggal Lahir\n3507015501900001;\(row)\n")
            let request = ImportRequest(
                file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-09-30", name: "daftar \(place)")
            _ = try registry.commit(try registry.stage(request).batch.id)
        }
        let view = try registry.person(#require(NIK.parse("3507015501900001").value))
        return try #require(view.fields.first { $0.name == name })
    }

    @Test func daysOfBirthSayInWhatTheyDiffer() throws {
        let field = try field(
            .birthDate, ["Siti;15-01-1990", "Siti;16-01-1990", "Siti;15-02-1990", "Siti;16-02-1991"])
        #expect(field.claims.map { field.differing($0) } == [[], [.day], [.month], [.day, .month, .year]])
        let shown = field.shown({ "**-**-" + $0.prefix(4) }) { "≠ " + $0.map(\.rawValue).joined(separator: "+") }
        #expect(shown == ["**-**-1990", "**-**-1990 ≠ day", "**-**-1990 ≠ month", "**-**-1991 ≠ day+month+year"])
    }

    @Test func namesThatAreMaskedAlikeAreToldToDiffer() throws {
        let field = try field(.name, ["Siti Rekaan;", "Sari Rukmin;", "Budi Rekaan;"])
        let shown = field.shown({ PersonName.masked(raw: $0) }) { $0.isEmpty ? "(≠)" : "" }
        #expect(shown == ["S*** R*****", "S*** R***** (≠)", "B*** R*****"])
    }
}
