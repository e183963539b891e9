import Kernels
import Problems

/// Weighs pairs partition by partition and writes those that are reported in the order of their rows.
struct Weighing {
    let space: any ScratchSpace
    let spill: PairSpill
    let scorer: Scorer
    /// By vector whether its pairs can reach the lowest weight.
    let marks: [UInt8]
    let lowest: Double
    let reported: Double
    let threshold: Double
    let room: Int
    let threads: Int
    let records: Int
    var quality: QualityCount?
    let monitor: LinkageMonitor

    struct Outcome {
        var pairs: LinkedPairs
        /// Which records chains of joining pairs connect.
        var parts: DisjointRows
        /// How many pairs join.
        var joining: Int
        var quality: QualityCount?
        /// How many pieces the pairs are in for want of memory.
        var pieces: Int
    }

    /// - Throws: `linkage.cancelled`, `linkage.scratch`, `linkage.scratch-full`.
    mutating func run() throws(Problem) -> Outcome {
        // A pair takes some 100 bytes while it is read, weighed and put in order; a piece is one thread's work.
        let most = max(64, room / 2 / 100 / threads)
        // Few pairs are shared out among the threads nevertheless.
        let share = max(1 << 10, spill.counts.reduce(0, +) / (4 * threads))
        let pieces = try spill.pieces(atMost: min(most, share))
        var writer = LinkedPairsWriter(space, memory: room / 8)
        var parts = DisjointRows(count: records)
        var joining = 0
        for start in stride(from: 0, to: pieces.count, by: threads) {
            if monitor.isCancelled() { throw Problem("linkage.cancelled") }
            let end = min(pieces.count, start + threads)
            let weigher = self
            let done = Workers.map(end - start, threads: threads) { place in weigher.weighed(pieces[start + place]) }
            for piece in done {
                for pair in try piece.get() {
                    quality?.add(pair)
                    guard pair.weight >= reported else { continue }
                    try writer.append(pair)
                    guard pair.weight >= threshold else { continue }
                    parts.join(pair.left, pair.right)
                    joining += 1
                }
            }
            monitor.report(.score, Double(end) / Double(max(1, pieces.count)))
        }
        monitor.report(.score, 1)
        return Outcome(
            pairs: try writer.finish(), parts: parts, joining: joining, quality: quality,
            pieces: spill.written > 0 || share > most ? pieces.count : 1)
    }

    private func weighed(_ piece: PairSpill.Piece) -> Result<[LinkedPair], Problem> {
        Result { () throws(Problem) in
            let words = try spill.words(piece)
            var pairs: [LinkedPair] = []
            for at in stride(from: 0, to: words.count, by: 3) where marks[Int(words[at + 2])] != 0 {
                let weight = scorer.weight(Int(words[at + 2]), Int(words[at]))
                guard weight >= lowest else { continue }
                pairs.append(
                    LinkedPair(
                        left: Int(words[at]), right: Int(words[at + 1]), weight: weight, vector: Int(words[at + 2])))
            }
            pairs.sort { ($0.left, $0.right) < ($1.left, $1.right) }
            return pairs
        }
    }
}
