import Evaluation
import Testing

@Suite("Small counts are hidden in what is published")
struct DisclosureTests {
    @Test("Two by two: one small cell takes the other three with it, margins stay")
    func twoByTwo() throws {
        let release = try DisclosureTables.margins([[2, 30], [40, 50]])
        let pattern = release.protect(try DisclosureRule())
        #expect(pattern.cells(.primary) == [4])
        #expect(pattern.cells(.secondary) == [5, 7, 8])
        #expect((pattern.primaryCount, pattern.secondaryCount, pattern.hiddenCount) == (1, 3, 4))
        #expect(pattern.loss == 122)
        #expect(DisclosureAudit(release, pattern).holds)
        #expect(pattern.withheld.isEmpty && pattern.unprotected.isEmpty)
    }

    @Test("Three by three: the cheapest rectangle is taken")
    func threeByThree() throws {
        let release = try DisclosureTables.margins([[3, 90, 20], [80, 95, 70], [10, 85, 15]])
        let pattern = release.protect(try DisclosureRule())
        #expect(pattern.hidden == [5, 7, 13, 15])  // 3, 20, 10 and 15
        #expect(Attacker(release, hidden: pattern.hidden).derived.isEmpty)
    }

    @Test("Two small cells can protect each other only as far as their sum goes")
    func sumOfTwo() throws {
        let rule = try DisclosureRule()
        // 3 + 3: each may be 1…5. 2 + 3: each may be 1…4, too narrow, and a third cell joins.
        for (parts, hidden) in [([3, 3, 9], 2), ([2, 3, 9], 3)] {
            let counts = [parts.reduce(0, +)] + parts
            let release = try CountRelease(axes: [.margin(of: 3)], counts: counts)
            let pattern = release.protect(rule)
            #expect(pattern.hiddenCount == hidden)
            #expect(DisclosureAudit(release, pattern).holds)
        }
    }

    @Test("Zeros are printed, unless they count as small")
    func zeros() throws {
        let release = try DisclosureTables.margins([[0, 30, 20], [40, 50, 60]])
        #expect(release.protect(try DisclosureRule()).hiddenCount == 0)
        let pattern = release.protect(try DisclosureRule(hidesZeros: true))
        #expect(pattern.cells(.primary) == [5])
        #expect(DisclosureAudit(release, pattern).holds)
        let ranges = Attacker(release, hidden: pattern.hidden).ranges(release, floor: { _ in 0 }, within: 4)
        #expect(ranges[5] == 0...4)
    }

    @Test("District by sex less villages by sex: the classical difference finds nothing")
    func differencing() throws {
        // A district, three villages; total, women, men. One village has two women.
        let axes = [try TableAxis.tree(parents: [nil, 0, 0, 0]), try .breakdowns([2])]
        let leaves = [0, 0, 0, 0, 2, 31, 0, 25, 17, 0, 44, 38]
        let release = try CountRelease(axes: axes, counts: CountRelease.rolledUp(axes: axes, leaves: leaves))
        let rule = try DisclosureRule()
        let small = release.cells.indices.filter { rule.isPrimary(release.cells[$0].count) }
        #expect(Attacker(release, hidden: small).derived == [4: 2])
        let pattern = release.protect(rule)
        #expect(Attacker(release, hidden: pattern.hidden).derived.isEmpty)
        #expect(pattern.hidden == [4, 5, 7, 8])
        // Each table on its own would have looked safe: the villages' table hides one woman's cell and the man's beside it.
        #expect(Attacker(release, hidden: [4, 5]).derived == [4: 2, 5: 31])
    }

    @Test("A block is withheld where no single cells help, and everything connected where that does not help")
    func lastResorts() throws {
        let five = PublishedCell(count: 5, earlier: .published)
        let parts = [2, 3, 0].map { PublishedCell(count: $0, block: 1) }
        let known = try CountRelease(cells: [five] + parts, equations: [CellEquation(total: 0, parts: [1, 2, 3])])
        let pattern = known.protect(try DisclosureRule())
        #expect(pattern.withheld == [1])
        #expect(pattern.fates == [.published, .primary, .primary, .secondary])
        #expect(DisclosureAudit(known, pattern).holds)
        // a, b, c, a + b, b + c, c + a, and twice the sum: with b = c = 0 no step of 1 exists.
        let counts = [4, 0, 0, 4, 0, 4, 8]
        let ring = try CountRelease(
            cells: counts.enumerated().map { PublishedCell(count: $1, block: $0) },
            equations: [
                CellEquation(total: 3, parts: [0, 1]), CellEquation(total: 4, parts: [1, 2]),
                CellEquation(total: 5, parts: [2, 0]), CellEquation(total: 6, parts: [3, 4, 5]),
            ])
        let all = ring.protect(try DisclosureRule())
        #expect(Set(all.hidden).isSuperset(of: [0, 3, 5, 6]))
        #expect(DisclosureAudit(ring, all).holds)
    }

    @Test("What was published before cannot be hidden, and is named")
    func publishedBefore() throws {
        let cells = [9, 2, 7].map { PublishedCell(count: $0, earlier: .published) }
        let release = try CountRelease(cells: cells, equations: [CellEquation(total: 0, parts: [1, 2])])
        let pattern = release.protect(try DisclosureRule())
        #expect(pattern.unprotected == [1])
        #expect(!DisclosureAudit(release, pattern).holds)
        // The part is new, but follows from what is out.
        var later = cells
        later[1].earlier = .none
        let follows = try CountRelease(cells: later, equations: [CellEquation(total: 0, parts: [1, 2])])
        #expect(follows.protect(try DisclosureRule()).unprotected == [1])
    }

    @Test("Input that is no table is refused")
    func refusals() throws {
        let cells = [9, 2, 7].map { PublishedCell(count: $0) }
        let wrong: [([PublishedCell], CellEquation, String)] = [
            (cells, CellEquation(total: 0, parts: [1]), "sums"),
            (cells, CellEquation(total: 0, parts: []), "equations"),
            (cells, CellEquation(total: 0, parts: [1, 3]), "cells"),
            (cells, CellEquation(total: -1, parts: [1, 2]), "cells"),
            (cells, CellEquation(total: 0, parts: [1, 2, 2]), "cells"),
            ([PublishedCell(count: -1)], CellEquation(total: 0, parts: [0]), "counts"),
            ([PublishedCell(count: .max)], CellEquation(total: 0, parts: [0]), "counts"),
        ]
        for (cells, equation, subject) in wrong {
            let refusal = #expect(throws: EvaluationRefusal.self) {
                try CountRelease(cells: cells, equations: [equation])
            }
            #expect(refusal?.subject == subject)
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "threshold")) { try DisclosureRule(threshold: 0) }
        #expect(throws: EvaluationRefusal(.invalidOption, "width")) { try DisclosureRule(width: 0) }
        #expect(throws: EvaluationRefusal(.invalidOption, "axis")) { try TableAxis.margin(of: 0) }
        #expect(throws: EvaluationRefusal.self) { try TableAxis.tree(parents: [0]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "counts")) {
            try CountRelease(axes: [.margin(of: 2)], counts: [1])
        }
    }
}
