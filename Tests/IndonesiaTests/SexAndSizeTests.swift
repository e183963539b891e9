import Indonesia
import Problems
import Testing

@Suite struct SexTests {
    @Test(arguments: ["L", "l", "1", "Laki-laki", "LAKI LAKI", "Lk", "Pria", " L ", "01", "Male"])
    func male(_ cell: String) { #expect(Sex.parse(cell).value == .male) }

    @Test(arguments: ["P", "p", "2", "Perempuan", "PR", "Wanita", "Pr.", "female"])
    func female(_ cell: String) { #expect(Sex.parse(cell).value == .female) }

    @Test func others() {
        #expect(Sex.parse("").problems.isEmpty && Sex.parse("").value == nil)
        #expect(Sex.parse("3").problems.map(\.code) == ["sex.invalid"])
        #expect(Sex.parse("LP").problems.map(\.code) == ["sex.invalid"])
        #expect(Sex.male.letter == "L" && Sex.female.letter == "P")
    }
}

@Suite struct SizeClassTests {
    /// UU 20/2008 Art 6 and PP 7/2021 Art 35, at each limit and one rupiah above.
    @Test func limits() {
        let law = SizeRuleSet.law20of2008
        let regulation = SizeRuleSet.regulation7of2021
        for (sales, size) in [
            (300_000_000, SizeClass.micro), (300_000_001, .small), (2_500_000_000, .small), (2_500_000_001, .medium),
            (50_000_000_000, .medium), (50_000_000_001, .large),
        ] as [(Int64, SizeClass)] {
            #expect(law.classify(capital: nil, yearlySales: Rupiah(sales)).sizeClass == size)
        }
        for (assets, size) in [
            (50_000_000, SizeClass.micro), (50_000_001, .small), (500_000_000, .small), (500_000_001, .medium),
            (10_000_000_001, .large),
        ] as [(Int64, SizeClass)] {
            #expect(law.classify(capital: Rupiah(assets), yearlySales: nil).sizeClass == size)
        }
        for (sales, size) in [
            (2_000_000_000, SizeClass.micro), (2_000_000_001, .small), (15_000_000_000, .small),
            (15_000_000_001, .medium), (50_000_000_001, .large),
        ] as [(Int64, SizeClass)] {
            #expect(regulation.classify(capital: nil, yearlySales: Rupiah(sales)).sizeClass == size)
        }
        for (capital, size) in [
            (1_000_000_000, SizeClass.micro), (1_000_000_001, .small), (5_000_000_000, .small),
            (10_000_000_000, .medium),
        ] as [(Int64, SizeClass)] {
            #expect(regulation.classify(capital: Rupiah(capital), yearlySales: nil, isNew: true).sizeClass == size)
        }
    }

    @Test func theRulesDecideAndAreNamed() {
        let sales = Rupiah(1_000_000_000)
        let old = SizeRuleSet.law20of2008.classify(capital: nil, yearlySales: sales)
        let new = SizeRuleSet.regulation7of2021.classify(capital: nil, yearlySales: sales)
        #expect(old.sizeClass == .small && old.rules.title == "UU 20/2008")
        #expect(new.sizeClass == .micro && new.rules.title == "PP 7/2021")
    }

    @Test func twoAnswersAreNotOne() {
        let finding = SizeRuleSet.law20of2008.classify(capital: Rupiah(40_000_000), yearlySales: Rupiah(900_000_000))
        #expect(finding.sizeClass == nil)
        #expect(finding.byCapital == .micro && finding.bySales == .small)
        // A running enterprise is judged by its sales, a new one by its capital.
        let running = SizeRuleSet.regulation7of2021.classify(capital: Rupiah(6_000_000_000), yearlySales: Rupiah(1))
        #expect(running.sizeClass == .micro)
        #expect(SizeRuleSet.regulation7of2021.classify(capital: nil, yearlySales: nil).sizeClass == nil)
        #expect(SizeRuleSet.law20of2008.classify(capital: Rupiah(-1), yearlySales: nil).sizeClass == nil)
    }
}
