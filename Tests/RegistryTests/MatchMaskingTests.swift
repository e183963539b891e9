import Testing

@testable import Registry

/// Values as somebody who compares two records sees them.
@Suite struct MatchMaskingTests {
    /// Names are masked by one rule: first letters, and of words that are nearly one the letters that differ.
    @Test(arguments: [
        ("SUMIATI", "SUMIYATI", "S******", "S***Y***"), ("SUMIATI", "SUMIATI RAHAYU", "S******", "S****** R*****"),
        ("Siti Rahayu", "Rahayu Siti", "S*** R*****", "R***** S***"),
        ("Siti Rahayu", "Siti Rahmawati", "S*** R*****", "S*** R********"),
        ("Siti Rahayu", "Siti Rahaju", "S*** R***y*", "S*** R***j*"),
        ("Sri Handayani", "Sri Lestari", "S** H********", "S** L******"),
        ("Budi", "Sumiati", "B***", "S******"),
    ])
    func namesAreMaskedAlike(a: String, b: String, shownA: String, shownB: String) {
        let field = MatchPairView.Field(name: "name", a: a, b: b, agreement: a == "Budi" ? .different : .similar)
        #expect(field.shownA == shownA && field.shownB == shownB, "\(field.shownA ?? "") \(field.shownB ?? "")")
    }

    /// Area and serial of a masked number with day and month of birth and the sex would be all of the number but the year.
    @Test func aDayOfBirthShowsItsYearAlone() {
        let birth = MatchPairView.Field(name: "birth-date", a: "1944-08-10", b: "10/08", agreement: .different)
        #expect(birth.shownA == "**-**-1944" && birth.shownB == "****")
        let nik = MatchPairView.Field(name: "nik", a: "3507011008440044", b: nil, agreement: .missing)
        #expect(nik.shownA == "350701******0044")
    }
}
