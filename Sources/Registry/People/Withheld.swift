import Store

/// Enrolments that life events hold, as counting needs them.
struct Withheld {
    struct Programme: Hashable {
        var code: String
        var year: Int
    }

    /// Numbers of the enrolments.
    private(set) var enrolments: Set<Int64> = []
    /// People all of whose enrolments in a programme and year are held.
    private(set) var standings: Set<SubjectQueries.Standing> = []
    /// How many of them would count as recipients.
    private(set) var recipients: [Programme: Int] = [:]

    init(_ connection: any Connection, candidates: CandidateLists = .bundled) throws {
        let ledger = LedgerQueries(connection)
        let told = try [LifeEvent.Event.died, .refused, .replaced].flatMap { try LifeEventBook.told(ledger, $0) }
        let corrections = try NumberCorrections.all(ledger)
        let deaths = try ReportedDeaths(ledger, corrections)
        guard !told.isEmpty || !deaths.isEmpty else { return }
        let events = Dictionary(grouping: told.map(\.event)) { corrections.current(of: $0.nik) }
        let numbers = Set(Set(events.keys).union(deaths.numbers).flatMap { corrections.numbers(of: $0) }).sorted()
        let places = try PeopleQueries(connection).places(of: numbers, candidates: candidates)
        let held = EffectJudge.effects(on: places, events: events, deaths: deaths, corrections).filter(\.kind.isHeld)
        enrolments = Set(held.map(\.enrolment.id))
        let groups = Dictionary(grouping: places) {
            SubjectQueries.Standing(nik: $0.nik, programme: $0.programme, fiscalYear: $0.fiscalYear)
        }
        for (standing, own) in groups {
            if own.allSatisfy({ enrolments.contains($0.id) }) { standings.insert(standing) }
            let counted = own.filter { !$0.isCandidate || candidates.accepting.contains($0.decision ?? "") }
            guard !counted.isEmpty, counted.allSatisfy({ enrolments.contains($0.id) }) else { continue }
            recipients[Programme(code: standing.programme, year: standing.fiscalYear), default: 0] += 1
        }
    }
}

extension EnrolmentQueries {
    /// How many recipients the committed lists of each programme and year hold, without those whom life events hold.
    func recipients(withheld: Withheld) throws -> [ListedPeople] {
        try listedPeople(candidates: .bundled).compactMap { listed in
            let held = withheld.recipients[.init(code: listed.programme, year: listed.fiscalYear)] ?? 0
            guard held < listed.people else { return nil }
            var left = listed
            left.people -= held
            return left
        }
    }
}
