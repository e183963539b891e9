import Indonesia
import Problems
import Store

/// The other lists of a registry, as far as they speak of the people of one list and their families.
struct RegistryReferences {
    private let connection: any Connection
    private let batch: BatchRecord
    private let others: [BatchRecord]

    init(_ connection: any Connection, _ batch: BatchRecord, _ others: [BatchRecord]) {
        self.connection = connection
        self.batch = batch
        self.others = others
    }

    func lists() throws -> [ReferenceList] {
        guard !others.isEmpty else { return [] }
        let queries = EnrolmentQueries(connection)
        var people: Set<Int64> = []
        try queries.forEach(ofLists: [batch.list]) { people.insert($0.person) }
        let enrolments = Dictionary(
            grouping: try queries.enrolments(of: people.sorted(), onLists: others.map(\.list)), by: \.list)
        let decisions = try lastDecisions(about: enrolments)
        var states = StateWords.Reading(try StateWords())
        return try others.flatMap { other in
            let isOfCandidates = CandidateLists.bundled.profiles.contains(other.profile)
            var recipients = list(other, isOfRecipients: true)
            var candidates = list(other, isOfRecipients: false)
            var numbers: [Int64: String] = [:]
            func isAccepted(_ nik: String) -> Bool {
                let standing = SubjectQueries.Standing(
                    nik: nik, programme: other.programme, fiscalYear: other.fiscalYear)
                return decisions[standing].map { CandidateLists.bundled.accepting.contains($0.decision) } ?? false
            }
            for enrolment in enrolments[other.list] ?? [] {
                numbers[enrolment.person] = enrolment.nik
                let entry = BenefitSpan(
                    enrolment.startedOn.flatMap { CalendarDate($0) }, enrolment.endedOn.flatMap { CalendarDate($0) },
                    states.state(enrolment.status))
                // Who has a contract is a recipient, whatever the list holds.
                if !isOfCandidates || enrolment.startedOn != nil || isAccepted(enrolment.nik) {
                    recipients.add(nik: enrolment.nik, familyCard: enrolment.familyCard, entry)
                } else {
                    candidates.add(nik: enrolment.nik, familyCard: enrolment.familyCard, entry)
                }
            }
            // Of people who are not on the list that is judged nothing is needed but that they are of a family.
            try queries.forEachOfFamily(onList: other.list) { person, card, startedOn, status in
                guard !isOfCandidates || startedOn != nil, numbers[person] == nil else { return }
                recipients.addFamily(
                    card: card, member: "#" + String(person),
                    BenefitSpan(startedOn.flatMap { CalendarDate($0) }, nil, states.state(status)))
            }
            guard isOfCandidates else { return [recipients] }
            // Of candidates whom nobody decided about, and without contracts, it is not known who received.
            let isTold = try isDecided(other, decisions) || queries.tellsStarts(ofList: other.list)
            return isTold ? [recipients, candidates] : [candidates]
        }
    }

    private func isDecided(
        _ other: BatchRecord, _ decisions: [SubjectQueries.Standing: StageEventRecord]
    ) -> Bool {
        decisions.keys.contains { $0.programme == other.programme && $0.fiscalYear == other.fiscalYear }
    }

    private func list(_ other: BatchRecord, isOfRecipients: Bool) -> ReferenceList {
        var list = ReferenceList(
            kind: other.programme, name: other.name, asOf: CalendarDate(other.referenceDate) ?? .last,
            year: other.fiscalYear, isOfRecipients: isOfRecipients)
        (list.refused, list.unusable) = (other.counts.refused, other.counts.refused)
        return list
    }

    /// The last decision about each person in a programme and year: who counts as a recipient follows from it everywhere.
    private func lastDecisions(
        about enrolments: [Int64: [EnrolmentRecord]]
    ) throws -> [SubjectQueries.Standing: StageEventRecord] {
        let years = others.map(\.fiscalYear)
        guard let first = years.min(), let last = years.max() else { return [:] }
        return try SubjectQueries(connection).lastDecisions(
            of: Set(enrolments.values.joined().map(\.nik)), years: first...last)
    }
}
