import Indonesia
public import Problems
public import Store

extension Registry {
    /// The newest committed sending of each list, in the order in which the lists first came.
    public func currentBatches() throws(Problem) -> [BatchRecord] {
        var order: [Int64] = []
        var newest: [Int64: BatchRecord] = [:]
        for batch in try batches() where batch.state == .committed {
            if newest[batch.list] == nil { order.append(batch.list) }
            newest[batch.list] = batch
        }
        return order.compactMap { newest[$0] }
    }

    /// Overlaps between committed lists.
    ///
    /// - Parameter batches: a sending of each list that takes part; all lists when nil. A list takes part with all it
    ///   has sent.
    public func overlap(of batches: [Int64]? = nil) throws(Problem) -> OverlapResult {
        let committed =
            try batches == nil
            ? currentBatches()
            : self.batches().filter { $0.state == .committed && (batches?.contains($0.id) ?? true) }
        let programmes = Dictionary(
            try programmes().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let lists = committed.map { batch in
            OverlapList(
                name: batch.name, title: batch.name, programme: batch.programme,
                kind: programmes[batch.programme]?.kind, institution: batch.institution, fiscalYear: batch.fiscalYear,
                referenceDate: CalendarDate(batch.referenceDate))
        }
        let rules = try compatibility()
        return try database.read { connection in
            let lines = try RegistryLines(connection, committed)
            let matches = try OverlapMatches(connection, lines)
            var watch = matches?.watch ?? OverlapWatch()
            var result = try OverlapEngine.find(lists, lines, rules: rules, &watch)
            result.identities = try matches?.overlap(
                watch, lines, IdentityJudge(lists: lists, compatibility: Compatibility(rules: rules)))
            return result
        }
    }
}

/// What people decided and a search proposed about who is the same, as far as it adds to overlaps.
private struct OverlapMatches {
    private let connection: any Connection
    private let run: LinkageRunRecord?
    private let isStale: Bool
    private let decisions: [MatchDecisionRecord]
    private let proposed: [CandidateRecord]
    /// Refused lines that take part, with the index of their list.
    private let refused: [(subject: SubjectRecord, list: Int)]

    /// - Returns: nil where nobody has searched or decided.
    init?(_ connection: any Connection, _ lines: RegistryLines) throws {
        let searches = MatchQueries(connection)
        let run = try searches.lastRun()
        let standing = try MatchDecisionQueries(connection).standing()
        guard run != nil || !standing.isEmpty else { return nil }
        let open = try MatchDesk(connection).open(from: MatchStratum.probable)
        let ids = Set((open.map(\.pair) + standing.map(\.pair)).flatMap { [$0.a, $0.b] })
        refused = try SubjectRecordQueries(connection).subjects(ids).compactMap { subject in
            guard !subject.isPerson, let list = lines.index(ofList: subject.list) else { return nil }
            return (subject, list)
        }
        decisions = standing.compactMap { decision in
            lines.joined(decision.pair).map { pair in
                var decision = decision
                decision.pair = pair
                return decision
            }
        }
        proposed = open.compactMap { candidate in
            lines.joined(candidate.pair).map { pair in
                var candidate = candidate
                candidate.pair = pair
                return candidate
            }
        }
        self.connection = connection
        self.run = run
        isStale = try run == nil ? false : searches.isOutdated()
    }

    /// The records whose lists have to be known.
    var watch: OverlapWatch {
        let pairs = decisions.map(\.pair) + proposed.map(\.pair)
        return OverlapWatch(
            people: Set(pairs.flatMap { [UInt64(bitPattern: $0.a), UInt64(bitPattern: $0.b)] }),
            cards: Set(refused.compactMap(\.subject.familyCard)))
    }

    /// What was counted while all lines were, with what the rules say of it.
    func overlap(
        _ watch: OverlapWatch, _ lines: RegistryLines, _ judge: IdentityJudge
    ) throws -> IdentityOverlap {
        var (found, crossings) = counter(watch).result()
        let families = crossings.filter { $0.unit == .family }.flatMap(\.cards).flatMap { watch.peopleOfCard[$0] ?? [] }
        let people = Set(crossings.flatMap(\.records)).union(families.map { Int64(bitPattern: $0) })
        let unnumbered = Dictionary(refused.map { ($0.subject.id, $0) }, uniquingKeysWith: { first, _ in first })
        var entries = try lines.entriesByRecord(of: people)
        for (id, line) in try LineQueries(connection).lines(people.filter { unnumbered[$0] != nil }) {
            guard let list = unnumbered[id]?.list else { continue }
            var entry = OverlapEntry(list: list, line)
            entry.state = lines.words.state(line.status)
            entries[id, default: []].append(entry)
        }
        found.findings = judge.findings(crossings) { crossing in
            let ofCards = crossing.cards.flatMap { watch.peopleOfCard[$0] ?? [] }.map { Int64(bitPattern: $0) }
            return Set(crossing.records + ofCards).sorted().flatMap { entries[$0] ?? [] }
        }
        return found
    }

    private func counter(_ watch: OverlapWatch) -> IdentityCounter {
        var lists: [Int64: Set<Int>] = [:]
        var cards: [Int64: String] = [:]
        for (person, on) in watch.lists { lists[Int64(bitPattern: person)] = on }
        for (person, card) in watch.cardOf { cards[Int64(bitPattern: person)] = card }
        for (subject, list) in refused {
            lists[subject.id, default: []].insert(list)
            cards[subject.id] = subject.familyCard
        }
        return IdentityCounter(
            lists: lists, cards: cards, listsOfCard: watch.listsOfCard, decisions: decisions, proposed: proposed,
            run: run, isStale: isStale)
    }
}

extension OverlapEntry {
    /// A line that could not be taken in, of which a match says whose it is.
    fileprivate init(list: Int, _ line: LineRecord) {
        self.init(
            list: list, row: line.row, nik: line.nik ?? "", name: line.name ?? "", familyCard: line.familyCard,
            amount: line.amount ?? 0, startedOn: line.startedOn.flatMap { CalendarDate($0) },
            endedOn: line.endedOn.flatMap { CalendarDate($0) }, village: line.village,
            activity: Self.activity(ofKey: line.key))
    }
}
