import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// A history in a reader's words: no name of a field or code of a value is shown as programs write it.
@Suite struct HistoryWordTests {
    private let scratch: Scratch
    private let registry: Registry
    private let old = "3507015501900001"
    private let new = "3507011501908001"

    init() throws {
        scratch = try Scratch()
        registry = try scratch.registry()
        let file = try scratch.file("a.csv", "NIK;Nama;Jenis Kelamin\n\(old);Siti Rekaan;P\n")
        _ = try registry.commit(
            registry.stage(ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07")).batch.id)
        try registry.take(
            "peristiwa",
            [
                "nik": old, "peristiwa": "nik_dibetulkan", "tanggal_peristiwa": "2021-05-01", "nik_baru": new,
                "sumber": "Dukcapil",
            ])
    }

    private func entries() throws -> [HistoryEntry] { try registry.history(of: try #require(NIK.parse(old).value)) }

    @Test func aCorrectedNumberIsMaskedAsEverywhere() throws {
        let told = try #require(try entries().first { $0.field == "newNik" })
        #expect(told.shownAfter == "350701******8001")
        #expect(told.shownKey == "350701******0001/number-corrected/2021-05-01/")
        #expect(HistoryWords.field(told, in: .id) == "nik baru" && HistoryWords.field(told, in: .en) == "new nik")
        let subject = HistoryWords.subject(told, in: .id)
        #expect(subject.hasPrefix("Peristiwa yang dialami orang 350701******0001 · "))
        #expect(!subject.contains("number-corrected") && !subject.contains("/"))
        let event = try #require(try entries().first { $0.field == "event" })
        #expect(HistoryWords.after(event, in: .id) != "number-corrected")
        #expect(HistoryWords.after(event, in: .id) != HistoryWords.after(event, in: .en))
        let sex = try #require(try entries().first { $0.field == "sex" })
        #expect(HistoryWords.after(sex, in: .en) == "female")
    }

    @Test(arguments: Language.allCases) func aProgrammeIsToldInWords(_ language: Language) throws {
        let history = try registry.history(ofProgramme: "UMI")
        #expect(history.count > 10)
        for entry in history {
            let field = HistoryWords.field(entry, in: language)
            #expect(!field.contains(where: \.isUppercase) || field == "NIK", "\(field)")
        }
        let aims = try #require(history.first { $0.field == "aims" })
        #expect(HistoryWords.after(aims, in: language) != aims.after)
        let unit = try #require(history.first { $0.field == "targetUnit" })
        #expect(language == .en || HistoryWords.after(unit, in: language) != unit.after)
    }
}
