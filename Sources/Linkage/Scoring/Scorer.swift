import Foundation
import Kernels

/// A level where the frequency of the value takes the place of the average chance.
private struct Adjustment {
    /// Which frequencies.
    var place: Int
    /// The logarithm of the average chance.
    var average: Double
}

/// Turns comparison vectors into probabilities: one look-up a pair, and the frequencies of values where they can matter.
struct Scorer: Sendable {
    /// Logarithms of prior times likelihood by vector; strangers, one household, one person.
    private let strange: [Float]
    private let home: [Float]
    private let one: [Float]
    /// By comparison and level: the frequencies that take the place of the average chance, and the log of that chance.
    /// One comparison's levels stand behind the other's.
    private let adjusted: [Adjustment?]
    private let frequencies: [Frequencies]
    private let shared: [Bool]
    private let program: PairProgram
    private let records: PackedRecords
    private let levelCounts: [UInt32]

    /// - Parameter counted: for each of the model's ``LinkageModel/frequencyKeys`` how common its values are; nil where
    ///   they are to be counted in the frame.
    init(
        _ model: LinkageModel, _ parameters: ModelParameters, _ program: PairProgram, _ frame: RecordFrame,
        counted: [Frequencies]? = nil
    ) {
        self.program = program
        records = frame.records
        levelCounts = program.comparisons.map { UInt32($0.levels) }
        shared = model.comparisons.map(\.isShared)
        let frequencies = counted ?? Frequencies.counted(model.frequencyKeys, frame)
        adjusted = zip(model.comparisons, parameters.comparisons).flatMap { comparison, levels in
            levels.u.indices.map { level in
                guard level < comparison.levels.count, let key = comparison.levels[level].frequency,
                    let place = frequencies.firstIndex(where: { $0.key == key })
                else { return nil }
                return Adjustment(place: place, average: log(levels.u[level]))
            }
        }
        self.frequencies = frequencies
        let logM = parameters.comparisons.map { $0.m.map { log($0) } }
        let logU = parameters.comparisons.map { $0.u.map { log($0) } }
        let logH = parameters.comparisons.map { $0.h.map { log($0) } }
        let priors = (
            strange: log(max(1e-12, 1 - parameters.match - parameters.household)),
            home: parameters.household > 0 ? log(parameters.household) : -200, one: log(parameters.match)
        )
        var (strange, home, one): ([Float], [Float], [Float]) = ([], [], [])
        for vector in 0..<program.vectorCount {
            var (sum, sumHome, sumOne) = priors
            var rest = vector
            for place in shared.indices {
                let level = rest % program.comparisons[place].levels
                rest /= program.comparisons[place].levels
                sum += logU[place][level]
                sumOne += logM[place][level]
                sumHome += logH[place][level]
            }
            strange.append(Float(sum))
            home.append(Float(sumHome))
            one.append(Float(sumOne))
        }
        self.strange = strange
        self.home = home
        self.one = one
    }

    /// Marks the vectors whose pairs can reach a weight (log₂ of the odds), with values as rare as can be.
    func reaching(_ weight: Double) -> [UInt8] {
        (0..<program.vectorCount).map { vector in
            let (most, personal) = changes(vector) { min(0, frequencies[$0.place].least - $0.average) }
            return odds(vector, most, personal) * 1.4426950408889634 >= weight ? 1 : 0
        }
    }

    /// The weight of a pair: log₂ of the odds that it is one person.
    func weight(_ vector: Int, _ row: Int) -> Double {
        let (change, personal) = changes(vector) { frequencies[$0.place].logShare(row, records) - $0.average }
        return odds(vector, change, personal) * 1.4426950408889634
    }

    /// The pairs of at least a weight, in their order.
    func pairs(_ found: [[PairSearch.Found]], from lowest: Double, threads: Int) -> [LinkedPair] {
        let pieces = found.flatMap { piece in
            stride(from: 0, to: piece.count, by: 1 << 14).map { piece[$0..<min($0 + 1 << 14, piece.count)] }
        }
        var pairs: [LinkedPair] = []
        pairs.reserveCapacity(found.reduce(0) { $0 + $1.count })
        // Some pieces at a time, so that hardly anything is held twice.
        for start in stride(from: 0, to: pieces.count, by: 64) {
            let some = pieces[start..<min(start + 64, pieces.count)]
            for piece in Workers.map(some.count, threads: threads, { self.pairs(some[start + $0], from: lowest) }) {
                pairs += piece
            }
        }
        return pairs
    }

    private func pairs(_ found: ArraySlice<PairSearch.Found>, from lowest: Double) -> [LinkedPair] {
        var pairs: [LinkedPair] = []
        pairs.reserveCapacity(found.count)
        for pair in found {
            let weight = weight(Int(pair.vector), Int(pair.left))
            guard weight >= lowest else { continue }
            pairs.append(
                LinkedPair(left: Int(pair.left), right: Int(pair.right), weight: weight, vector: Int(pair.vector)))
        }
        return pairs
    }

    /// What the frequencies of the agreeing values change, in all and by comparisons that relatives do not share.
    @inline(__always)
    private func changes(_ vector: Int, _ change: (Adjustment) -> Double) -> (all: Double, personal: Double) {
        var (all, personal) = (0.0, 0.0)
        var rest = UInt32(truncatingIfNeeded: vector)
        var first = 0
        for place in shared.indices {
            let (next, level) = rest.quotientAndRemainder(dividingBy: levelCounts[place])
            rest = next
            let item = adjusted[first + Int(level)]
            first += Int(levelCounts[place])
            guard let item else { continue }
            let difference = change(item)
            all += difference
            if !shared[place] { personal += difference }
        }
        return (all, personal)
    }

    private func odds(_ vector: Int, _ change: Double, _ personal: Double) -> Double {
        let a = Double(strange[vector]) + change
        let b = Double(home[vector]) + personal
        let (top, below) = (max(a, b), min(a, b) - max(a, b))
        // Below 2⁻⁵³ of the larger, the smaller adds nothing to it.
        return Double(one[vector]) - (below < -40 ? top : top + log(1 + exp(below)))
    }
}

/// Odds as weights and as probabilities.
public enum MatchWeight {
    /// The probability of a weight, log₂ of the odds.
    public static func probability(_ weight: Double) -> Double { 1 / (1 + exp2(-weight)) }
    /// The weight of a probability.
    public static func weight(_ probability: Double) -> Double { log2(probability / (1 - probability)) }
}
