import Indonesia
import Problems
import Testing

@Suite struct DigitDamageTests {
    private func cells(_ lastDigits: String) -> [String] {
        lastDigits.enumerated().map { index, digit in
            switch digit {
            case "_": ""
            case "x": "0"
            default: "350711" + Samples.two(1 + index % 28) + "0190" + String(100 + index % 900) + String(digit)
            }
        }
    }

    private func detector(_ cells: [String], from row: Int = 2) -> DigitDamage {
        var damage = DigitDamage()
        for (index, cell) in cells.enumerated() { damage.add(row: row + index, cell.utf8Span.span) }
        return damage
    }

    @Test func findsARunOfEightAndNotOfSeven() {
        #expect(detector(cells("123" + "00000000" + "123")).rows == [5...12])
        #expect(detector(cells("123" + "0000000" + "123")).rows.isEmpty)
    }

    @Test func emptyAndForeignCellsDoNotBreakARun() {
        let damage = detector(cells("5" + "0000_00x00" + "7"))
        #expect(damage.rows == [3...12])
        #expect(damage.runs.first?.count == 8)
    }

    @Test func runsAtBothEnds() {
        #expect(detector(cells("00000000" + "1" + "000000000")).rows == [2...9, 11...19])
    }

    @Test func aWholeColumnIsOneRun() {
        #expect(detector(cells(String(repeating: "0", count: 50))).rows == [2...51])
    }

    @Test func chunksGiveTheSameAsTheWhole() {
        var random = Samples.Random(seed: 3)
        for _ in 0..<300 {
            let length = Int.random(in: 0...60, using: &random)
            let digits = (0..<length).map { _ in
                ["0", "0", "0", "0", "0", "0", "0", "0", "_", "7"][Int.random(in: 0..<10, using: &random)]
            }
            let cells = cells(digits.joined())
            let first = Int.random(in: 0...length, using: &random)
            let second = Int.random(in: first...length, using: &random)
            var merged = detector(Array(cells[..<first]), from: 2)
            merged.append(detector(Array(cells[first..<second]), from: 2 + first))
            merged.append(detector(Array(cells[second...]), from: 2 + second))
            let whole = detector(cells)
            #expect(merged.runs == whole.runs)
            #expect(merged.numbers == whole.numbers && merged.zeros == whole.zeros)
            for (index, cell) in cells.enumerated() where cell.hasSuffix("0") && cell.count == 16 {
                let isInside = whole.rows.contains { $0.contains(index + 2) }
                let isDamaged = merged.isDamaged(row: index + 2, cell.utf8Span.span)
                #expect(isDamaged == (isInside || whole.isScattered))
            }
        }
    }

    @Test func agreesWithAPlainSearch() {
        var random = Samples.Random(seed: 4)
        for _ in 0..<200 {
            let digits = (0..<80).map { _ in Int.random(in: 0..<20, using: &random) < 17 ? "0" : "4" }.joined()
            let expected = digits.split(separator: "4", omittingEmptySubsequences: true).filter { $0.count >= 8 }
            #expect(detector(cells(digits)).runs.map(\.count) == expected.map(\.count))
        }
    }

    @Test func scatteredZerosOfAColumn() {
        let tenth = detector(cells(String(repeating: "1234567890", count: 30)))
        #expect(!tenth.isScattered)
        let third = detector(cells(String(repeating: "120", count: 60)))
        #expect(third.isScattered)
        #expect(third.rows.isEmpty)
        #expect(third.problems.map(\.code) == ["nik.trailing-zero"])
        // Twelve numbers tell nothing yet.
        #expect(!detector(cells(String(repeating: "120", count: 4))).isScattered)
    }

    @Test func aRunDoesNotMakeTheRestSuspect() {
        let damage = detector(cells(String(repeating: "0", count: 60) + String(repeating: "1234567890", count: 20)))
        #expect(damage.rows.count == 1)
        #expect(!damage.isScattered)
        func isDamaged(_ row: Int, _ cell: String) -> Bool { damage.isDamaged(row: row, cell.utf8Span.span) }
        #expect(isDamaged(10, "3507112501901230"))
        #expect(!isDamaged(10, "3507112501901231"))
        #expect(!isDamaged(200, "3507112501901230"))
    }

    @Test func reportsRowsAndWeight() throws {
        let problem = try #require(detector(cells("1" + "00000000")).problems.first)
        #expect(problem.severity == .refuse)
        #expect(problem.arguments["first"] == "3" && problem.arguments["last"] == "10")
    }
}
