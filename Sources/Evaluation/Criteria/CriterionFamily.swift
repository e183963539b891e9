import Foundation
import Kernels

/// All conditions that are searched in one scope, each with the distribution of its refusals under chance, and the
/// distribution of the best of them when refusals fall at random within the strata.
///
/// The best is measured by the smallest exact p of a condition, which sets rare and common conditions on one scale
/// (Westfall and Young 1993, min-P). Thresholds and conjunctions are members like all others: their choice is paid for.
struct CriterionFamily: Sendable {
    struct Member: Sendable {
        var first: Int
        /// Of a conjunction.
        var second: Int?
        var lines: Int
        var observed: Int
        /// −ln of its p.
        var score: Double
        /// Where its scores begin, for the smallest count that can be.
        fileprivate var start = 0
        fileprivate var least = 0
    }

    let scope: CriterionScope
    let statements: CriterionStatements
    /// Those that can reach the level at all; the single ones first, then by the first statement.
    private(set) var members: [Member] = []
    /// All conditions that were looked at.
    private(set) var searched = 0
    /// Whether there were too many statements to join them.
    private(set) var leavesOutJoined = false
    private var scores: [Float] = []
    private var pairs: [Range<Int>] = []

    /// - Parameters:
    ///   - level: a condition whose smallest possible p is above it is left out: it could never be claimed, and never
    ///     beats one that is (Tarone 1990).
    ///   - least: lines that must meet a condition.
    ///   - most: conjunctions at most.
    init(_ scope: CriterionScope, _ statements: CriterionStatements, level: Double, least: Int, most: Int) {
        self.scope = scope
        self.statements = statements
        var kept = KeptDensities(scope)
        let floor = -log(level)
        let entries = statements.entries
        for index in entries.indices { add(index, nil, entries[index].bits, floor, &kept) }
        let joinable = entries.count { !$0.isAlone }
        leavesOutJoined = joinable * (joinable - 1) / 2 > most
        for first in entries.indices {
            let start = members.count
            if !leavesOutJoined {
                let size = entries[first].bits.count
                for second in entries.indices.dropFirst(first + 1) where statements.mayJoin(first, second) {
                    let count = entries[first].bits.count(with: entries[second].bits)
                    // What one of the two says alone is said by it.
                    guard count >= least, count < size, count < entries[second].bits.count else { continue }
                    add(first, second, entries[first].bits.intersection(entries[second].bits), floor, &kept)
                }
            }
            pairs.append(start..<members.count)
        }
    }

    private mutating func add(
        _ first: Int, _ second: Int?, _ bits: LineBits, _ floor: Double, _ kept: inout KeptDensities
    ) {
        searched += 1
        let margins = kept.margins(of: bits)
        let reach = StratifiedTail(margins, exactUpTo: 60, densities: { kept.densities[$0][margins[$0].size] })
        guard reach.most > reach.least, reach.score(reach.most) >= floor else { return }
        let observed = bits.count(with: scope.refused)
        members.append(
            Member(
                first: first, second: second, lines: bits.count, observed: observed, score: reach.score(observed),
                start: scores.count, least: reach.least))
        scores += (reach.least...reach.most).map { Float(reach.score($0)) }
    }

    func bits(_ member: Member) -> LineBits {
        let bits = statements.entries[member.first].bits
        return member.second.map { bits.intersection(statements.entries[$0].bits) } ?? bits
    }

    func condition(_ member: Member) -> CriterionCondition {
        CriterionCondition(
            [member.first, member.second].compactMap(\.self).map { statements.entries[$0].statement })
    }

    /// The member with the smallest p; of equals the one with fewer statements, then the one that meets fewer lines.
    var best: Member? {
        members.max { a, b in
            (a.score, b.second == nil ? 0 : 1, b.lines) < (b.score, a.second == nil ? 0 : 1, a.lines)
        }
    }

    /// The largest score of all members under each of a number of random assignments of refusals within strata, until so
    /// many reach `score` that no more can change the verdict.
    func maxima(draws: Int, seed: UInt64, reaching score: Double, atMost allowed: Int) -> [Float] {
        var found: [Float] = []
        var reached = 0
        while found.count < draws, reached <= allowed {
            let round = found.count..<min(draws, found.count + (found.isEmpty ? 64 : 256))
            let pieces = Parallel.pieces(of: round.count, atLeast: 32).map {
                (round.lowerBound + $0.lowerBound)..<(round.lowerBound + $0.upperBound)
            }
            found += Parallel.map(pieces) { piece in
                var shuffle = StratifiedShuffle(scope)
                return piece.map { maximum(shuffle.draw(CounterRandom(seed: seed, stream: UInt64($0)))) }
            }.flatMap(\.self)
            reached = found.count { Double($0) >= score * (1 - 1e-6) }
        }
        return found
    }

    private func maximum(_ refused: LineBits) -> Float {
        var best: Float = 0
        for (index, entry) in statements.entries.enumerated() {
            guard !pairs[index].isEmpty else { continue }
            let both = entry.bits.intersection(refused)
            for place in pairs[index] {
                let member = members[place]
                guard let second = member.second else { continue }
                let count = both.count(with: statements.entries[second].bits)
                best = max(best, scores[member.start + count - member.least])
            }
        }
        for member in members {
            guard member.second == nil else { break }
            let count = statements.entries[member.first].bits.count(with: refused)
            best = max(best, scores[member.start + count - member.least])
        }
        return best
    }
}

/// Densities that many conditions share: a stratum's, by how many of its lines meet the condition.
private struct KeptDensities {
    private let scope: CriterionScope
    private(set) var densities: [[[Double]?]]

    init(_ scope: CriterionScope) {
        self.scope = scope
        densities = scope.strata.map { Array(repeating: nil, count: $0.count + 1) }
    }

    mutating func margins(of bits: LineBits) -> [StratifiedTail.Margins] {
        scope.strata.indices.map { place in
            let range = scope.strata[place]
            let margins = StratifiedTail.Margins(bits.count(in: range), scope.marked[place], range.count)
            if densities[place][margins.size] == nil { densities[place][margins.size] = margins.densities }
            return margins
        }
    }
}

/// Draws which lines of each stratum are refused, as many as were.
private struct StratifiedShuffle {
    private let scope: CriterionScope
    private var order: [Int]
    private var bits: LineBits

    init(_ scope: CriterionScope) {
        self.scope = scope
        order = Array(scope.lines.indices)
        bits = LineBits(count: order.count)
    }

    mutating func draw(_ random: CounterRandom) -> LineBits {
        bits.removeAll()
        var counter: UInt64 = 0
        for (range, marked) in zip(scope.strata, scope.marked) {
            for step in 0..<marked {
                let place = range.lowerBound + step
                order.swapAt(place, place + random.index(counter, below: range.count - step))
                counter += 1
                bits.insert(order[place])
            }
        }
        return bits
    }
}
