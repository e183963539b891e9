import Kernels
import Problems

/// What a job's steps hold in memory, in bytes, told from the records before the steps begin.
///
/// What grows with the records stays: the packed records, their ids, the distinct texts, and where each record's
/// cluster is. What grows with pairs, and what sorting takes, has to do with what is left of the limit.
struct MemoryPlan: Sendable {
    /// The program itself, its libraries and its threads.
    static let program = 44 << 20

    /// How many bytes may be used.
    let limit: Int
    let records: Int
    /// What stays while pairs are compared.
    let compare: Int
    /// What stays while the model is trained.
    let train: Int
    /// What stays while pairs are weighed.
    let score: Int
    /// What stays while records are joined.
    let cluster: Int

    /// The least that sorting and pairs can do with: 64 ranges of keys.
    private var leastRoom: Int { 4096 + 2 * records }
    /// The smallest limit with which the job can be done.
    var least: Int { max(compare, train, score, cluster) + leastRoom }

    /// - Parameters:
    ///   - idBytes: what the records' ids take.
    ///   - sharedValues: for a part that is no text no fewer values than several records share.
    init(
        limit: Int, frame: RecordFrame, model: LinkageModel, program: PairProgram, idBytes: Int, hasLists: Bool,
        hasTruth: Bool, samplePairs: Int, sharedValues: (PackedPart) -> Int
    ) {
        let count = frame.records.count
        self.limit = limit
        records = count
        let perRecord = frame.records.stride * 8 + (hasLists ? 2 : 0) + (hasTruth ? 4 : 0)
        var texts = 0
        for store in frame.texts.values { texts += Self.bytes(store) }
        for key in frame.units.keys {
            if let store = frame.texts[key] { texts += store.count * 64 }
        }
        let held = Self.program + idBytes + perRecord * count + texts
        let vectors = program.vectorCount
        let sample = 10 * min(samplePairs, max(1, count) * max(1, count - 1) / 2)
        compare = held + vectors * (8 + 20 * frame.threads)
        train = held + vectors * 24 + sample
        // Shares by text, or a map of the values that several records have; while they are counted some are there twice.
        var (shares, counting) = (0, [Int]())
        for key in model.frequencyKeys {
            guard let part = frame.layout.part(key) else { continue }
            if let store = frame.texts[key.text] {
                shares += 4 * store.count
                counting.append(48 * store.count)
            } else {
                let values = sharedValues(part)
                var slots = 4096
                while slots * 7 < values * 10 { slots *= 2 }
                shares += 12 * slots
                counting.append(6 * slots)
            }
        }
        let most = counting.sorted(by: >).prefix(frame.threads).reduce(0, +)
        score = held + vectors * 24 + shares + most + 4 * count
        cluster = held + vectors * 24 + shares + 24 * count
    }

    /// How many values of a part several records can share, digits having ten values each.
    static func mostShared(_ part: PackedPart, records: Int) -> Int {
        let digits = min(18, part.mask.nonzeroBitCount / 4)
        return min(records / 2, (0..<digits).reduce(1) { product, _ in product * 10 })
    }

    static func bytes(_ store: TextStore) -> Int { store.byteCount + store.count * 4 }

    /// What all steps of a job without a limit take at most, with this many pairs to compare.
    ///
    /// - Parameter groups: what the rules' groups take.
    func whole(pairs: Int, pairsKept: Int, groups: Int) -> Int {
        // Of each pair its vector, and a bit that says whether it was compared.
        let kept = pairs <= pairsKept ? 17 * pairs / 8 : 0
        let training = max(compare, train) + groups + kept + 28 * records
        let scoring = score + groups + kept + 48 * pairs + 40 * records
        // The groups of all rules are given up before records are joined.
        let clustering = cluster + 60 * pairs + 24 * min(records, pairs)
        return max(training, scoring, clustering)
    }

    /// What sorting and grouping the keys of all rules takes at most.
    func blocking(rules: Int) -> Int { compare + (20 + 6 * rules) * records }

    /// What is left of the limit beside what stays.
    func room(beside held: Int) -> Int { max(leastRoom, limit - held) }

    /// - Throws: `linkage.memory` with the least that is needed.
    func check() throws(Problem) {
        guard limit < least else { return }
        throw Self.refusal(least: least, limit: limit)
    }

    static func refusal(_ code: String = "linkage.memory", least: Int, limit: Int) -> Problem {
        // In whole mebibytes, rounded up, as it can be given back.
        func text(_ bytes: Int) -> String { "\((bytes + (1 << 20) - 1) >> 20)M" }
        return Problem(code, .refuse, ["least": text(least), "limit": text(limit)])
    }
}

/// What packing takes: pages of the columns are given back as the records made of them grow.
extension MemoryPlan {
    static func packing(_ source: LinkageRecords, _ model: LinkageModel, hasTruth: Bool) -> Int {
        let count = source.count
        var bytes = program + source.ids.byteCount + count * ((source.lists.isEmpty ? 0 : 2) + (hasTruth ? 4 : 0))
        var (columns, bits) = (0, 0)
        for field in model.fields {
            guard let column = source.columns[field.name] else { continue }
            switch column {
            case .text(_, let store):
                columns += 4
                bytes += Self.bytes(store)
                let width = Int.bitWidth - store.count.leadingZeroBitCount
                for key in model.keys where key.field == field.name {
                    bits += width
                    // What a key makes of each text, words in order being as many as the texts, and found by their bytes.
                    if key.part == .sorted, key.positions == nil { bytes += Self.bytes(store) + 24 * store.count }
                    if key.part != .whole || key.positions != nil { bytes += 4 * store.count }
                }
            case .digits(let words):
                columns += 8
                bits += 4 * DigitStrings.length(words.pages.reduce(0) { $1.reduce($0) { $0 | $1 } })
            case .date:
                columns += 4
                bits += 54
            case .number:
                columns += 8
                bits += 64
            }
        }
        return bytes + count * max(columns, 8 * ((bits + 63) / 64))
    }
}
