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
}
