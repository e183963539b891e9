import Foundation
import Kernels

/// How many records hold too little to be found: weighed against themselves they stay below a threshold, so that no
/// other record of the same person could reach it either.
public struct Unlinkable: Sendable, Hashable, Codable {
    /// A weight and the share of records that stay below it against themselves.
    public struct Point: Sendable, Hashable, Codable {
        /// log₂ of the odds, whole bits.
        public var weight: Int
        /// From 0 to 1.
        public var share: Double
    }

    /// Records below the threshold that lack the same fields.
    public struct Lacking: Sendable, Hashable, Codable {
        /// The fields without a value, in the order of the model; empty for records that have all and still say too
        /// little.
        public var fields: [String]
        public var records: Int
    }

    /// How many records were weighed: all, or those drawn at random.
    public var weighed: Int
    /// How many of these stay below the threshold.
    public var below: Int
    /// By weight, ascending.
    public var curve: [Point]
    /// What those below the threshold lack, the commonest first.
    public var lacking: [Lacking]

    /// The share of records below the threshold, 0 to 1.
    public var share: Double { weighed == 0 ? 0 : Double(below) / Double(weighed) }
}

/// Weighs records against themselves.
struct SelfWeights {
    private let program: PairProgram
    private let frame: RecordFrame
    private let scorer: Scorer

    init(_ program: PairProgram, _ frame: RecordFrame, _ scorer: Scorer) {
        (self.program, self.frame, self.scorer) = (program, frame, scorer)
    }

    private struct Tally {
        var weights: [Int: Int] = [:]
        var below = 0
        var lacking: [UInt64: Int] = [:]
    }

    /// - Parameters:
    ///   - ranks: order the records independently of their rows.
    ///   - most: how many records are weighed at most.
    func unlinkable(_ model: LinkageModel, ranks: RecordRanks, most: Int, threshold: Double) -> Unlinkable {
        let rows =
            ranks.count > most
            ? ranks.drawn(most, threads: frame.threads) : Array(0..<UInt32(truncatingIfNeeded: ranks.count))
        // Which fields are missing, as bits; a model of more than 64 fields tells the first 64.
        let parts = model.fields.prefix(64).map { frame.layout.part(FieldKey($0.name)) }
        let pieces = Parallel.pieces(of: rows.count, atLeast: 1 << 12)
        let tallies = Workers.map(
            pieces.count, threads: frame.threads, context: { PairRunner(program, frame.records) },
            { (runner: inout PairRunner, piece: Int) -> Tally in
                var tally = Tally()
                let own = Array(rows[pieces[piece]])
                for (row, vector) in zip(own, runner.vectors(own, own)) {
                    let weight = scorer.weight(Int(vector), Int(row))
                    tally.weights[Int(max(-1000, min(1000, weight)).rounded(.down)), default: 0] += 1
                    guard weight < threshold else { continue }
                    tally.below += 1
                    var missing: UInt64 = 0
                    for (place, part) in parts.enumerated() {
                        if let part, frame.records.word(Int(row), part.word) & part.present == 0 {
                            missing |= 1 << UInt64(place)
                        }
                    }
                    tally.lacking[missing, default: 0] += 1
                }
                return tally
            })
        var total = Tally()
        for tally in tallies {
            total.below += tally.below
            total.weights.merge(tally.weights, uniquingKeysWith: +)
            total.lacking.merge(tally.lacking, uniquingKeysWith: +)
        }
        let names = model.fields.map(\.name)
        var (curve, sum) = ([Unlinkable.Point](), 0)
        for weight in (total.weights.keys.min() ?? 0)..<((total.weights.keys.max() ?? -1) + 2) {
            curve.append(.init(weight: weight, share: Double(sum) / Double(max(1, rows.count))))
            sum += total.weights[weight] ?? 0
        }
        let lacking = total.lacking.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { missing, records in
            Unlinkable.Lacking(
                fields: names.indices.filter { $0 < 64 && missing >> UInt64($0) & 1 == 1 }.map { names[$0] },
                records: records)
        }
        return Unlinkable(weighed: rows.count, below: total.below, curve: curve, lacking: lacking)
    }
}
