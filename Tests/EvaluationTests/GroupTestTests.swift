import Evaluation
import Testing

@Suite("Tests of groups")
struct GroupTestTests {
    private func groups(_ seed: UInt64, _ n: Int, levels: Int, names: [String] = ["a", "b"]) -> (
        y: [Double], g: [String]
    ) {
        var random = Seeded(seed)
        let y = (0..<n).map { _ in Double(Int.random(in: 0..<levels, using: &random)) }
        let g = (0..<n).map { $0 < names.count ? names[$0] : names.randomElement(using: &random) ?? "a" }
        return (y, g)
    }

    /// U of every choice of `size` among the values, pair by pair.
    private func everyU(_ y: [Double], size: Int) -> [Double] {
        (0..<(1 << y.count)).filter { $0.nonzeroBitCount == size }.map { choice in
            var u = 0.0
            for i in y.indices where choice >> i & 1 == 1 {
                for j in y.indices where choice >> j & 1 == 0 { u += y[i] > y[j] ? 1 : y[i] == y[j] ? 0.5 : 0 }
            }
            return u
        }
    }

    @Test("Exact Mann-Whitney probabilities are those of all permutations, with ties and without", arguments: 1...30)
    func enumeration(seed: UInt64) throws {
        let (y, g) = groups(seed, 4 + Int(seed % 8), levels: seed % 3 == 0 ? 1000 : 4)
        let test = try MannWhitney(GroupedOutcome(outcome: y, groups: g), first: "a")
        let all = everyU(y, size: test.firstN)
        let count = Double(all.count)
        #expect(
            test.u
                == zip(y, g).reduce(0) { sum, one in
                    one.1 != "a"
                        ? sum
                        : sum
                            + zip(y, g).reduce(0) {
                                $1.1 == "a" ? $0 : $0 + (one.0 > $1.0 ? 1 : one.0 == $1.0 ? 0.5 : 0)
                            }
                })
        let upper = Double(all.count { $0 >= test.u }) / count
        let lower = Double(all.count { $0 <= test.u }) / count
        #expect(close(try test.pValue(.greater), upper))
        #expect(close(try test.pValue(.less), lower))
        #expect(close(try test.doubledTail(), min(1, 2 * min(upper, lower))))
        let far = Double(all.count { ($0 - test.mean).magnitude >= (test.u - test.mean).magnitude }) / count
        #expect(close(try test.pValue(), far))
    }

    @Test("Exchanging the groups mirrors U and exchanges the tails", arguments: 1...10)
    func exchange(seed: UInt64) throws {
        let (y, g) = groups(seed, 30, levels: 12)
        let outcome = try GroupedOutcome(outcome: y, groups: g)
        let (one, other) = (try MannWhitney(outcome, first: "a"), try MannWhitney(outcome, first: "b"))
        #expect(close(one.u + other.u, Double(one.firstN * one.secondN)))
        #expect(close(one.superiority + other.superiority, 1))
        for source in MannWhitney.Source.allCases {
            #expect(close(try one.pValue(.greater, source), try other.pValue(.less, source), 1e-10))
            #expect(close(try one.pValue(.twoSided, source), try other.pValue(.twoSided, source), 1e-10))
        }
    }

    @Test("A complete separation has the smallest possible p: 2 over the number of choices, also far out")
    func separation() throws {
        for n in [5, 60] {
            let y = (0..<(2 * n)).map(Double.init)
            let test = try MannWhitney(
                GroupedOutcome(outcome: y, groups: y.map { $0 < Double(n) ? "a" : "b" }), first: "a")
            let choices = (1...n).reduce(1.0) { $0 * Double(n + $1) / Double($1) }
            #expect(close(try test.pValue(), 2 / choices, 1e-12))
            #expect(close(try test.pValue(.less), 1 / choices, 1e-12))
        }
    }

    @Test("Kruskal and Wallis's statistic of two groups is the square of Mann and Whitney's", arguments: 1...10)
    func twoGroups(seed: UInt64) throws {
        let (y, g) = groups(seed, 25, levels: 6)
        let outcome = try GroupedOutcome(outcome: y, groups: g)
        let (many, two) = (try KruskalWallis(outcome), try MannWhitney(outcome, first: "a"))
        let distance = two.u - two.mean
        #expect(close(many.statistic, distance * distance / two.variance, 1e-10))
        #expect(close(many.pValue, try two.pValue(.twoSided, .asymptotic), 1e-9))
    }

    @Test("Kruskal and Wallis: a value by hand, order of rows and monotone changes do not matter")
    func kruskalWallis() throws {
        // Rank sums 6, 15, 24 of three groups of three: 12/90 · (36 + 225 + 576)/3 − 30 = 7.2, p = e^{−3.6}.
        let y: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        let g = ["a", "a", "a", "b", "b", "b", "c", "c", "c"]
        let test = try KruskalWallis(GroupedOutcome(outcome: y, groups: g))
        #expect(close(test.statistic, 7.2) && test.degreesOfFreedom == 2)
        #expect(close(test.pValue, 0.027323722447292559, 1e-12))
        let order = [8, 0, 4, 2, 6, 1, 7, 5, 3]
        let other = try KruskalWallis(
            GroupedOutcome(outcome: order.map { y[$0] * y[$0] - 100 }, groups: order.map { g[$0] }))
        #expect(close(other.statistic, test.statistic))
    }

    @Test("What does not exist is refused; missing rows are counted")
    func refusals() throws {
        #expect(throws: EvaluationRefusal(.singleGroup)) { try GroupedOutcome(outcome: [1, 2], groups: ["a", nil]) }
        #expect(throws: EvaluationRefusal(.missingValues)) {
            try GroupedOutcome(outcome: [1, .nan, 3], groups: ["a", "b", "b"], missing: .error)
        }
        let equal = try GroupedOutcome(outcome: [5, 5, 5, .nan], groups: ["a", "b", "b", "a"])
        #expect(equal.dropped == 1)
        #expect(throws: EvaluationRefusal(.singleGroup, "c")) { try MannWhitney(equal, first: "c") }
        let test = try MannWhitney(equal, first: "a")
        #expect(try test.pValue() == 1 && test.doubledTail() == 1)
        #expect(throws: EvaluationRefusal(.notDefined, "variance")) { try test.pValue(.twoSided, .asymptotic) }
        #expect(throws: EvaluationRefusal(.notDefined, "variance")) { try KruskalWallis(equal) }
        #expect(throws: EvaluationRefusal(.notDefined, "n")) { try WelchT(equal, first: "a") }
    }
}
