import Indonesia
import Store

/// All that is known about needs in a year and region, read at once.
struct NeedFacts {
    let year: Int
    var needs: [Need] = []
    /// Needs that a rule sees and that were left out, since somebody declared one of the same kind.
    var hidden = 0
    /// The newest profile of each owner by the end of the year.
    var profiles: [String: BusinessProfile] = [:]
    var groups: [String: SupportedGroup] = [:]
    /// The steps of each referral, by need.
    var referrals: [String: [[ReferralStep]]] = [:]
    /// Programmes that ran in the year, as they were recorded for it.
    var programmes: [ProgrammeRecord] = []
    var standings: [String: [SubjectQueries.Standing]] = [:]
    /// Refusals that no later decision lifted.
    var refusals: [String: [StageEventRecord]] = [:]
    var typology = Typology(types: [])
    /// Kinds of aid of each programme by year; 0 holds what is known of it in any year.
    private var kinds: [String: [Int: [String]]] = [:]

    /// - Parameters:
    ///   - region: only what lies in it.
    ///   - includeInferred: adds what rules see in profiles.
    init(_ connection: any Connection, year: Int, region: String, includeInferred: Bool) throws {
        self.year = year
        let ledger = LedgerQueries(connection)
        typology = try NeedCatalogue.current(Typology.self, NeedCatalogue.typology, ledger) ?? Typology(types: [])
        let end = "\(year)-12-31"
        for entry in try ledger.current(.init("profile")) {
            guard let profile = LedgerJSON.value(BusinessProfile.self, entry.document), profile.date <= end,
                profiles[profile.nik].map({ $0.date < profile.date }) ?? true
            else { continue }
            profiles[profile.nik] = profile
        }
        for entry in try ledger.current(.init("group")) {
            if let group = LedgerJSON.value(SupportedGroup.self, entry.document) { groups[group.code] = group }
        }
        needs = try ledger.current(.init("need")).compactMap { LedgerJSON.value(Need.self, $0.document) }
            .filter { $0.date <= end && RegionScope.lies($0.region ?? RegionScope.nation, in: region) }
        if includeInferred, let rules = try NeedCatalogue.current(NeedRules.self, NeedCatalogue.rules, ledger) {
            infer(rules, region)
        }
        try readReferrals(ledger)
        try readProgrammes(connection)
        try readLists(connection)
    }

    private mutating func infer(_ rules: NeedRules, _ region: String) {
        let declared = Set(needs.compactMap { need in need.nik.map { $0 + need.need } })
        for (index, (nik, profile)) in profiles.sorted(by: { $0.key < $1.key }).enumerated()
        where RegionScope.lies(profile.region, in: region) {
            for need in rules.needs(from: profile, number: index + 1) {
                if declared.contains(nik + need.need) { hidden += 1 } else { needs.append(need) }
            }
        }
    }

    private mutating func readReferrals(_ ledger: LedgerQueries) throws {
        let steps = try ledger.allVersions(kind: "referral").compactMap {
            LedgerJSON.value(ReferralStep.self, $0.entry.document)
        }
        for (_, steps) in Dictionary(grouping: steps, by: \.code).sorted(by: { $0.key < $1.key }) {
            if let need = steps.last?.need ?? steps.first?.need { referrals[need, default: []].append(steps) }
        }
    }

    private mutating func readProgrammes(_ connection: any Connection) throws {
        let ledger = ProgrammeLedger(connection)
        programmes = try ledger.programmes(of: year).filter { $0.isActive(in: year) }
        for record in try ledger.programmes() { kinds[record.code, default: [:]][0] = record.kinds }
        for year in [year - 1, year] {
            for record in try ledger.programmes(of: year) { kinds[record.code, default: [:]][year] = record.kinds }
        }
    }

    private mutating func readLists(_ connection: any Connection) throws {
        var people = Set(needs.compactMap(\.nik))
        for need in needs { people.formUnion(need.group.flatMap { groups[$0]?.members } ?? []) }
        let queries = SubjectQueries(connection)
        let years = year - 1...year
        let decisions = try queries.lastDecisions(of: people, years: years)
        for (standing, event) in decisions where event.decision == StageDecision.refused.rawValue {
            refusals[standing.nik, default: []].append(event)
        }
        for standing in try queries.standings(of: people, years: years)
        where decisions[standing]?.decision != StageDecision.refused.rawValue {
            standings[standing.nik, default: []].append(standing)
        }
        standings = standings.mapValues { $0.sorted { ($0.programme, $0.fiscalYear) < ($1.programme, $1.fiscalYear) } }
        refusals = refusals.mapValues { $0.sorted { $0.happenedAt < $1.happenedAt } }
    }

    /// The kinds of aid of a programme in a year; what is known of it in another year where it has no version for that.
    func kinds(of programme: String, in year: Int) -> [String] {
        kinds[programme]?[year] ?? kinds[programme]?[0] ?? []
    }

    func facts(of need: Need) -> SubjectFacts {
        SubjectFacts(
            kind: need.subjectKind, profile: need.nik.flatMap { profiles[$0] },
            group: need.group.flatMap { groups[$0] },
            ownNumber: need.nik)
    }

    /// The people behind a need: a person, or the members of a group.
    func people(of need: Need) -> [String] {
        need.nik.map { [$0] } ?? need.group.flatMap { groups[$0]?.members } ?? []
    }
}
