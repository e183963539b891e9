import Indonesia
import Problems
import Store

/// The other lists of a registry, as far as they speak of the people of one list and their families. Whoever's number was
/// corrected, or whose records were confirmed to be one person's, is one here, whatever number a list has.
struct RegistryReferences {
    /// A person's place on one of the lists.
    struct Place {
        var record: Int64
        /// By which lists know the person.
        var key: String
        var isRecipient: Bool
        var familyCard: String?
        var span: BenefitSpan
    }

    private let connection: any Connection
    private let batch: BatchRecord
    private let others: [BatchRecord]
    private let queries: EnrolmentQueries
    private let same: SamePeople?

    init(_ connection: any Connection, _ batch: BatchRecord, _ others: [BatchRecord]) throws {
        self.connection = connection
        self.batch = batch
        self.others = others
        queries = EnrolmentQueries(connection)
        same = try SamePeople(connection)
    }

    /// - Parameter further: lists beside those of the registry.
    func lists(_ further: [ReferenceList], firstYears: [String: Int]) throws -> ReferenceLists {
        var people: Set<Int64> = []
        if !others.isEmpty || same != nil {
            try queries.forEach(ofLists: [batch.list]) { people.insert($0.person) }
        }
        let lists = try lists(about: people)
        guard let same else { return ReferenceLists(lists + further, firstYears: firstYears) }
        let keys = same.keys
        return ReferenceLists(
            lists + further.map { $0.known(by: keys) }, firstYears: firstYears, keys: keys,
            rivals: same.rivals(of: people))
    }

    private func lists(about people: Set<Int64>) throws -> [ReferenceList] {
        guard !others.isEmpty else { return [] }
        let enrolments = Dictionary(
            grouping: try queries.enrolments(
                of: people.union(same?.people ?? []).sorted(), onLists: others.map(\.list)), by: \.list)
        let decisions = try lastDecisions(about: enrolments)
        let rows = try unnumbered()
        var states = StateWords.Reading(try StateWords())
        return try others.flatMap { other in
            let isOfCandidates = CandidateLists.bundled.profiles.contains(other.profile)
            var recipients = list(other, isOfRecipients: true)
            var candidates = list(other, isOfRecipients: false)
            var told: Set<Int64> = []
            var related: [Place] = []
            func take(_ place: Place) {
                if same?.key(of: place.record) != nil { related.append(place) }
                guard people.contains(place.record) || same?.concerns(people, place.record) ?? false else { return }
                told.insert(place.record)
                if place.isRecipient {
                    recipients.add(nik: place.key, familyCard: place.familyCard, place.span)
                } else {
                    candidates.add(nik: place.key, familyCard: place.familyCard, place.span)
                }
            }
            for enrolment in enrolments[other.list] ?? [] {
                take(
                    Place(
                        record: enrolment.person, key: same?.key(of: enrolment.person) ?? enrolment.nik,
                        // Who has a contract is a recipient, whatever the list holds.
                        isRecipient: !isOfCandidates || enrolment.startedOn != nil
                            || isAccepted(enrolment.nik, on: other, decisions),
                        familyCard: enrolment.familyCard,
                        span: BenefitSpan(
                            enrolment.startedOn.flatMap { CalendarDate($0) } ?? paid(enrolment.nik, other, decisions),
                            enrolment.endedOn.flatMap { CalendarDate($0) }, states.state(enrolment.status))))
            }
            for (id, line) in rows[other.list] ?? [] {
                guard let key = same?.key(of: id) else { continue }
                take(
                    Place(
                        record: id, key: key, isRecipient: !isOfCandidates || line.startedOn != nil,
                        familyCard: line.familyCard,
                        span: BenefitSpan(
                            line.startedOn.flatMap { CalendarDate($0) }, line.endedOn.flatMap { CalendarDate($0) },
                            states.state(line.status))))
            }
            // Of people who are not on the list that is judged nothing is needed but that they are of a family.
            try queries.forEachOfFamily(onList: other.list) { person, card, startedOn, status in
                guard !isOfCandidates || startedOn != nil, !told.contains(person) else { return }
                recipients.addFamily(
                    card: card, member: same?.key(of: person) ?? "#" + String(person),
                    BenefitSpan(startedOn.flatMap { CalendarDate($0) }, nil, states.state(status)))
            }
            same?.addFamilies(related, to: &recipients)
            same?.addDoubts(related, about: people, to: &recipients, &candidates)
            guard isOfCandidates else { return [recipients] }
            // Of candidates whom nobody decided about, and without contracts, it is not known who received.
            let isTold = try isDecided(other, decisions) || queries.tellsStarts(ofList: other.list)
            return isTold ? [recipients, candidates] : [candidates]
        }
    }

    private func isDecided(_ other: BatchRecord, _ decisions: Decisions) -> Bool {
        !isOfSameGrant(other)
            && decisions.keys.contains { $0.programme == other.programme && $0.fiscalYear == other.fiscalYear }
    }

    /// Whether a list is about the very grants that are judged: what was decided about its candidates is what is decided now.
    private func isOfSameGrant(_ other: BatchRecord) -> Bool {
        other.programme == batch.programme && other.fiscalYear == batch.fiscalYear
    }

    /// Rows without a legible number of whom matches say whose they are, by list.
    private func unnumbered() throws -> [Int64: [(id: Int64, line: LineRecord)]] {
        let lists = Dictionary(
            (same?.unnumbered ?? []).map { ($0.id, $0.list) }, uniquingKeysWith: { first, _ in first })
        let rows = try LineQueries(connection).lines(lists.keys.sorted())
        return Dictionary(grouping: rows) { lists[$0.id] ?? 0 }
    }

    private func list(_ other: BatchRecord, isOfRecipients: Bool) -> ReferenceList {
        var list = ReferenceList(
            kind: other.programme, name: other.name, asOf: CalendarDate(other.referenceDate) ?? .last,
            year: other.fiscalYear, isOfRecipients: isOfRecipients)
        (list.refused, list.unusable) = (other.counts.refused, other.counts.refused)
        return list
    }

    private typealias Decisions = [SubjectQueries.Standing: StageEventRecord]

    /// Whether the last decision about a person, by whatever number of theirs, accepted them.
    private func isAccepted(_ nik: String, on other: BatchRecord, _ decisions: Decisions) -> Bool {
        !isOfSameGrant(other)
            && last(nik, other, decisions).map { CandidateLists.bundled.accepting.contains($0.decision) } ?? false
    }

    /// The day of the decision that accepted a person.
    private func paid(_ nik: String, _ other: BatchRecord, _ decisions: Decisions) -> CalendarDate? {
        guard isAccepted(nik, on: other, decisions) else { return nil }
        return last(nik, other, decisions).flatMap { CalendarDate(String($0.happenedAt.prefix(10))) }
    }

    private func last(_ nik: String, _ other: BatchRecord, _ decisions: Decisions) -> StageEventRecord? {
        numbers(of: nik).compactMap { number in
            decisions[.init(nik: number, programme: other.programme, fiscalYear: other.fiscalYear)]
        }.max { $0.happenedAt < $1.happenedAt }
    }

    private func numbers(of nik: String) -> [String] {
        guard let same, same.corrections.concern(nik) else { return [nik] }
        return same.corrections.numbers(of: nik)
    }

    /// The last decision about each number in a programme and year: who counts as a recipient follows from it everywhere.
    private func lastDecisions(about enrolments: [Int64: [EnrolmentRecord]]) throws -> Decisions {
        let years = others.map(\.fiscalYear)
        guard let first = years.min(), let last = years.max() else { return [:] }
        return try SubjectQueries(connection).lastDecisions(
            of: Set(enrolments.values.joined().lazy.map(\.nik).flatMap(numbers)), years: first...last)
    }
}
