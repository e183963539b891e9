import Indonesia
import Problems
import Testing

@Suite struct RupiahTests {
    @Test(arguments: [
        ("Rp1.200.000,-", 1_200_000), ("Rp 1.200.000,00", 1_200_000), ("1,200,000", 1_200_000), ("1.2 jt", 1_200_000),
        ("1,2 juta", 1_200_000), ("500rb", 500_000), ("Rp. 75.000", 75_000), ("IDR 1,200,000.00", 1_200_000),
        ("1200000", 1_200_000),
        ("2,4jt", 2_400_000), ("1,5 M", 1_500_000_000), ("Rp1,2 triliun", 1_200_000_000_000), ("75,000", 75_000),
        ("0", 0),
        ("1,250 juta", 1_250_000), ("3.000.000,--", 3_000_000), ("1200000.0", 1_200_000),
        ("Rp\u{A0}1.200.000", 1_200_000),
        ("500 ribu rupiah", 500_000), ("150000.-", 150_000), ("Rp1.200.000,- ", 1_200_000),
    ])
    func reads(_ cell: String, amount: Int64) {
        let checked = Rupiah.parse(cell)
        #expect(checked.value == Rupiah(amount))
        #expect(checked.problems.isEmpty)
    }

    @Test(arguments: [
        ("1.89", "rupiah.ambiguous"), ("1,5", "rupiah.ambiguous"), ("12,50", "rupiah.ambiguous"),
        ("1.250 juta", "rupiah.ambiguous"),
        ("1.200.00", "number.trailing-zero-lost"),
        ("-500", "rupiah.negative"), ("(1.200.000)", "rupiah.negative"), ("Rp -5.000", "rupiah.negative"),
        ("dua juta", "rupiah.invalid"), ("1.20.000", "rupiah.invalid"), ("25O00000", "rupiah.invalid"),
        ("1.2.3,4.5", "rupiah.invalid"),
        ("99999999999999999999", "rupiah.invalid"), ("9.999.999 T", "rupiah.invalid"), ("Rp", "rupiah.invalid"),
        ("18.446.744.073.709.551.9", "rupiah.invalid"),
        ("$5", "rupiah.invalid"), ("12 34", "rupiah.invalid"), ("(500", "rupiah.invalid"),
    ])
    func asks(_ cell: String, code: String) {
        let checked = Rupiah.parse(cell)
        #expect(checked.value == nil)
        #expect(checked.problems.map(\.code) == [code])
        #expect(checked.severity == .warn)
    }

    @Test func emptyIsNoProblem() {
        for cell in ["", "-", "NULL"] {
            #expect(Rupiah.parse(cell).problems.isEmpty && Rupiah.parse(cell).value == nil)
        }
    }

    @Test func fractionsAreRoundedAndSaid() {
        let checked = Rupiah.parse("1200,50")
        #expect(checked.value == Rupiah(1201))
        #expect(checked.problems.map(\.code) == ["rupiah.fraction"])
    }

    /// The tail times its unit comes within half a unit of the largest number that 64 bits hold.
    @Test func longFractionsOfAUnitAreRounded() {
        #expect(Rupiah.parse("0,18446744073 M").value == Rupiah(184_467_441))
    }

    @Test func printingAndReadingAreInverse() throws {
        var random = Samples.Random(seed: 6)
        for exponent in 0..<60 {
            let amount = Int64.random(in: 0...(1 << exponent), using: &random)
            #expect(Rupiah.parse("\(Rupiah(amount))").value == Rupiah(amount))
        }
        #expect(try Coding.roundTrip(Rupiah(1_200_000)).text == "1200000")
    }
}

@Suite struct RupiahColumnTests {
    private func column(_ cells: [String]) -> RupiahColumn {
        var column = RupiahColumn()
        for cell in cells { column.add(cell) }
        return column
    }

    @Test func groupingColumnSuggestsTheLostZero() {
        let checked = column(["1.200.000", "750.000", "1.89"]).read("1.89")
        #expect(checked.value == nil)
        #expect(checked.problems.map(\.code) == ["number.trailing-zero-lost"])
        #expect(checked.problems.first?.arguments["suggested"] == "1890")
    }

    @Test func decimalColumnReadsDecimals() {
        let column = column(["1,200.50", "750.25"])
        #expect(column.read("750.25").value == Rupiah(750))
        #expect(column.read("750.25").problems.map(\.code) == ["rupiah.fraction"])
        #expect(column.read("1,200").value == Rupiah(1200))
    }

    @Test func contradictionAsks() {
        let column = column(["1.200.000", "1234.56", "1.89"])
        #expect(column.meaning.point == .mixed)
        #expect(column.read("1.89").problems.map(\.code) == ["rupiah.ambiguous"])
        #expect(column.read("1.200").problems.map(\.code) == ["rupiah.ambiguous"])
        #expect(column.read("1.200.000").value == Rupiah(1_200_000))
    }

    @Test func chunksAdd() {
        var first = column(["1.200.000"])
        first.merge(column(["1.89"]))
        #expect(first == column(["1.200.000", "1.89"]))
    }
}

@Suite struct NumberSeriesTests {
    /// The row of a real file: eight years of training attendance.
    @Test func theRealRow() {
        let answers = NumberSeries.judge(["214", "598", "561", "726", "1.89", "1.475", "601", "385"])
        #expect(answers.map(\.value) == [214, 598, 561, 726, nil, 1475, 601, 385])
        #expect(answers[4].problems.map(\.code) == ["number.trailing-zero-lost"])
        #expect(answers[4].problems.first?.arguments["suggested"] == "1890")
        #expect(answers.enumerated().allSatisfy { $0.offset == 4 || $0.element.problems.isEmpty })
    }

    @Test func decimalsStayDecimals() {
        #expect(NumberSeries.judge(["1.5", "2.25", "0.75", "3"]).map(\.value) == [1.5, 2.25, 0.75, 3])
        #expect(NumberSeries.judge(["1,5", "2,25", "1.234,5"]).map(\.value) == [1.5, 2.25, 1234.5])
    }

    @Test func groupsAreGroups() {
        #expect(NumberSeries.judge(["1.234.567", "12.345", "-1.000"]).map(\.value) == [1_234_567, 12_345, -1000])
    }

    @Test func nobodyKnowsAlone() {
        let answers = NumberSeries.judge(["1.475"])
        #expect(answers[0].value == nil)
        #expect(answers[0].problems.map(\.code) == ["number.ambiguous"])
    }

    @Test func whatTheOthersDoNotSettleIsAsked() {
        // Thousands without a sign stand beside it, so the point groups nothing here; but decimals there are none either.
        let answers = NumberSeries.judge(["1475", "2310", "1.890"])
        #expect(answers[2].problems.map(\.code) == ["number.ambiguous"])
        let lone = NumberSeries.judge(["214", "598", "1.89"])
        #expect(lone[2].problems.map(\.code) == ["number.ambiguous"])
    }

    @Test func wordsAreNoNumbers() {
        #expect(NumberSeries.judge(["12", "banyak"])[1].problems.map(\.code) == ["number.invalid"])
        #expect(NumberSeries.judge(["12", ""])[1].problems.isEmpty)
    }

    @Test func theOrderOfCellsDoesNotMatter() {
        let cells = ["214", "598", "1.89", "1.475", "601"]
        let forward = NumberSeries.judge(cells).map(\.value)
        let backward = NumberSeries.judge(cells.reversed()).map(\.value)
        #expect(forward == backward.reversed())
    }
}
