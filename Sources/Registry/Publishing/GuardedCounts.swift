import Evaluation
import Problems
import Store

/// The cells of a nation and year with what is hidden of them, and the proof that it stays hidden.
struct GuardedCounts: Sendable {
    private(set) var counts: [CountKey: Publication.Count] = [:]
    private(set) var withheld: Set<CountCells.Block> = []
    let programmes: [String]
    /// How often the cells were protected until the stages of every proposal hid together.
    private(set) var rounds = 0

    /// - Throws: `publication.unsafe`.
    init(_ source: PublicationCounts, threshold: Int) throws(Problem) {
        programmes = source.programmes
        do {
            let rule = try DisclosureRule(threshold: threshold)
            let cells = source.cells
            var forced: Set<Int> = []
            while true {
                rounds += 1
                let release = try cells.release(hiding: forced)
                let pattern = release.protect(rule)
                let hidden = Set(pattern.fates.indices.filter { pattern.fates[$0] != .published })
                let more = Self.companions(of: hidden, in: cells)
                guard more.isSubset(of: hidden) else {
                    forced = hidden.union(more)
                    continue
                }
                guard Self.holds(release, pattern) else {
                    throw Problem("publication.unsafe")
                }
                keep(cells, hidden, withheld: pattern.withheld)
                break
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem("publication.unsafe")
        }
        for (key, value) in source.excess { counts[key] = .value(-value) }
    }

    private static func holds(_ release: CountRelease, _ pattern: DisclosurePattern) -> Bool {
        pattern.unprotected.isEmpty && DisclosureAudit(release, pattern).holds
    }

    private mutating func keep(_ cells: CountCells, _ hidden: Set<Int>, withheld blocks: [Int]) {
        for (position, key) in cells.keys.enumerated() {
            guard let key else { continue }
            counts[key] = hidden.contains(position) ? .hidden : .value(cells.counts[position])
        }
        let names = cells.blockNames
        withheld = Set(blocks.compactMap { names[$0] })
    }

    /// The other stages of what is hidden at one: nobody is in a later stage who is not in those before, so that one stage
    /// between two equal ones would be known.
    private static func companions(of hidden: Set<Int>, in cells: CountCells) -> Set<Int> {
        var found: Set<Int> = []
        for position in hidden {
            guard var key = cells.keys[position], Stages.chain.contains(key.measure) else { continue }
            for stage in Stages.chain {
                key.measure = stage
                if let other = cells.positions[key], cells.counts[other] > 0 { found.insert(other) }
            }
        }
        return found
    }
}
