import Indonesia
import Problems
import Testing

@Suite struct NIKTests {
    @Test(arguments: [
        ("", "nik.missing"), ("   ", "nik.missing"), ("-", "nik.missing"), ("NULL", "nik.missing"),
        ("tidak ada", "nik.missing"), ("'", "nik.missing"),
        ("0", "nik.placeholder"), ("0000000000000000", "nik.placeholder"), ("9999999999999999", "nik.placeholder"),
        ("1111111111111111", "nik.placeholder"), ("1234567890123456", "nik.placeholder"),
        ("123456789012345", "nik.placeholder"), ("9999", "nik.placeholder"),
        ("350711250190000", "nik.fifteen-digits"), ("'350711250190000", "nik.fifteen-digits"),
        ("35071125019000", "nik.length"), ("35071125019000034", "nik.length"), ("7", "nik.length"),
        ("3,50711E+15", "nik.scientific"), ("3.50711E+15", "nik.scientific"), ("3.50711250190000e15", "nik.scientific"),
        ("4E+15", "nik.scientific"), ("9107112501900003.0", "nik.scientific"),
        ("35O7112501900003", "nik.characters"), ("350711250190000l", "nik.characters"), ("NIK saya", "nik.words"),
        ("JUMLAH", "nik.words"), ("Donomulyo, 1 Juni 2021", "nik.words"), ("٣٥٠٧١١٢٥٠١٩٠٠٠٠٣", "nik.foreign-digits"),
        ("\u{1A}", "nik.missing"),
        ("3507'112501900003", "nik.characters"), ("350711250190?003", "nik.characters"),
        ("3507113202900003", "nik.date"), ("3507110002900003", "nik.date"), ("3507117302900003", "nik.date"),
        ("3507113104900003", "nik.date"), ("3507112513900003", "nik.date"), ("3507112902900003", "nik.date"),
        ("3507114002900003", "nik.date"),
        ("3507112501900000", "nik.serial"),
        ("0007112501900003", "nik.area"), ("1007112501900003", "nik.area"), ("4107112501900003", "nik.area"),
        ("3500112501900003", "nik.area"), ("3507002501900003", "nik.area"),
    ])
    func refuses(_ cell: String, code: String) {
        let checked = NIK.parse(cell)
        #expect(checked.value == nil)
        #expect(checked.problems.map(\.code) == [code])
        #expect(checked.problems.allSatisfy { $0.severity == .refuse })
    }

    @Test(arguments: [
        ("3507112501900003", []), ("  3507112501900003 ", []), ("3507116902000003", []), ("3507112902000003", []),
        ("'3507112501900003", ["nik.apostrophe"]), ("’3507112501900003", ["nik.apostrophe"]),
        ("=\"3507112501900003\"", ["nik.apostrophe"]), ("`3507112501900003", ["nik.apostrophe"]),
        ("3507 1125 0190 0003", ["nik.separators"]), ("35.07.11.250190.0003", ["nik.separators"]),
        ("350711-250190-0003", ["nik.separators"]), ("3507\u{A0}112501900003", ["nik.separators"]),
        ("\u{200B}3507112501900003", ["nik.invisible"]), ("\u{202A}3507112501900003\u{202C}", ["nik.invisible"]),
        ("3507112501900003\u{1A}", ["nik.invisible"]),
        ("3507 112501900003\u{200F}", ["nik.separators", "nik.invisible"]),
        ("3507112501900003.0", ["nik.separators"]),
        ("'3507 1125 0190 0003", ["nik.apostrophe", "nik.separators"]),
    ])
    func accepts(_ cell: String, notes: [String]) throws {
        let checked = NIK.parse(cell)
        #expect(checked.value != nil)
        #expect(checked.problems.map(\.code) == notes)
        #expect(checked.problems.allSatisfy { $0.severity == .note })
    }

    @Test func countsTheDigitsOfAWrongLength() {
        #expect(NIK.parse("35071125019").problems.first?.arguments["digits"] == "11")
    }

    @Test func showsWhatTheDigitsSay() throws {
        let man = try #require(NIK.parse(Samples.nik).value)
        #expect(man.areaPrefix == "350711")
        #expect(man.area == 350_711)
        #expect(man.sex == .male)
        #expect(man.serial == 3)
        #expect(man.masked == "350711******0003")
        #expect("\(man)" == man.masked)
        let woman = try #require(NIK.parse(Samples.womansNIK).value)
        #expect(woman.sex == .female)
        #expect(woman.birthDay == 25 && woman.birthMonth == 1 && woman.birthYear == 90)
    }

    @Test func formattingAndParsingAreInverse() throws {
        var random = Samples.Random(seed: 1)
        for _ in 0..<2000 {
            let text = Samples.nik(&random)
            guard let nik = NIK.parse(text).value else { continue }
            #expect(nik.digits == text)
            #expect(NIK(number: nik.number) == nik)
        }
    }

    @Test func centuryRule() throws {
        let old = try #require(NIK.parse(Samples.nik).value)
        #expect(old.birthDate(notAfter: Samples.today) == Samples.date(1990, 1, 25))
        let open = try #require(NIK.parse("3507112501050003").value)
        #expect(open.birthDate(notAfter: Samples.today) == nil)
        #expect(
            open.birthReading(notAfter: Samples.today).candidates == [
                Samples.date(1905, 1, 25), Samples.date(2005, 1, 25),
            ])
        #expect(open.birthDate(notAfter: Samples.today, minimumAge: 17) == Samples.date(1905, 1, 25))
        // Born later in the list's own year: only the last century is left, and 121 years are too many.
        let late = try #require(NIK.parse("3507113112210003").value)
        #expect(late.birthReading(notAfter: Samples.today).thisCentury == nil)
        // 29 February exists in 2000 and not in 1900.
        let leap = try #require(NIK.parse("3507112902000003").value)
        #expect(leap.birthDate(notAfter: Samples.today) == Samples.date(2000, 2, 29))
    }

    @Test func comparesWithTheRow() throws {
        let nik = try #require(NIK.parse("3507116501900003").value)
        #expect(nik.problem(withBirth: Samples.date(1990, 1, 25)) == nil)
        #expect(nik.problem(withBirth: Samples.date(1990, 1, 26))?.code == "nik.birth-mismatch")
        #expect(nik.problem(withBirth: Samples.date(1991, 1, 25))?.severity == .warn)
        #expect(nik.problem(withSex: .female) == nil)
        #expect(nik.problem(withSex: .male)?.code == "nik.sex-mismatch")
        let early = try #require(NIK.parse("3507110803900003").value)
        #expect(early.problem(withBirth: Samples.date(1990, 8, 3))?.code == "nik.birth-swapped")
        #expect(early.problem(withBirth: Samples.date(1991, 8, 3))?.code == "nik.birth-mismatch")
    }

    @Test func codingKeepsTheDigitsAsText() throws {
        let nik = try #require(NIK.parse("9107112501900003").value)
        let coded = try Coding.roundTrip(nik)
        #expect(coded.value == nik)
        #expect(coded.text == "\"9107112501900003\"")
        #expect(Coding.decodes(NIK.self, from: "\"350711250190000\"") == false)
    }
}

@Suite struct MaskingTests {
    /// Whatever is typed around the digits, those of the birth date are never shown.
    @Test func neverShowsTheBirthDate() {
        var random = Samples.Random(seed: 2)
        let decorations: [(String) -> String] = [
            { $0 }, { "'" + $0 }, { " " + $0 + " " }, { $0.prefix(4) + " " + $0.dropFirst(4) },
            { $0.prefix(6) + "." + $0.dropFirst(6).prefix(6) + "." + $0.dropFirst(12) }, { $0 + "7" },
            { String($0.dropLast()) }, { String($0.dropLast(2)) }, { $0.prefix(12) + "X" + $0.dropFirst(13) },
        ]
        for _ in 0..<500 {
            let digits = Samples.nik(&random)
            // Letters in place of the birth date, so that they can be looked for in the output.
            let marked = digits.prefix(6) + "abcdef" + digits.dropFirst(12)
            for decorate in decorations {
                let shown = NIK.masked(raw: decorate(String(marked)))
                #expect(!shown.contains { "abcdef".contains($0) }, "\(shown)")
                #expect(shown.hasPrefix(digits.prefix(6)))
            }
        }
    }

    @Test func hidesShortTextsWholly() {
        #expect(NIK.masked(raw: "35071125") == "********")
        #expect(NIK.masked(raw: "") == "")
        #expect(NIK.masked(raw: "3507112501900003") == "350711******0003")
    }

    @Test func keepsTheExponentOfADamagedNumber() {
        #expect(NIK.masked(raw: "3,50711E+15") == "3,50711E+15")
        #expect(NIK.masked(raw: "3,50711250190E+15") == "3,50711******E+15")
    }

    @Test func problemsCarryMaskedValuesOnly() {
        let cells = [
            "3507113202900003", "'3507112501900003", "350711250190000", "35O7112501900003", "35071125019000034",
            "3,50711250190E+15", "3507112501900000",
        ]
        for cell in cells {
            for problem in NIK.parse(cell).problems + FamilyCardNumber.parse(cell).problems {
                let value = problem.value ?? ""
                #expect(!value.contains("2501") && !value.contains("320290"), "\(value)")
            }
        }
    }

    @Test func namesKeepInitialsOnly() {
        #expect(PersonName.masked(raw: "Siti Aminah 2") == "S*** A***** *")
    }

    @Test func phonesKeepTheirEnds() {
        #expect(PhoneNumber.masked(raw: "0812-3456-7890") == "0812-****-**90")
        #expect(PhoneNumber.masked(raw: "12345") == "*****")
    }
}
