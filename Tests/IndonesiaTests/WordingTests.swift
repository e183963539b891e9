import Foundation
import Indonesia
import Problems
import Testing

/// Each code of this room: a cell that brings it about, and sentences in both languages.
@Suite struct WordingTests {
    /// The codes of this room's own catalogue file.
    private static func written() throws -> Set<String> {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let file = folder.appending(path: "../../Sources/Problems/Catalogues/indonesia.json").standardized
        let content = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
        return Set((content ?? [:]).keys)
    }

    private static func examples() -> [Problem] {
        var problems: [Problem] = []
        for cell in [
            "", "0", "350711", "350711250190000", "3,5E+15", "35O7112501900003", "0007112501900003", "3507113202900003",
            "3507112501900000", "'3507112501900003", "3507 1125 0190 0003", "JUMLAH", "٣٥٠٧١١٢٥٠١٩٠٠٠٠٣",
            "\u{202A}3507112501900003",
        ] {
            problems += NIK.parse(cell).problems + FamilyCardNumber.parse(cell).problems
            problems += NIB.parse(cell).problems + NPWP.parse(cell).problems
        }
        problems += NIB.parse("'912 0001234567").problems + NPWP.parse("111111111111111").problems
        problems += NIB.parse("00000").problems + NIB.parse("\u{202A}9120001234567").problems
        if let nik = NIK.parse("3507110803900003").value {
            problems += [
                nik.problem(withBirth: Samples.date(1990, 8, 3)), nik.problem(withBirth: Samples.today),
                nik.problem(withSex: .female), nik.problem(withAreaIn: RegionTableTests.table),
                NIK.parse("3507882501900003").value?.problem(withAreaIn: RegionTableTests.table),
                FamilyCardNumber(number: nik.number)?.problem(with: nik),
            ].compactMap(\.self)
        }
        var damage = DigitDamage()
        for row in 1...8 { damage.add(row: row, "3507112501900010".utf8Span.span) }
        problems += damage.problems
        for cell in ["1", "81234567890", "081234567890/085712345678"] { problems += PhoneNumber.parse(cell).problems }
        for cell in ["", "Siti 2", "NUR?AINI", String(repeating: "Siti ", count: 13)] {
            problems += PersonName.parse(cell).problems
        }
        problems += Sex.parse("?x").problems + RTRW.parse("x").problems
        for cell in ["x", "03/04/2021", "17/08/85", "44425", "01/01/2099"] {
            problems += DateParser(order: .undecided, notAfter: Samples.today).parse(cell).problems
        }
        for cell in ["x", "-5", "1.89", "1200,50"] { problems += Rupiah.parse(cell).problems }
        problems += NumberSeries.judge(["x", "1.475"]).flatMap(\.problems)
        problems += NumberSeries.judge(["214", "598", "1.475", "1.89"]).flatMap(\.problems)
        problems += RegionCode.parse("x").problems
        for code in ["35.99", "91.01"] {
            problems += [RegionCode(code).flatMap { RegionTableTests.table.problem(with: $0, in: .kemendagri) }]
                .compactMap(\.self)
        }
        for (header, code, name) in [("kode", "3201", ""), ("kode", "1101", "Simeulue"), ("kode_bps", "32.01", "")] {
            var judge = CodeSystemJudge(header: header, table: RegionTableTests.table)
            judge.add(code: code, name: name)
            problems += judge.verdict.problems
        }
        return problems
    }

    @Test func theCatalogueAndTheParsersKnowTheSameCodes() throws {
        let written = try Self.written()
        let made = Set(Self.examples().map(\.code))
        #expect(written.subtracting(made) == [])
        #expect(made.subtracting(written) == [])
    }

    @Test func eachHasSentencesInBothLanguages() {
        for problem in Self.examples() {
            for language in Language.allCases {
                let reason = Catalogue.bundled.reason(problem, language)
                let remedy = Catalogue.bundled.remedy(problem, language)
                #expect(reason != problem.code && reason.hasSuffix("."), "\(problem.code)")
                #expect(!remedy.isEmpty, "\(problem.code)")
                // Every placeholder of the sentence is among the problem's arguments.
                #expect(!(reason + remedy).contains("{"), "\(problem.code): \(reason) \(remedy)")
            }
            #expect(Catalogue.bundled.reason(problem, .id) != Catalogue.bundled.reason(problem, .en))
        }
    }

    /// The same code is used for a district's name that a sub-district does not have, so it must not speak of a code only.
    @Test func anUnknownRegionIsARegionInAList() {
        let problem = Problem("region.unknown", .warn, value: "Sukamaju", ["system": "Kecamatan Contoh"])
        #expect(
            Catalogue.bundled.reason(problem, .id) == "Wilayah ini tidak ada dalam daftar wilayah Kecamatan Contoh.")
        #expect(!Catalogue.bundled.reason(problem, .en).contains("code"))
    }
}
