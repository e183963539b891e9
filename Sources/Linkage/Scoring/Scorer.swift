import Foundation
import Kernels

/// Turns comparison vectors into probabilities: one look-up a pair, and the frequencies of values where they can matter.
struct Scorer: Sendable {
    /// Logarithms of prior times likelihood by vector; strangers, one household, one person.
    private let strange: [Float]
    private let home: [Float]
    private let one: [Float]
    /// By comparison and level: the frequencies that take the place of the average chance, and the log of that chance.
    private let adjusted: [[(place: Int, average: Double)?]]
    private let frequencies: [Frequencies?]
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
        let keys = model.frequencyKeys
        let frequencies =
            counted ?? Workers.map(keys.count, threads: frame.threads) { Frequencies(keys[$0], frame) }
        adjusted = zip(model.comparisons, parameters.comparisons).map { comparison, levels in
            levels.u.indices.map { level in
                guard level < comparison.levels.count, let key = comparison.levels[level].frequency,
                    let place = keys.firstIndex(of: key), frequencies[place] != nil
                else { return nil }
                return (place, log(levels.u[level]))
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
            var (most, mostPersonal) = (0.0, 0.0)
            var rest = vector
            for place in shared.indices {
                let level = rest % program.comparisons[place].levels
                rest /= program.comparisons[place].levels
                guard let item = adjusted[place][level] else { continue }
                let change = min(0, (frequencies[item.place]?.least ?? item.average) - item.average)
                most += change
                if !shared[place] { mostPersonal += change }
            }
            return odds(vector, most, mostPersonal) * 1.4426950408889634 >= weight ? 1 : 0
        }
    }

    /// The weight of a pair: log₂ of the odds that it is one person.
    func weight(_ vector: Int, _ row: Int) -> Double {
        var (change, personal) = (0.0, 0.0)
        var rest = UInt32(truncatingIfNeeded: vector)
        for place in shared.indices {
            let (next, level) = rest.quotientAndRemainder(dividingBy: levelCounts[place])
            rest = next
            guard let item = adjusted[place][Int(level)], let frequency = frequencies[item.place] else { continue }
            let difference = frequency.logShare(row, records) - item.average
            change += difference
            if !shared[place] { personal += difference }
        }
        return odds(vector, change, personal) * 1.4426950408889634
    }

    private func odds(_ vector: Int, _ change: Double, _ personal: Double) -> Double {
        let a = Double(strange[vector]) + change
        let b = Double(home[vector]) + personal
        let other = max(a, b) + log(1 + exp(min(a, b) - max(a, b)))
        return Double(one[vector]) - other
    }
}

/// Odds as weights and as probabilities.
public enum MatchWeight {
    /// The probability of a weight, log₂ of the odds.
    public static func probability(_ weight: Double) -> Double { 1 / (1 + exp2(-weight)) }
    /// The weight of a probability.
    public static func weight(_ probability: Double) -> Double { log2(probability / (1 - probability)) }
}
