import Kernels
public import Problems

/// Records that are linked already, against which new ones are held one at a time: in milliseconds, whatever their
/// number.
///
/// Cluster names are stable: a new record joins a cluster or begins one of its own; it never renames, joins or splits
/// clusters that are there. Where it would connect two, it is put with the likelier one, and the other is named as a
/// bridge for a person to look at. What keeps records apart when lists are linked does so here: verdicts of people,
/// contradictions, the sum of all weights across, and how many records of one list can be one person.
///
/// A record is compared with those that linking all of them would compare it with, groups too large included. Only
/// what was counted when the index was made stays as it was: how common values are for the weights, and which values
/// are so common (``LinkageField/commonest``) that records already there do not have them any more.
public final class LinkageIndex {
    /// A value of a field of a new record.
    public enum Value: Sendable, Hashable {
        case text(String)
        /// Up to 16 digits, leading zeros included.
        case digits(String)
        case date(year: Int, month: Int, day: Int)
        case number(Double)
    }

    /// A record that a new one resembles.
    public struct Match: Sendable, Hashable {
        /// The record's place, its id, and the name of its cluster.
        public var row: Int
        public var id: String
        public var cluster: String
        /// log₂ of the odds.
        public var weight: Double
        /// The level of each comparison.
        public var levels: [Int]
        /// What somebody said of the two records, whatever they weigh.
        public var verdict: KnownPair.Verdict?

        public var probability: Double { MatchWeight.probability(weight) }
    }

    /// What became of a new record.
    public struct Placement: Sendable, Hashable {
        /// The name of the cluster it is in: its own id where it is alone.
        public var cluster: String
        public var matches: [Match]
        /// Other clusters that it was sure enough to belong to, too.
        public var bridges: [String]
    }

    public let model: LinkageModel
    private let frame: RecordFrame
    private var packer: NewRecordPacker
    private let program: PairProgram
    private let runner: PairRunner
    private let contradictions: PairRunner?
    private let scorer: Scorer
    private let threshold: Double
    private let crossListsOnly: Bool
    /// How many records there can be.
    private let room: Int
    private var ids: IndexedIDs
    private var lists: [UInt16]
    private var clusters: IndexedClusters
    private var verdicts: IndexedVerdicts
    private var rules: [IndexedRule]

    /// - Parameters:
    ///   - clusters: what linking `records` found; nil where each record is a cluster of its own.
    ///   - known: pairs of which somebody knows whether they are one person, also of records that are still to be added.
    ///     Clusters known to be of one person are made one, under the name that comes first.
    ///   - crossListsOnly: whether only records of different lists are compared.
    ///   - spare: how many records can be added.
    ///   - threshold: the probability from which a new record joins a cluster.
    /// - Throws: as ``Linker/link(_:truth:monitor:)``; `linkage.untrained` for a model without parameters;
    ///   `linkage.whole-only` for one with frequencies from a table; `linkage.repeated-id` where two records have one id;
    ///   `linkage.clusters` for clusters that are not those of the records; `linkage.known-contradiction` for verdicts
    ///   that contradict each other or the clusters.
    public init(
        _ records: LinkageRecords, _ model: LinkageModel, clusters: ClusterNames? = nil, known: [KnownPair] = [],
        crossListsOnly: Bool = false, spare: Int = 100_000, threshold: Double = 0.95, threads: Int = 2,
        custom: [String: @Sendable (Int, Int) -> Bool] = [:]
    ) throws(Problem) {
        try model.check()
        guard let parameters = model.parameters else { throw Problem("linkage.untrained") }
        if model.frequencyFiles?.isEmpty == false { throw Problem("linkage.whole-only", value: "frequencies") }
        self.model = model
        self.crossListsOnly = crossListsOnly
        ids = try IndexedIDs(records.ids)
        guard var found = IndexedClusters(clusters, count: records.count) else { throw Problem("linkage.clusters") }
        verdicts = try IndexedVerdicts(known, ids, &found)
        self.clusters = found
        lists = records.lists
        room = records.count + max(0, spare)
        var source = records
        var common: [String: CommonCounts] = [:]
        for field in model.fields {
            if let limit = field.mostSharing(of: records.count), let column = source.columns[field.name] {
                common[field.name] = CommonCounts(column, limit: limit)
            }
        }
        // One place more for a record that is only asked about.
        var frame = try RecordFrame(&source, model, spare: max(0, spare) + 1, threads: threads)
        let compiler = ComparisonCompiler(frame: frame, custom: custom)
        let compiled = try model.comparisons.map { item throws(Problem) in try compiler.comparison(item) }
        guard let program = PairProgram(compiled) else { throw Problem("linkage.too-many-vectors") }
        self.program = program
        runner = PairRunner(program, frame.records)
        let packed = frame.records
        contradictions = try model.contradictions(compiler).map { PairRunner($0, packed) }
        scorer = Scorer(model, parameters, program, frame)
        self.threshold = Self.weight(threshold)
        var indexed: [IndexedRule] = []
        for rule in model.blocking { indexed.append(try IndexedRule(rule, frame, limit: model.largestBlock)) }
        rules = indexed
        packer = NewRecordPacker(model, &frame, common: common)
        self.frame = frame
    }

    /// The number of records.
    public var count: Int { frame.records.count }

    private static func weight(_ probability: Double) -> Double {
        MatchWeight.weight(min(max(probability, 1e-9), 1 - 1e-12))
    }

    /// Records that a new one resembles, the likeliest first; the index stays as it is.
    ///
    /// - Parameters:
    ///   - list: the list it comes from.
    ///   - reported: matches down to this probability.
    /// - Throws: `linkage.field` for a value of another kind than its field; `linkage.index-full`.
    public func matches(
        _ values: [String: Value], list: UInt16 = 0, reported: Double = 0.5
    ) throws(Problem) -> [Match] {
        try stage(packer.packed(values))
        defer { frame.records.removeLast() }
        return found(UInt32(frame.records.count - 1), list, nil, Self.weight(reported))
    }

    /// Records that one of the index's own resembles, itself left out, the likeliest first. Those that somebody said are
    /// the same person are among them, whatever they weigh.
    ///
    /// - Parameters:
    ///   - row: its place among the records.
    ///   - reported: matches down to this probability.
    public func matches(of row: Int, reported: Double = 0.5) -> [Match] {
        guard ids.ids.indices.contains(row) else { return [] }
        return found(UInt32(row), list(row), ids.ids[row], Self.weight(reported))
    }

    /// Adds a record and says which cluster it is in now.
    ///
    /// - Parameter list: the list it comes from.
    /// - Throws: as ``matches(_:list:reported:)``; `linkage.repeated-id` for an id that a record has already.
    public func add(_ id: String, _ values: [String: Value], list: UInt16 = 0) throws(Problem) -> Placement {
        guard ids.row(of: id) == nil else { throw Problem("linkage.repeated-id", value: id) }
        guard frame.records.count < room else { throw Problem("linkage.index-full") }
        let packed = try packer.packed(values)
        try stage(packed)
        let row = UInt32(frame.records.count - 1)
        let matches = found(row, list, id, Self.weight(0.5))
        var homes: [UInt32] = []
        for match in matches where match.weight >= threshold && match.verdict == nil {
            let home = clusters.names[match.row]
            if !homes.contains(home) { homes.append(home) }
        }
        let home = verdicts.home(of: id) ?? homes.first { mayJoin(row, list, id, $0) }
        if lists.isEmpty, list > 0 { lists = [UInt16](repeating: 0, count: ids.ids.count) }
        if !lists.isEmpty || list > 0 { lists.append(list) }
        ids.append(id)
        clusters.append(to: home)
        verdicts.put(id, in: home ?? row)
        packer.count(packed)
        for place in rules.indices { rules[place].add(Int(row), frame.records) }
        return Placement(
            cluster: ids.ids[Int(home ?? row)], matches: matches,
            bridges: homes.filter { $0 != home }.map { ids.ids[Int($0)] })
    }

    private func stage(_ packed: NewRecordPacker.Packed) throws(Problem) {
        guard frame.records.append(packed.words) else { throw Problem("linkage.index-full") }
    }

    private func list(_ row: Int) -> UInt16 { lists.isEmpty ? 0 : lists[row] }

    /// - Parameter id: that of the row, where it is known.
    private func found(_ row: UInt32, _ list: UInt16, _ id: String?, _ least: Double) -> [Match] {
        var seen: Set<UInt32> = [row]
        var candidates: [UInt32] = []
        for rule in rules {
            let rows = rule.rows(like: Int(row), isAdded: Int(row) < ids.ids.count, frame.records)
            for other in rows where seen.insert(other).inserted {
                if !crossListsOnly || self.list(Int(other)) != list { candidates.append(other) }
            }
        }
        let bound = Set((id.map { verdicts.bound(to: $0) } ?? []).compactMap { ids.row(of: $0).map { UInt32($0) } })
        candidates += bound.subtracting(candidates)
        let vectors = runner.vectors(candidates, [UInt32](repeating: row, count: candidates.count))
        var matches: [Match] = []
        for (other, vector) in zip(candidates, vectors) {
            let weight = scorer.weight(Int(vector), Int(other))
            guard weight >= least || bound.contains(other) else { continue }
            let (name, place) = (ids.ids[Int(other)], clusters.names[Int(other)])
            matches.append(
                Match(
                    row: Int(other), id: name, cluster: ids.ids[Int(place)], weight: weight,
                    levels: program.comparisons.indices.map { program.level($0, of: Int(vector)) },
                    verdict: id.flatMap { verdicts.verdict($0, name) }))
        }
        return matches.sorted { a, b in a.weight != b.weight ? a.weight > b.weight : a.id.comesBefore(b.id) }
    }

    /// Whether nothing keeps a new row out of a cluster.
    private func mayJoin(_ row: UInt32, _ list: UInt16, _ id: String, _ cluster: UInt32) -> Bool {
        guard verdicts.mayJoin(id, cluster) else { return false }
        let others = clusters.rows(of: cluster)
        guard others.count <= PartPairs.mostPairsAcross else { return false }
        if let most = model.clustering.largestPerList {
            let counts = others.reduce(into: [list: 1]) { $0[self.list(Int($1)), default: 0] += 1 }
            guard counts.values.allSatisfy({ $0 <= most }) else { return false }
        }
        let rows = [UInt32](repeating: row, count: others.count)
        if let contradictions, contradictions.vectors(others, rows).contains(0) { return false }
        guard model.clustering.weighsAllPairs, others.count > 1 else { return true }
        let sum = zip(others, runner.vectors(others, rows)).reduce(0.0) { sum, pair in
            sum + Double(PartPairs.bits(scorer.weight(Int(pair.1), Int(pair.0))))
        }
        return sum > 0
    }
}
