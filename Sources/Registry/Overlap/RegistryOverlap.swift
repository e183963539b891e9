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
        let index = Dictionary(
            committed.enumerated().map { ($1.list, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = committed.map(\.list)
        let dates = Dictionary(committed.map { ($0.list, $0.referenceDate) }, uniquingKeysWith: { first, _ in first })
        let (records, cards, joins) = try database.read { connection in
            let found = try EnrolmentQueries(connection).enrolments(ofLists: ids)
            let ledger = LedgerQueries(connection)
            let corrections = try NumberCorrections.all(ledger)
            let splits = try LifeEventBook.told(ledger, .familySplit).map(\.event)
            let joined = corrections.joined(found)
            let joins = zip(found, joined).reduce(into: [Int64: Int64]()) { $0[$1.0.person] = $1.1.person }
            return (joined, FamilyCards(splits, corrections), joins.filter { $0.key != $0.value })
        }
        let entries = records.compactMap { record -> OverlapEntry? in
            guard let list = index[record.list] else { return nil }
            return OverlapEntry(
                list: list, row: record.row, nik: record.nik, name: record.name, familyCard: record.familyCard,
                amount: record.amount ?? 0, startedOn: record.startedOn.flatMap { CalendarDate($0) },
                endedOn: record.endedOn.flatMap { CalendarDate($0) }, village: record.village,
                activity: OverlapEntry.activity(ofKey: record.lineKey),
                cardThen: cards.card(of: record.nik, on: dates[record.list] ?? "", listed: record.familyCard))
        }
        var result = OverlapEngine.find(lists, entries, rules: try compatibility())
        result.identities = try identityOverlap(records, index, joins)
        return result
    }

    /// - Parameter joins: the record under which one stands here that is the same person's by a corrected number.
    private func identityOverlap(
        _ records: [EnrolmentRecord], _ index: [Int64: Int], _ joins: [Int64: Int64]
    ) throws(Problem) -> IdentityOverlap? {
        let counter = try database.read { connection -> IdentityCounter? in
            let searches = MatchQueries(connection)
            let run = try searches.lastRun()
            let decisions = try MatchDecisionQueries(connection).standing()
            guard run != nil || !decisions.isEmpty else { return nil }
            let proposed = try MatchDesk(connection).open(from: MatchStratum.probable)
            let ids = Set((proposed.map(\.pair) + decisions.map(\.pair)).flatMap { [$0.a, $0.b] })
            return IdentityCounter(
                records, refused: try SubjectRecordQueries(connection).subjects(ids), index: index,
                decisions: decisions.compactMap { decision in
                    decision.pair.joined(joins).map { pair in
                        var decision = decision
                        decision.pair = pair
                        return decision
                    }
                },
                proposed: proposed.compactMap { candidate in
                    candidate.pair.joined(joins).map { pair in
                        var candidate = candidate
                        candidate.pair = pair
                        return candidate
                    }
                }, run: run,
                isStale: run == nil ? false : try searches.isOutdated())
        }
        return counter?.result()
    }
}

extension SubjectPair {
    /// The pair of the people whose records these are; nil where a corrected number says already that they are one.
    fileprivate func joined(_ joins: [Int64: Int64]) -> SubjectPair? {
        let (a, b) = (joins[a] ?? a, joins[b] ?? b)
        return a == b ? nil : SubjectPair(a, b)
    }
}

extension OverlapEntry {
    /// What was attended, from a line key `activity|date`; nil where the key holds no activity.
    static func activity(ofKey key: String) -> String? {
        guard let end = key.lastIndex(of: "|") else { return nil }
        return String(key[..<end])
    }
}

extension NumberCorrections {
    /// Enrolments under the numbers that hold now: people whose number was corrected are one, whatever number a list has.
    func joined(_ records: [EnrolmentRecord]) -> [EnrolmentRecord] {
        guard !isEmpty else { return records }
        var first: [String: Int64] = [:]
        return records.map { record in
            var joined = record
            joined.nik = current(of: record.nik)
            let person = first[joined.nik] ?? record.person
            first[joined.nik] = person
            joined.person = person
            return joined
        }
    }
}
