import Indonesia
import Problems
import Testing

@Suite struct FamilyCardTests {
    @Test(arguments: [
        ("", "kk.missing"), ("0", "kk.placeholder"), ("350711250119000", "kk.fifteen-digits"),
        ("35071125", "kk.length"),
        ("3,50711E+15", "kk.scientific"), ("35O7112501190003", "kk.characters"), ("3507116501190003", "kk.date"),
        ("3507112501190000", "kk.serial"), ("0007112501190003", "kk.area"),
    ])
    func warns(_ cell: String, code: String) {
        let checked = FamilyCardNumber.parse(cell)
        #expect(checked.value == nil)
        #expect(checked.problems.map(\.code) == [code])
        #expect(checked.severity == .warn)
    }

    @Test func accepts() throws {
        let card = try #require(FamilyCardNumber.parse("3507112501190003").value)
        #expect(card.digits == "3507112501190003")
        #expect(card.masked == "350711******0003")
        #expect(FamilyCardNumber.parse("'3507112501190003").problems.map(\.code) == ["kk.apostrophe"])
        #expect(FamilyCardNumber.parse("350711 250119 0003").problems.map(\.code) == ["kk.separators"])
        #expect(try Coding.roundTrip(card).value == card)
    }

    @Test func noticesTheNIKInItsColumn() throws {
        let man = try #require(NIK.parse(Samples.nik).value)
        let woman = try #require(NIK.parse(Samples.womansNIK).value)
        #expect(
            FamilyCardNumber.parse(Samples.nik, beside: man).problems.map(\.code) == ["kk.same-as-nik"])
        let second = FamilyCardNumber.parse(Samples.womansNIK, beside: woman)
        #expect(second.problems.map(\.code) == ["kk.same-as-nik"])
        #expect(second.value == nil)
        #expect(FamilyCardNumber.parse("3507112501190003", beside: man).isClean)
    }
}

@Suite struct BusinessNumberTests {
    @Test func nib() throws {
        #expect(NIB.parse("0220001234567").value?.digits == "0220001234567")
        #expect(NIB.parse("").problems.isEmpty)
        #expect(NIB.parse("912345678901").problems.map(\.code) == ["nib.length"])
        #expect(NIB.parse("9,12E+12").problems.map(\.code) == ["nib.scientific"])
        #expect(NIB.parse("0000000000000").problems.map(\.code) == ["nib.placeholder"])
        #expect(NIB.parse("91200A1234567").problems.map(\.code) == ["nib.characters"])
        #expect(NIB.parse("'9120001234567").problems.map(\.code) == ["nib.apostrophe"])
        #expect(NIB.parse("9120 0012 34567").problems.map(\.code) == ["nib.separators"])
        let value = try #require(NIB.parse("0220001234567").value)
        #expect(try Coding.roundTrip(value).value == value)
    }

    @Test func npwp() throws {
        let old = try #require(NPWP.parse("09.254.294.3-407.000").value)
        #expect(NPWP.parse("09.254.294.3-407.000").isClean)
        #expect(old.printed == "09.254.294.3-407.000")
        #expect(old.digits == "0092542943407000")
        #expect(NPWP.parse("092542943407000").value == old)
        #expect(NPWP.parse("0092542943407000").value == old)
        #expect(old.nik == nil)
        let person = try #require(NPWP.parse(Samples.nik).value)
        #expect(person.nik?.digits == Samples.nik)
        #expect(person.printed == nil)
    }

    @Test(arguments: ["", "-", "000000000000000", "00.000.000.0-000.000", "0"])
    func noNPWP(_ cell: String) {
        let checked = NPWP.parse(cell)
        #expect(checked.value == nil && checked.problems.isEmpty)
    }

    @Test func badNPWP() {
        #expect(NPWP.parse("12345").problems.map(\.code) == ["npwp.length"])
        #expect(NPWP.parse("111111111111111").problems.map(\.code) == ["npwp.placeholder"])
        #expect(NPWP.parse("9,25E+13").problems.map(\.code) == ["npwp.scientific"])
        #expect(NPWP.parse("belum punya").problems.map(\.code) == ["npwp.characters"])
        #expect(NPWP.parse("'092542943407000").problems.map(\.code) == ["npwp.apostrophe"])
    }
}
