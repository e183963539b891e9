import Linkage
import Problems

/// What a finished job left in its folder.
struct JobResult {
    private let job: JobFolder
    private let work: PartitionWork

    init(_ job: JobFolder, _ work: PartitionWork) {
        self.job = job
        self.work = work
    }

    /// - Throws: `spark.input` where something is missing or does not fit.
    func result(lists: [UInt16], truth: [UInt32]) throws(Problem) -> LinkageResult {
        let trained = try job.read(PartitionWork.Trained.self, from: PartitionWork.trainedName)
        var pairs: [LinkedPair] = []
        try job.readNumbers("pairs", columns: 5) { row throws(Problem) in
            pairs.append(
                LinkedPair(left: try known(row[0]), right: try known(row[1]), weight: weight(row[3]), vector: row[2]))
        }
        var clusters = Array(0..<work.records)
        var bridges: [LinkedPair] = []
        try job.readNumbers("clusters", columns: 5) { row throws(Problem) in
            if row[0] == 0 {
                clusters[try known(row[1])] = try known(row[2])
            } else {
                bridges.append(
                    LinkedPair(
                        left: try known(row[1]), right: try known(row[2]), weight: weight(row[4]), vector: row[3]))
            }
        }
        let counts = try JobCounts(job, rules: work.model.blocking.count, keysets: work.keysets)
        let vectors = counts.candidates.sorted { $0.key < $1.key }.map { (vector: $0.key, count: UInt64($0.value)) }
        return work.linker.result(
            Linker.Pieces(
                model: trained.model, pairs: pairs, clusters: ClusterNames(clusters), bridges: bridges,
                blocking: try blocking(counts), vectors: vectors),
            lists: lists, truth: truth)
    }

    private func known(_ row: Int) throws(Problem) -> Int {
        guard row >= 0, row < work.records else { throw Problem("spark.input") }
        return row
    }

    private func weight(_ bits: Int) -> Double { Double(bitPattern: UInt64(UInt(bitPattern: bits))) }

    private func blocking(_ counts: JobCounts) throws(Problem) -> [BlockingReport] {
        var reports = work.model.blocking.map {
            BlockingReport(rule: $0.text, pairs: 0, largest: 0, splitGroups: 0, pairsLeftOut: 0)
        }
        try job.readNumbers("blocking", columns: 6) { row throws(Problem) in
            guard reports.indices.contains(row[0]) else { throw Problem("spark.input") }
            if row[1] == 0 {
                reports[row[0]].pairs = row[2]
                reports[row[0]].largest = row[3]
                reports[row[0]].splitGroups = row[4]
                reports[row[0]].pairsLeftOut += row[5]
            } else {
                // A further key brings back the pairs of its groups, but for those still too large.
                reports[row[0]].pairsLeftOut += row[5] - row[2]
            }
        }
        for (place, found) in counts.rules.enumerated() {
            reports[place].newPairs = found.pairs
            reports[place].newTruePairs = work.hasTruth ? found.truePairs : nil
        }
        return reports
    }
}
