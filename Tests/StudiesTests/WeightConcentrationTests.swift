import Problems
import Studies
import Testing

@Suite("Weights that lie on a few rows are told")
struct WeightConcentrationTests {
    private func workshop(_ weight: (Int) -> Double) -> StudyWorkshop {
        var workshop = StudyWorkshop()
        let rows = (0..<60).map { "\($0 % 7 + 1),\($0 % 3),\(weight($0)),\($0 % 2 == 0 ? "p" : "q")" }
        workshop.csv = "spend,aid,w,g\n" + rows.joined(separator: "\n") + "\n"
        workshop.head = "sampling: random\ndesign: {weight: w}\nsettings: {replicates: 1}\n"
        return workshop
    }

    private static let methods = [
        "method: mean, outcome: spend", "method: total, outcome: spend", "method: quantile, outcome: spend",
        "method: proportion, condition: aid > 0", "method: ratio, numerator: aid, denominator: spend",
        "method: cross, row: g, column: aid", "method: inequality, value: spend",
        "method: concentration, rank: spend, outcome: aid", "method: incidence, rank: spend, outcome: aid",
        "method: poverty, value: spend, line: 3", "method: targeting, eligible: spend < 4, recipient: aid > 0",
    ]

    @Test("One row with half of the weight", arguments: methods)
    func oneRow(_ keys: String) throws {
        let item = try workshop { $0 == 5 ? 59 : 1 }.item(keys)
        let warnings = item.warnings.filter { $0.code == "concentrated-weights" }
        try #require(warnings.count == 1)
        // (Σw)²/Σw² = 118²/(59² + 59) = 3.93 of 60 rows.
        #expect(warnings[0].message.en.contains("60") && warnings[0].message.en.contains("3.9"))
        #expect(warnings[0].message.id.contains("3,9") && warnings[0].message.id.contains("50,0"))
    }

    @Test("A few strata that weigh very much: no single row stands out, the effective size does")
    func someRows() throws {
        let item = try workshop { $0 % 10 == 0 ? 40 : 1 }.item("method: mean, outcome: spend")
        #expect(item.codes.contains("concentrated-weights"))
    }

    @Test("Usual weights raise nothing; scale and zero weights change nothing", arguments: methods)
    func usual(_ keys: String) throws {
        #expect(try !workshop { 1 + Double($0 % 4) }.item(keys).codes.contains("concentrated-weights"))
        #expect(try !workshop { $0 % 3 == 0 ? 0 : 5000 }.item(keys).codes.contains("concentrated-weights"))
    }
}
