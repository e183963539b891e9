import Foundation
import Kernels

/// A level where the frequency of the value takes the place of the average chance.
private struct Adjustment {
    /// Which frequencies.
    var place: Int
    /// The logarithm of the average chance.
    var average: Double
    /// Whether it is of a comparison that relatives do not share.
    var isPersonal: Bool
}

/// The adjustments of each comparison vector, in the order of the comparisons.
private struct VectorAdjustments {
    var items: [Adjustment] = []
    /// Which items, one vector's behind the other's.
    var places: [UInt16] = []
    /// Where each vector's begin in `places`; one closing entry.
    var starts: [UInt32] = [0]

    /// - Parameter numbers: by comparison and level the number of an item; nil where there is none.
    init(_ items: [Adjustment], _ numbers: [[UInt16?]], vectors: Int) {
        self.items = items
        starts.reserveCapacity(vectors + 1)
        for vector in 0..<vectors {
            var rest = vector
            for levels in numbers {
                if let number = levels[rest % levels.count] { places.append(number) }
                rest /= levels.count
            }
            starts.append(UInt32(truncatingIfNeeded: places.count))
        }
    }
}

/// Turns comparison vectors into probabilities: one look-up a pair, and the frequencies of values where they can matter.
struct Scorer: Sendable {
    /// Logarithms of prior times likelihood by vector; strangers, one household, one person.
    private let strange: [Float]
    private let home: [Float]
    private let one: [Float]
    private let adjusted: VectorAdjustments
    private let frequencies: [Frequencies]
    private let program: PairProgram
    private let records: PackedRecords

    /// - Parameters:
    ///   - counted: for each of the model's ``LinkageModel/frequencyKeys`` how common its values are; nil where they are
    ///     to be counted in the frame.
    ///   - tallies: what was counted in the frame before.
    init(
        _ model: LinkageModel, _ parameters: ModelParameters, _ program: PairProgram, _ frame: RecordFrame,
        counted: [Frequencies]? = nil, tallies: KeyTallies? = nil
    ) {
        self.program = program
        records = frame.records
        let frequencies = counted ?? Frequencies.counted(model.frequencyKeys, frame, tallies)
        var adjustments: [Adjustment] = []
        let numbers = zip(model.comparisons, parameters.comparisons).map { comparison, levels in
            levels.u.indices.map { level -> UInt16? in
                guard level < comparison.levels.count, let key = comparison.levels[level].frequency,
                    let place = frequencies.firstIndex(where: { $0.key == key })
                else { return nil }
                adjustments.append(
                    Adjustment(place: place, average: log(levels.u[level]), isPersonal: !comparison.isShared))
                return UInt16(truncatingIfNeeded: adjustments.count - 1)
            }
        }
        adjusted = VectorAdjustments(adjustments, numbers, vectors: program.vectorCount)
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
            for place in program.comparisons.indices {
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
    func pairs(_ found: consuming OrderedPairs, from lowest: Double, threads: Int) -> [LinkedPair] {
        let found = found
        var pairs: [LinkedPair] = []
        pairs.reserveCapacity(found.count)
        // Some ranges at a time, so that hardly anything is held twice.
        for start in stride(from: 0, to: found.rangeCount, by: 64) {
            let some = Workers.map(min(64, found.rangeCount - start), threads: threads) {
                self.pairs(found.range(start + $0), from: lowest)
            }
            found.giveUp(before: min(start + 64, found.rangeCount))
            for piece in some { pairs += piece }
        }
        return pairs
    }

    private func pairs(_ found: [PairSearch.Found], from lowest: Double) -> [LinkedPair] {
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
        for place in Int(adjusted.starts[vector])..<Int(adjusted.starts[vector + 1]) {
            let item = adjusted.items[Int(adjusted.places[place])]
            let difference = change(item)
            all += difference
            if item.isPersonal { personal += difference }
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
