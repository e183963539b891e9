public import Problems
import Store

/// A referral that nobody has made: served by one programme, in need of another that is there and was not offered.
public struct Proposal: Sendable {
    /// Why a programme completes what serves the subject already.
    public struct Ground: Sendable, Hashable {
        /// The programme that serves the subject already.
        public var servedBy: String
        /// How that shows: `list`, `referral`, `visit`, `training`.
        public var way: String
        /// `rule` of the compatibility file, or `record` where one programme names the other.
        public var kind: String
        public var conditionId: String?
        public var conditionEn: String?
        public var source: String?
    }

    public var need: Need
    public var programme: String
    /// The institution that refers: the one that recorded the need, or looks after the group.
    public var from: String
    /// The programme's owner.
    public var to: String
    /// Empty where nothing serves the subject yet: then it is a gap and no missing synergy.
    public var grounds: [Ground]
    /// What is not known of the subject; empty where the programme fits for sure.
    public var unknown: [String]
    /// Programmes that were tried before.
    public var tried: [String]
}

extension Registry {
    /// Referrals that the needs of a year ask for and nobody has made.
    ///
    /// Of each need that is not offered or was refused, the programme to offer next. Those come first whose subject is
    /// served by a programme which the proposed one completes; they are the synergy that is missing.
    ///
    /// - Parameters:
    ///   - subjects: whose needs; groups and villages where nothing is said.
    ///   - region: only what lies in it.
    public func proposedReferrals(
        year: Int, region: String = RegionScope.nation, subjects: Set<SubjectKind> = [.group, .village]
    ) throws(Problem) -> [Proposal] {
        try database.read { connection in
            let facts = try NeedFacts(connection, year: year, region: region, includeInferred: false)
            let judge = SupplyJudge(facts)
            let serving = try ServingProgrammes(connection, facts)
            let rules = ComplementRules(try CatalogueQueries(connection).compatibility(), year: year)
            let institutions = Set(try CatalogueQueries(connection).institutions().map(\.code))
            var proposals: [Proposal] = []
            for need in facts.needs where subjects.contains(need.subjectKind) {
                let assessed = judge.assess(need)
                let grounds = serving.of(need)
                guard let choice = Self.choice(assessed, grounds, judge, rules) else { continue }
                let from = need.institution ?? need.group.flatMap { facts.groups[$0]?.institution } ?? choice.owner
                guard institutions.contains(from) else { continue }
                proposals.append(
                    Proposal(
                        need: need, programme: choice.code, from: from, to: choice.owner,
                        grounds: Self.grounds(for: choice, grounds, judge, rules),
                        unknown: assessed.answers.first { $0.programme == choice.code }?.unknown ?? [],
                        tried: assessed.attempts.map(\.programme)))
            }
            return proposals.enumerated().sorted {
                (-$0.element.grounds.count.signum(), $0.element.unknown.count, $0.offset)
                    < (-$1.element.grounds.count.signum(), $1.element.unknown.count, $1.offset)
            }.map(\.element)
        }
    }

    /// The programme to propose: of those that fit equally surely, the first that completes what serves the subject.
    private static func choice(
        _ need: AssessedNeed, _ serving: [ServingProgrammes.Evidence], _ judge: SupplyJudge, _ rules: ComplementRules
    ) -> ProgrammeRecord? {
        let isSure = need.next.map(need.answeredBy.contains) ?? false
        let programmes = need.candidates.filter { !isSure || need.answeredBy.contains($0) }.compactMap(judge.programme)
        return programmes.first { !grounds(for: $0, serving, judge, rules).isEmpty } ?? programmes.first
    }

    private static func grounds(
        for programme: ProgrammeRecord, _ serving: [ServingProgrammes.Evidence], _ judge: SupplyJudge,
        _ rules: ComplementRules
    ) -> [Proposal.Ground] {
        serving.compactMap { evidence in
            guard evidence.programme != programme.code, let server = judge.programme(evidence.programme),
                let ground = rules.ground(server, programme)
            else { return nil }
            return Proposal.Ground(
                servedBy: evidence.programme, way: evidence.way, kind: ground.kind, conditionId: ground.conditionId,
                conditionEn: ground.conditionEn, source: ground.source)
        }
        // What was done for the subject itself says more than a place on a list.
        .sorted { ($0.way == "list" ? 1 : 0, $0.kind, $0.servedBy) < ($1.way == "list" ? 1 : 0, $1.kind, $1.servedBy) }
    }
}

/// Which programmes serve a subject already, and how that shows.
struct ServingProgrammes {
    struct Evidence: Hashable {
        var programme: String
        var way: String
    }

    private let facts: NeedFacts
    private var bySubject: [String: [Evidence]] = [:]
    private var byPerson: [String: [Evidence]] = [:]

    init(_ connection: any Connection, _ facts: NeedFacts) throws {
        self.facts = facts
        let ledger = LedgerQueries(connection)
        let end = "\(facts.year)-12-31", start = "\(facts.year - 1)-01-01"
        for entry in try ledger.current(.init("visit")) {
            guard let visit = LedgerJSON.value(MentorVisit.self, entry.document), visit.date >= start, visit.date <= end
            else { continue }
            add(Evidence(programme: visit.programme, way: "visit"), to: visit.group ?? visit.nik)
            add(Evidence(programme: visit.programme, way: "visit"), to: visit.region)
        }
        let needs = Dictionary(facts.needs.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        for (code, referrals) in facts.referrals {
            guard let need = needs[code] else { continue }
            for last in referrals.compactMap(\.last) where last.step == .served || last.step == .outcome {
                add(Evidence(programme: last.programme ?? "", way: "referral"), to: need.subject)
                add(Evidence(programme: last.programme ?? "", way: "referral"), to: need.region)
            }
        }
        try readAttendance(ledger, start, end)
        for (nik, standings) in facts.standings {
            for standing in standings {
                let evidence = Evidence(programme: standing.programme, way: "list")
                byPerson[nik, default: []].append(evidence)
                add(evidence, to: facts.profiles[nik]?.region)
            }
        }
    }

    private mutating func readAttendance(_ ledger: LedgerQueries, _ start: String, _ end: String) throws {
        let events = Dictionary(
            try ledger.current(.init("event")).compactMap { LedgerJSON.value(TrainingEvent.self, $0.document) }
                .filter { $0.date >= start && $0.date <= end }.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        for event in events.values { add(Evidence(programme: event.programme, way: "training"), to: event.region) }
        for entry in try ledger.current(.init("attendance")) {
            guard let attendance = LedgerJSON.value(Attendance.self, entry.document), attendance.present ?? true,
                let event = events[attendance.event]
            else { continue }
            byPerson[attendance.nik, default: []].append(Evidence(programme: event.programme, way: "training"))
        }
    }

    private mutating func add(_ evidence: Evidence, to subject: String?) {
        guard let subject else { return }
        bySubject[subject, default: []].append(evidence)
    }

    /// What serves the subject of a need; of a group, what serves it or a member. Each programme once.
    func of(_ need: Need) -> [Evidence] {
        var seen: Set<String> = []
        return
            ((bySubject[need.subject] ?? []) + facts.people(of: need).flatMap { byPerson[$0] ?? [] })
            .filter { seen.insert($0.programme).inserted }.sorted { $0.programme < $1.programme }
    }
}
