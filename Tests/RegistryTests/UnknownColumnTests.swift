import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What a list holds and the registry does not use, and what the registry fills in by itself, is said.
@Suite struct UnknownColumnTests {
    private static let people = "3507015501900001;Siti Rekaan"

    private func staged(_ scratch: Scratch, _ header: String, _ row: String, year: Int = 2021) throws -> StagedList {
        let file = try scratch.file("daftar.csv", header + "\n" + row + "\n")
        let request = ImportRequest(
            file: file, programme: "BPUM", institution: "DINKOP-35.07", profile: "umum", fiscalYear: year,
            referenceDate: "\(year)-09-30")
        return try scratch.registry().stage(request, isDryRun: true)
    }

    @Test func columnsThatAreNotKnownAreNamedWithTheirNearest() throws {
        let scratch = try Scratch()
        let found = try staged(scratch, "No;NIK;Nama;Alamatt;Warna Pagar", "1;\(Self.people);Dusun Rekaan;hijau")
        let problem = try #require(found.problems.first { $0.code == "list.columns-unknown" })
        #expect(problem.severity == .note && problem.place.row == 1)
        let columns = try #require(problem.arguments["columns"])
        #expect(columns.contains("“Alamatt” (Alamat?)") && columns.hasSuffix("“Warna Pagar”"))
        // A running number is missed by nobody.
        #expect(!columns.contains("No”"))
        let clean = try staged(scratch, "NIK;Nama;Alamat", Self.people + ";Dusun Rekaan")
        #expect(!clean.problems.contains { $0.code == "list.columns-unknown" })
    }

    @Test func aTableOfNoPeopleHasNoUnknownColumns() throws {
        let scratch = try Scratch()
        let file = try ListFile(scratch.file("x.csv", "Kabupaten,Usaha Mikro\nMalang,12\nBlitar,13\n"))
        let reading = try ListReading(file, today: #require(CalendarDate("2021-12-31")), wantsRecords: false)
        #expect(!reading.problems.contains { $0.code == "list.columns-unknown" })
    }

    /// The cells of such a column stand in the raw line.
    @Test func theirCellsAreKept() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("daftar.csv", "NIK;Nama;Warna Pagar\n\(Self.people);hijau\n")
        let batch = try registry.stage(
            ImportRequest(file: file, programme: "BPUM", institution: "DINKOP-35.07", profile: "umum")
        ).batch
        #expect(try registry.lines(of: batch.id).first?.line.raw.contains("hijau") == true)
        let columns = try registry.columns(of: batch.id)
        #expect(UnknownColumns.named(columns, profile: batch.profile) == ["“Warna Pagar”"])
    }

    @Test func anAmountOfTheProgrammeIsNoneOfTheList() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func take(_ name: String, _ header: String, _ row: String) throws -> BatchRecord {
            let file = try scratch.file(name + ".csv", header + "\n" + row + "\n")
            let staged = try registry.stage(
                ImportRequest(
                    file: file, programme: "BPUM", institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021,
                    referenceDate: "2021-09-30", name: name))
            let isTold = staged.problems.contains { $0.code == "list.amount-of-programme" && $0.severity == .note }
            #expect(isTold == !header.contains("Nominal"))
            return try registry.commit(staged.batch.id)
        }
        let without = try take("tanpa", "NIK;Nama", Self.people)
        let with = try take("dengan", "NIK;Nama;Nominal", Self.people + ";1200000")
        #expect(try registry.programmeAmount(of: without.id) == 1_200_000)
        #expect(try registry.programmeAmount(of: with.id) == nil)
        let lines = try registry.person(#require(NIK.parse("3507015501900001").value)).lines
        #expect(lines.map(\.line.amount) == [1_200_000, 1_200_000])
        #expect(lines.map(\.hasProgrammeAmount) == [true, false])
    }
}
