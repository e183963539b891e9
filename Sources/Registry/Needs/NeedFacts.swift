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
    /// Places on lists as a recipient.
    var standings: [String: [SubjectQueries.Standing]] = [:]
    /// Places on lists as a candidate who is neither accepted nor refused.
    var candidacies: [String: [SubjectQueries.Standing]] = [:]
    /// Refusals that no later decision lifted.
    var refusals: [String: [StageEventRecord]] = [:]
    var typology = Typology(types: [])
    /// Kinds of aid of each programme by year; 0 holds what is known of it in any year.
    private var kinds: [String: [Int: [String]]] = [:]
    private var units: [String: [Int: String]] = [:]

    /// - Parameters:
    ///   - region: only what lies in it.
    ///   - includeInferred: adds what rules see in profiles.
    init(_ connection: any Connection, year: Int, region: String, includeInferred: Bool) throws {
        self.year = year
        let ledger = LedgerQueries(connection)
        typology = try CatalogueData.current(Typology.self, CatalogueData.typology, ledger) ?? Typology(types: [])
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
        if includeInferred, let rules = try CatalogueData.current(NeedRules.self, CatalogueData.rules, ledger) {
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
        func note(_ records: [ProgrammeRecord], _ year: Int) {
            for record in records {
                kinds[record.code, default: [:]][year] = record.kinds
                units[record.code, default: [:]][year] = record.targetUnit
            }
        }
        note(try ledger.programmes(), 0)
        for year in [year - 1, year] { note(try ledger.programmes(of: year), year) }
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
        let lists = CandidateLists.bundled
        let withheld = try Withheld(connection).standings
        for (standing, isCandidate) in try queries.standings(of: people, years: years, candidates: lists)
        where decisions[standing]?.decision != StageDecision.refused.rawValue && !withheld.contains(standing) {
            if isCandidate, !lists.accepting.contains(decisions[standing]?.decision ?? "") {
                candidacies[standing.nik, default: []].append(standing)
            } else {
                standings[standing.nik, default: []].append(standing)
            }
        }
        func sorted(_ places: [String: [SubjectQueries.Standing]]) -> [String: [SubjectQueries.Standing]] {
            places.mapValues { $0.sorted { ($0.programme, $0.fiscalYear) < ($1.programme, $1.fiscalYear) } }
        }
        (standings, candidacies) = (sorted(standings), sorted(candidacies))
        refusals = refusals.mapValues { $0.sorted { $0.happenedAt < $1.happenedAt } }
    }

    /// The kinds of aid of a programme in a year; what is known of it in another year where it has no version for that.
    func kinds(of programme: String, in year: Int) -> [String] {
        kinds[programme]?[year] ?? kinds[programme]?[0] ?? []
    }

    /// Whether what a list of a programme says of somebody in a year speaks of a need: what a person gets is not what
    /// their group needs, unless the programme is one for groups.
    func speaks(_ programme: String, in year: Int, of need: Need) -> Bool {
        guard need.subjectKind == .group else { return true }
        let unit = units[programme]?[year] ?? units[programme]?[0]
        let own = ProgrammeFit.units(of: .group, group: need.group.flatMap { groups[$0] })
        return unit.map(own.contains) ?? false
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
