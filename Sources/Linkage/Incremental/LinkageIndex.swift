import Kernels
public import Problems

/// Records that are linked already, against which new ones are held one at a time: in milliseconds, whatever their
/// number.
///
/// Cluster names are stable: a new record joins a cluster or begins one of its own; it never renames, joins or splits
/// clusters that are there. Where it would connect two, it is put with the likelier one, and the other is named as a
/// bridge for a person to look at.
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
    private var texts: [String: TextStore]
    private let program: PairProgram
    private let runner: PairRunner
    private let contradictions: PairRunner?
    private let scorer: Scorer
    private let threshold: Double
    /// How many records there can be.
    private let room: Int
    private var ids: [String]
    private var clusterNames: [String]
    /// Made when a record is added for the first time: whoever only asks needs none.
    private lazy var members: [String: [UInt32]] = {
        var members: [String: [UInt32]] = [:]
        for (row, name) in clusterNames.enumerated() { members[name, default: []].append(UInt32(row)) }
        return members
    }()
    private var rules: [IndexedRule]

    /// - Parameters:
    ///   - clusters: what linking `records` found; nil where each record is a cluster of its own.
    ///   - spare: how many records can be added.
    ///   - threshold: the probability from which a new record joins a cluster.
    /// - Throws: as ``Linker/link(_:truth:monitor:)``; `linkage.untrained` for a model without parameters;
    ///   `linkage.whole-only` for one with frequencies from a table.
    public init(
        _ records: LinkageRecords, _ model: LinkageModel, clusters: [Int]? = nil, spare: Int = 100_000,
        threshold: Double = 0.95, threads: Int = 2, custom: [String: @Sendable (Int, Int) -> Bool] = [:]
    ) throws(Problem) {
        try model.check()
        guard let parameters = model.parameters else { throw Problem("linkage.untrained") }
        if model.frequencyFiles?.isEmpty == false { throw Problem("linkage.whole-only", value: "frequencies") }
        self.model = model
        // One place more for a record that is only asked about.
        var source = records
        frame = try RecordFrame(&source, model, spare: max(0, spare) + 1, threads: threads)
        room = records.count + max(0, spare)
        texts = frame.texts
        let compiler = ComparisonCompiler(frame: frame, custom: custom)
        let compiled = try model.comparisons.map { item throws(Problem) in try compiler.comparison(item) }
        guard let program = PairProgram(compiled) else { throw Problem("linkage.too-many-vectors") }
        self.program = program
        runner = PairRunner(program, frame.records)
        contradictions = try model.contradictions(compiler).map { [frame] in PairRunner($0, frame.records) }
        scorer = Scorer(model, parameters, program, frame)
        self.threshold = MatchWeight.weight(min(max(threshold, 1e-9), 1 - 1e-12))
        ids = Array(records.ids)
        clusterNames = clusters.map { $0.map { records.ids[$0] } } ?? ids
        var indexed: [IndexedRule] = []
        for rule in model.blocking { indexed.append(try IndexedRule(rule, frame, limit: model.largestBlock)) }
        rules = indexed
    }

    /// The number of records.
    public var count: Int { frame.records.count }

    /// Records that a new one resembles, the likeliest first; the index stays as it is.
    ///
    /// - Parameter reported: matches down to this probability.
    /// - Throws: `linkage.field` for a value of another kind than its field; `linkage.index-full`.
    public func matches(_ values: [String: Value], reported: Double = 0.5) throws(Problem) -> [Match] {
        try stage(values)
        defer { frame.records.removeLast() }
        return found(UInt32(frame.records.count - 1), MatchWeight.weight(min(max(reported, 1e-9), 1 - 1e-12)))
    }

    /// Records that one of the index's own resembles, itself left out, the likeliest first.
    ///
    /// - Parameters:
    ///   - row: its place among the records.
    ///   - reported: matches down to this probability.
    public func matches(of row: Int, reported: Double = 0.5) -> [Match] {
        guard ids.indices.contains(row) else { return [] }
        return found(UInt32(row), MatchWeight.weight(min(max(reported, 1e-9), 1 - 1e-12)))
    }

    /// Adds a record and says which cluster it is in now.
    ///
    /// - Throws: as ``matches(_:reported:)``; `linkage.repeated-id` for an id that is there already as a cluster's name.
    public func add(_ id: String, _ values: [String: Value]) throws(Problem) -> Placement {
        guard members[id] == nil else { throw Problem("linkage.repeated-id", value: id) }
        guard frame.records.count < room else { throw Problem("linkage.index-full") }
        try stage(values)
        let row = UInt32(frame.records.count - 1)
        let matches = found(row, MatchWeight.weight(0.5))
        var homes: [String] = []
        for match in matches where match.weight >= threshold && !homes.contains(match.cluster) {
            homes.append(match.cluster)
        }
        let open = homes.filter { mayJoin(row, $0) }
        let home = open.first ?? id
        ids.append(id)
        clusterNames.append(home)
        members[home, default: []].append(row)
        for place in rules.indices { rules[place].add(Int(row), frame.records) }
        return Placement(cluster: home, matches: matches, bridges: homes.filter { $0 != home })
    }

    private func found(_ row: UInt32, _ least: Double) -> [Match] {
        var seen: Set<UInt32> = []
        var candidates: [UInt32] = []
        for rule in rules {
            for other in rule.rows(like: Int(row), frame.records) where other != row && seen.insert(other).inserted {
                candidates.append(other)
            }
        }
        let vectors = runner.vectors(candidates, [UInt32](repeating: row, count: candidates.count))
        var matches: [(row: UInt32, match: Match)] = []
        for (other, vector) in zip(candidates, vectors) {
            let weight = scorer.weight(Int(vector), Int(other))
            guard weight >= least else { continue }
            let levels = program.comparisons.indices.map { program.level($0, of: Int(vector)) }
            matches.append(
                (
                    other,
                    Match(
                        row: Int(other), id: ids[Int(other)], cluster: clusterNames[Int(other)], weight: weight,
                        levels: levels)
                ))
        }
        return matches.sorted { a, b in
            a.match.weight != b.match.weight ? a.match.weight > b.match.weight : a.match.id.comesBefore(b.match.id)
        }.map(\.match)
    }

    private func mayJoin(_ row: UInt32, _ cluster: String) -> Bool {
        let others = members[cluster] ?? []
        guard others.count <= 5000 else { return false }
        let rows = [UInt32](repeating: row, count: others.count)
        if let contradictions, contradictions.vectors(others, rows).contains(0) { return false }
        guard model.clustering.weighsAllPairs, others.count > 1 else { return true }
        let vectors = runner.vectors(others, rows)
        let sum = zip(others, vectors).reduce(0.0) { sum, pair in
            sum + max(-30, min(30, scorer.weight(Int(pair.1), Int(pair.0))))
        }
        return sum > 0
    }

    /// Puts a record behind the last one.
    private func stage(_ values: [String: Value]) throws(Problem) {
        var words = [UInt64](repeating: 0, count: frame.layout.stride)
        for field in model.fields {
            guard let value = values[field.name] else { continue }
            try pack(value, field, &words)
        }
        guard frame.records.append(words) else { throw Problem("linkage.index-full") }
    }

    private func pack(_ value: Value, _ field: LinkageField, _ words: inout [UInt64]) throws(Problem) {
        func set(_ name: String, _ value: UInt64) {
            guard let slot = frame.layout.slots[name] else { return }
            words[slot.word] |= (value << UInt64(slot.shift)) & slot.mask
        }
        switch (value, field.kind) {
        case (.text(let text), .text):
            for (name, slot) in frame.layout.slots {
                guard let key = FieldKey(text: name), key.field == field.name else { continue }
                let derived = DerivedTexts.derived(text, key)
                let before = texts[name]?.count ?? 0
                let code = texts[name]?.code(of: derived.span) ?? 0
                guard slot.width >= 64 - UInt64(code).leadingZeroBitCount else { throw Problem("linkage.index-full") }
                if (texts[name]?.count ?? 0) > before { frame.units[name]?.append(derived.span) }
                set(name, UInt64(code))
            }
        case (.digits(let digits), .digits):
            guard let slot = frame.layout.slots[field.name] else { return }
            set(field.name, DigitStrings.packed(Array(digits.utf8).span) >> UInt64(64 - slot.width))
        case (.date(let year, let month, let day), .date):
            guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return }
            let number = UInt32(year * 10000 + month * 100 + day)
            guard CalendarDays.isDate(number) else { return }
            set(field.name, RecordFrame.dateDigits(number))
            set(field.name + "#days", RecordFrame.days(number))
        case (.number(let number), .number): set(field.name, PairTest.packed(number))
        default: throw Problem("linkage.field", at: Place(column: field.name), ["kind": field.kind.rawValue])
        }
    }
}
