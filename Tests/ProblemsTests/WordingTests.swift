import Foundation
import Problems
import Testing

@Suite struct WordingTests {
    @Test func sentenceNamesPlaceReasonAndRemedy() {
        let problem = Problem(
            "file.title-lines", .note, at: Place(file: "a.csv", row: 3, column: "NIK"), value: "x", ["count": "2"])
        let text = Catalogue.bundled.sentence(problem, .en)
        #expect(text.hasPrefix("a.csv, row 3, column “NIK”: 2 title lines"))
        #expect(text.contains("[x]"))
        // The row is an argument too, without being named twice.
        #expect(text.contains("the header is row 3"))
        #expect(Catalogue.bundled.sentence(problem, .id).hasPrefix("a.csv, baris 3, kolom “NIK”: 2 baris judul"))
    }

    @Test func unknownCodesAreShownAsTheyAre() {
        #expect(Catalogue.bundled.reason(Problem("no.such-code"), .en) == "no.such-code")
        #expect(Catalogue.bundled.remedy(Problem("no.such-code"), .en) == "")
    }

    @Test func aReasonWithoutAnExampleLeavesItOpen() {
        #expect(
            Catalogue.bundled.reason(ofCode: "file.title-lines", .en)
                == "… title lines above the table are passed over; the header is row ….")
    }

    @Test func argumentsAreFilled() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("phrases-\(UUID().uuidString).json")
        try Data(#"{"a": {"id": "satu {x} {x}", "en": "one {x}"}, "b": {"id": "hanya"}}"#.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let phrases = try Phrasebook(contentsOf: url)
        #expect(phrases("a", .id, ["x": "2"]) == "satu 2 2")
        #expect(phrases("b", .en) == "hanya")
        #expect(phrases("c", .en) == "c")
        let damaged = #expect(throws: Problem.self) { try Phrasebook(contentsOf: url.appendingPathExtension("no")) }
        #expect(damaged?.code == "phrasebook.unreadable")
    }
}

@Suite struct NumeralsTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1.000"), (-1234567, "-1.234.567"), (Int.min, "-9.223.372.036.854.775.808"),
    ])
    func integers(value: Int, text: String) {
        #expect(Language.id.integer(value) == text)
        #expect(Language.en.integer(value) == text.replacing(".", with: ","))
    }

    @Test func decimals() {
        #expect(Language.id.decimal(1234.5, places: 2) == "1.234,50")
        #expect(Language.en.decimal(-0.004, places: 2) == "0.00")
        #expect(Language.en.decimal(0.125, places: 2) == "0.13")
        #expect(Language.en.decimal(.nan, places: 1) == "–")
        #expect(Language.en.decimal(.infinity, places: 1) == "–")
    }

    /// Percentages come from whole counts: 2 of 3 is 66.67, never 66.66; and half rounds up.
    @Test func percentages() {
        #expect(Language.id.percent(2, of: 3, places: 2) == "66,67 %")
        #expect(Language.en.percent(1, of: 8, places: 1) == "12.5 %")
        #expect(Language.en.percent(1, of: 8, places: 0) == "13 %")
        #expect(Language.en.percent(0, of: 0) == "–")
        #expect(Language.en.percent(3, of: 3, places: 0) == "100 %")
    }

    @Test func rupiah() {
        #expect(Language.id.rupiah(1_200_000) == "Rp1.200.000")
        #expect(Language.en.rupiah(-5) == "-Rp5")
    }

    @Test func localesChooseTheLanguage() {
        #expect(Language(locale: "en_GB.UTF-8") == .en)
        #expect(Language(locale: "id_ID") == .id)
        #expect(Language(locale: nil) == .id)
        #expect(Language(locale: "C") == .id)
    }
}
