import Indonesia
import Problems
import Testing

@Suite struct NameTests {
    @Test(arguments: [
        ("H. Ahmad Sulaiman", "ahmad sulaiman"), ("Hj. Siti Aminah, S.Pd.", "siti aminah"),
        ("DRS. H. M. YUSUF, M.M.", "muhammad yusuf"),
        ("Moch. Ridwan", "muhammad ridwan"), ("MUHAMMAD RIDWAN", "muhammad ridwan"), ("Muh Ridwan", "muhammad ridwan"),
        ("M.Ridwan", "muhammad ridwan"), ("Abd. Rahman", "abdul rahman"), ("St. Aminah", "siti aminah"),
        ("Budi Santoso, S. E.", "budi santoso"), ("Budi Santoso SE", "budi santoso"),
        ("BUDI SANTOSO S.Kom", "budi santoso"),
        ("Ahmad bin Sulaiman", "ahmad sulaiman"), ("Aisyah binti Umar", "aisyah umar"),
        ("Ahmad b. Sulaiman", "ahmad sulaiman"),
        ("Sukarni (Alm.)", "sukarni"), ("ALM. SUKARNI", "sukarni"), ("Ma'ruf", "maruf"), ("Ma’ruf", "maruf"),
        ("K.H. Ahmad Dahlan", "ahmad dahlan"), ("R. Ayu Lestari", "ayu lestari"),
        ("I Wayan Sudarma", "i wayan sudarma"),
        ("Ni Ketut Sari", "ni ketut sari"), ("Andréa Utami", "andrea utami"), ("  Sri   Wahyuni ", "sri wahyuni"),
        ("Suharto", "suharto"), ("Haji", "haji"), ("Noer Hidayah", "nur hidayah"), ("Siti-Aminah", "siti aminah"),
    ])
    func key(_ name: String, expected: String) { #expect(PersonName(name).key == expected) }

    @Test(arguments: [
        ("Soedjatmoko", "Sujatmoko"), ("Soekarno", "Sukarno"), ("Tjokroaminoto", "Cokroaminoto"), ("Njoman", "Nyoman"),
        ("Sjahrir", "Syahrir"), ("Soejono", "Suyono"), ("Soetjipto", "Sucipto"), ("Achmad Soebardjo", "Ahmad Subarjo"),
        ("Widhi", "Widi"), ("Marthini", "Martini"), ("Hidayatullah", "Hidayatulah"),
    ])
    func oldAndNewSpellingMeet(_ old: String, _ new: String) {
        #expect(PersonName(old).oldSpellingKey == PersonName(new).oldSpellingKey)
    }

    /// In a word without any old sign, ch and j are today's letters.
    @Test(arguments: [("Joko", "Yoko"), ("Machmud", "Makhmud"), ("Jaya", "Yaya")])
    func modernLettersStay(_ first: String, _ second: String) {
        #expect(PersonName(first).oldSpellingKey != PersonName(second).oldSpellingKey)
    }

    @Test func patronymIsSetApart() {
        let parts = PersonName("Ahmad bin M. Sulaiman").parts
        #expect(parts.given == ["ahmad"])
        #expect(parts.patronym == ["muhammad", "sulaiman"])
        // At an end it is no separator but a name.
        #expect(PersonName("Bin Sulaiman").parts.patronym.isEmpty)
    }

    @Test func deceasedAreMarked() {
        #expect(PersonName("Alm. Sukarni").parts.isMarkedDeceased)
        #expect(!PersonName("Sukarni").parts.isMarkedDeceased)
        #expect(!PersonName("Salma").parts.isMarkedDeceased)
    }

    @Test func displayIsOnlyTidied() {
        #expect(PersonName("  H.  Ahmad\tSulaiman,  S.E. ").display == "H. Ahmad Sulaiman, S.E.")
        #expect(PersonName("Siti\u{A0}Aminah").display == "Siti Aminah")
    }

    @Test(arguments: [
        ("", "name.missing"), (" - ", "name.missing"), ("NULL", "name.missing"), ("...", "name.missing"),
        ("()", "name.missing"),
        ("Siti 2", "name.digits"), ("S1ti Aminah", "name.digits"), ("0812", "name.digits"),
        ("Nur’Ã©aini", "name.mojibake"), ("Maâ€™ruf", "name.mojibake"), ("Nur\u{FFFD}aini", "name.mojibake"),
        ("NUR?AINI", "name.mojibake"), (String(repeating: "Siti ", count: 13), "name.too-long"),
    ])
    func problems(_ cell: String, code: String) {
        let checked = PersonName.parse(cell)
        #expect(checked.problems.map(\.code) == [code])
        #expect(checked.severity == (code == "name.missing" ? .refuse : .warn))
        #expect((checked.value == nil) == (code == "name.missing"))
        let quick = PersonName.check(cell.utf8Span.span)
        #expect(quick.map(\.code) == [code])
    }

    @Test(arguments: ["Siti Aminah", "Ani", "Ma’ruf Amin", "Andréa", "Rif'atul", String(repeating: "é", count: 60)])
    func clean(_ cell: String) { #expect(PersonName.parse(cell).isClean) }

    @Test func bytesThatAreNoUTF8() {
        let bytes: [UInt8] = [0x4E, 0x75, 0x72, 0x92, 0x61, 0x69]
        let array = bytes + [0xE9, 0x20, 0x41]
        let checked = PersonName.parse(array.span)
        #expect(checked.problems.map(\.code) == ["name.mojibake"])
    }
}
