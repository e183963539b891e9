import Store

/// Tells of each need which programmes answer it and how far it is answered.
///
/// What is not known of a subject excludes no programme, but is told. A need without a kind of aid asks for every kind
/// that answers it. A withdrawn referral counts as if it had not been made; a line that a stage refused, with no later
/// decision, is no place on the list. A place among candidates is not yet an answer: the need is in progress. What a
/// member of a group gets or is refused as a person does not speak of the group's need.
struct SupplyJudge {
    let facts: NeedFacts
    private let byKind: [String: [Int]]
    private let lookup: [String: ProgrammeRecord]

    init(_ facts: NeedFacts) {
        self.facts = facts
        var byKind: [String: [Int]] = [:]
        for (index, programme) in facts.programmes.enumerated() {
            for kind in Set(programme.kinds) { byKind[kind, default: []].append(index) }
        }
        self.byKind = byKind
        lookup = Dictionary(facts.programmes.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    }

    /// The kinds of aid a need asks for.
    static func asked(_ need: Need) -> Set<String> {
        need.aid.map { [$0] } ?? Set(SheetKinds.bundled.aids(answering: need.need))
    }

    func programme(_ code: String) -> ProgrammeRecord? { lookup[code] }

    func assess(_ need: Need) -> AssessedNeed {
        let asked = Self.asked(need)
        let subject = facts.facts(of: need)
        let answers = answers(to: need, asked, subject)
        let attempts = attempts(need, asked)
        let state = state(attempts, answers)
        var assessed = AssessedNeed(
            need: need, type: facts.typology.type(of: subject), state: state, answers: answers, attempts: attempts)
        if state == .refused || state == .notOffered {
            assessed.candidates = candidates(for: need, asked, answers, attempts)
        }
        return assessed
    }

    /// Programmes of the kinds asked for, whatever their area, that are meant for the subject.
    func meant(for need: Need) -> [(programme: ProgrammeRecord, fit: ProgrammeFit)] {
        let subject = facts.facts(of: need)
        return Set(Self.asked(need).flatMap { byKind[$0] ?? [] }).sorted().compactMap { index in
            let fit = ProgrammeFit(facts.programmes[index], subject)
            return fit.fits ? (facts.programmes[index], fit) : nil
        }
    }

    /// Programmes of the kinds asked for that run there and are for such units, but not for this one, and what excludes it.
    func narrow(for need: Need) -> [(programme: String, excluded: [ProgrammeFit.Unknown])] {
        let subject = facts.facts(of: need)
        return Set(Self.asked(need).flatMap { byKind[$0] ?? [] }).sorted().compactMap { index in
            let programme = facts.programmes[index]
            guard RegionScope.covers(programme.area, need.region ?? RegionScope.nation),
                let excluded = ProgrammeFit(programme, subject).excluded, !excluded.isEmpty
            else { return nil }
            return (programme.code, excluded)
        }
    }

    private func answers(to need: Need, _ asked: Set<String>, _ subject: SubjectFacts) -> [AssessedNeed.Answer] {
        let region = need.region ?? RegionScope.nation
        return Set(asked.flatMap { byKind[$0] ?? [] }).sorted().compactMap { index in
            let programme = facts.programmes[index]
            guard RegionScope.covers(programme.area, region) else { return nil }
            let fit = ProgrammeFit(programme, subject)
            return fit.fits
                ? AssessedNeed.Answer(programme: programme.code, unknown: fit.unknown.map(\.rawValue)) : nil
        }
    }

    private func attempts(_ need: Need, _ asked: Set<String>) -> [AssessedNeed.Attempt] {
        var attempts: [AssessedNeed.Attempt] = []
        for steps in facts.referrals[need.code] ?? [] {
            guard let last = steps.last else { continue }
            attempts.append(
                AssessedNeed.Attempt(
                    way: "referral", programme: last.programme ?? "", referral: last.code, outcome: last.step.rawValue,
                    reason: steps.last { $0.reason != nil }?.reason))
        }
        var seen: Set<AssessedNeed.Attempt> = []
        for person in facts.people(of: need) {
            for (places, outcome) in [(facts.standings, "listed"), (facts.candidacies, "candidate")] {
                for place in places[person] ?? [] where speaks(place.programme, place.fiscalYear, need, asked) {
                    let attempt = AssessedNeed.Attempt(
                        way: "list", programme: place.programme, outcome: outcome, fiscalYear: place.fiscalYear)
                    // One line for a programme and year, however many members stand on its list.
                    if seen.insert(attempt).inserted { attempts.append(attempt) }
                }
            }
            for event in facts.refusals[person] ?? [] where speaks(event.programme, event.fiscalYear, need, asked) {
                attempts.append(
                    AssessedNeed.Attempt(
                        way: "stage", programme: event.programme, outcome: event.decision,
                        fiscalYear: event.fiscalYear, reason: event.reason))
            }
        }
        return attempts
    }

    /// Whether a list of a programme speaks of a need: what somebody got in a year before cannot have met a need stated
    /// since.
    private func speaks(_ programme: String, _ year: Int, _ need: Need, _ asked: Set<String>) -> Bool {
        year >= need.year && facts.speaks(programme, in: year, of: need)
            && !asked.isDisjoint(with: facts.kinds(of: programme, in: year))
    }

    private func state(
        _ attempts: [AssessedNeed.Attempt], _ answers: [AssessedNeed.Answer]
    ) -> AssessedNeed.State {
        let steps = Set(attempts.filter { $0.way == "referral" }.compactMap { ReferralStep.Kind(rawValue: $0.outcome) })
        let places = Set(attempts.filter { $0.way == "list" }.map(\.outcome))
        if places.contains("listed") || !steps.isDisjoint(with: [.served, .outcome]) {
            return .served
        }
        if steps.contains(where: \.isOpen) || places.contains("candidate") { return .inProgress }
        if steps.contains(.declined) || attempts.contains(where: { $0.way == "stage" }) { return .refused }
        return answers.isEmpty ? .absent : .notOffered
    }

    /// Of the programmes that nobody tried yet: those known to fit before others, then those for fewer kinds of people
    /// and a smaller area, as they have the room for a special case; then those whose main aid is the one asked for.
    private func candidates(
        for need: Need, _ asked: Set<String>, _ answers: [AssessedNeed.Answer], _ attempts: [AssessedNeed.Attempt]
    ) -> [String] {
        let tried = Set(attempts.filter { $0.outcome != "withdrawn" }.map(\.programme))
        func rank(_ answer: AssessedNeed.Answer) -> [Int] {
            guard let programme = lookup[answer.programme] else { return [] }
            let region = need.region ?? RegionScope.nation
            let depth =
                programme.area.filter { RegionScope.lies(region, in: $0) && $0 != RegionScope.nation }
                .map { $0.split(separator: ".").count }.max() ?? 0
            return [
                answer.unknown.count, programme.specialTargets.isEmpty ? 1 : 0, -depth,
                asked.contains(programme.kind) ? 0 : 1,
            ]
        }
        return answers.filter { !tried.contains($0.programme) }.map { (rank($0), $0.programme) }
            .sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    }
}
