import Store

/// Which records of the registry are one person: by corrected numbers and by what people decided; and which may be, by
/// proposals that nobody has decided. Records stay what they are.
struct SamePeople {
    /// Records, and numbers without one, that are certainly one person.
    struct Unit {
        /// By which lists know the person.
        var key: String
        var records: [Int64]
        var cards: Set<String>
    }

    /// Units that are one person if proposals hold, with the first of the proposals.
    struct Guess {
        var units: [Unit]
        var pairs: [SubjectPair]

        /// The proposal about a unit; the first where others bind it.
        func pair(about unit: Unit) -> SubjectPair? {
            pairs.first { unit.records.contains($0.a) || unit.records.contains($0.b) } ?? pairs.first
        }
    }

    private let sure: IdentityGraph
    let corrections: NumberCorrections
    private var subjects: [Int64: SubjectRecord] = [:]
    /// Of each person, by the smallest of their records, all numbers.
    private var numbers: [Int64: Set<String>] = [:]
    /// Numbers of people who have no record at all.
    private var strangers: [Set<String>] = []
    /// People of several records.
    private(set) var joined: [Unit] = []
    /// People who may be one.
    private(set) var guesses: [Guess] = []

    /// - Returns: nil where nothing was corrected, decided or proposed.
    init?(_ connection: any Connection) throws {
        let corrections = try NumberCorrections.all(LedgerQueries(connection))
        let standing = try MatchDecisionQueries(connection).standing()
        let proposed =
            try MatchQueries(connection).lastRun() == nil
            ? [] : MatchDesk(connection).open(from: MatchStratum.probable)
        guard !corrections.isEmpty || !proposed.isEmpty || standing.contains(where: { $0.verdict == .same }) else {
            return nil
        }
        self.corrections = corrections
        let queries = EnrolmentQueries(connection)
        var graph = IdentityGraph(standing)
        var told: [(records: [Int64], numbers: Set<String>)] = []
        for number in Set(corrections.old.map(corrections.current)).sorted() {
            let records = try corrections.records(of: number, queries)
            let numbers = Set(corrections.numbers(of: number))
            guard let first = records.first else {
                strangers.append(numbers)
                continue
            }
            for other in records.dropFirst() { graph.bind(SubjectPair(first, other)) }
            told.append((records, numbers))
        }
        sure = graph
        var open: [SubjectPair] = []
        for pair in proposed.map(\.pair) where !graph.areSame(pair) && graph.conflict(pair, .same) == nil {
            graph.bind(pair)
            open.append(pair)
        }
        let likely = graph
        let all = Set(graph.identities.joined()).union(told.flatMap(\.records))
        for subject in try SubjectRecordQueries(connection).subjects(all) {
            subjects[subject.id] = subject
            if let nik = subject.nik { numbers[sure.identity(of: subject.id), default: []].insert(nik) }
        }
        for item in told { numbers[sure.identity(of: item.records[0]), default: []].formUnion(item.numbers) }
        joined = sure.identities.map(unit)
        let pairs = Dictionary(grouping: open) { likely.identity(of: $0.a) }
        guesses = pairs.keys.sorted().map { person in
            let units = Dictionary(grouping: likely.records(of: person)) { sure.identity(of: $0) }
            return Guess(units: units.keys.sorted().map { unit(units[$0] ?? []) }, pairs: pairs[person] ?? [])
        }
    }

    /// People of whom anything is said here.
    var people: Set<Int64> { Set(subjects.values.filter(\.isPerson).map(\.id)) }
    /// Rows without a legible number of whom anything is said.
    var unnumbered: [SubjectRecord] { subjects.values.filter { !$0.isPerson } }

    /// By which lists know the person of a record; nil for one of whom nothing is said.
    func key(of record: Int64) -> String? {
        subjects[record] == nil ? nil : key(ofPerson: sure.identity(of: record))
    }

    /// All records of the person of a record.
    func records(with record: Int64) -> [Int64] { sure.records(of: record) }

    private func key(ofPerson person: Int64) -> String { numbers[person]?.min() ?? "#" + String(person) }

    /// For each number that is not the one by which lists know its person, that one.
    var keys: [String: String] {
        var keys: [String: String] = [:]
        for own in numbers.values.filter({ $0.count > 1 }) + strangers {
            guard let key = own.min() else { continue }
            for number in own where number != key { keys[number] = key }
        }
        return keys
    }

    private func unit(_ records: [Int64]) -> Unit {
        Unit(
            key: key(ofPerson: sure.identity(of: records.first ?? 0)), records: records,
            cards: Set(records.compactMap { subjects[$0]?.familyCard }))
    }
}

extension IdentityGraph {
    /// Binds two records whatever else is decided.
    fileprivate mutating func bind(_ pair: SubjectPair) {
        add(MatchDecisionRecord(pair: pair, verdict: .same, decidedAt: "", actor: "", note: nil, isBlind: false))
    }
}
