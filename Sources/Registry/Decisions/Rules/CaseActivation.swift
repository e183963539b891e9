import Indonesia
import Problems
import Rules

/// Answers for one case after the other, and keeps what was looked at, so that a reason can name value and source.
final class CaseActivation: Activation {
    private let schema: FactSchema
    private let references: ReferenceLists
    private let day: CalendarDate
    private let year: Int
    private let given: GivenFacts
    private var facts = CaseFacts(row: 0)
    /// What was looked at since ``begin(_:)`` or ``clear()``, by the name that expressions use.
    private(set) var looks: [(name: String, facts: [KnownFact])] = []

    init(_ schema: FactSchema, _ references: ReferenceLists, day: CalendarDate, year: Int, given: GivenFacts) {
        self.schema = schema
        self.references = references
        self.day = day
        self.year = year
        self.given = given
    }

    func begin(_ facts: CaseFacts) {
        self.facts = facts
        looks = []
    }

    func clear() { looks = [] }

    func value(at slot: Int) -> RuleOutcome {
        let name = schema.schema.slots[slot].name
        guard let fact = fact(name) else { return facts.gaps[name].map(RuleOutcome.unknown) ?? .missing }
        looks.append((name, [fact]))
        return .value(fact.value)
    }

    private func fact(_ name: String) -> KnownFact? {
        switch name {
        case FactSchema.day:
            TimePoint(year: day.year, month: day.month, day: day.day).map {
                KnownFact(.timestamp($0), FactSource(kind: .decision))
            }
        case FactSchema.year: KnownFact(.int(Int64(year)), FactSource(kind: .decision))
        default:
            facts.evidence[name] ?? facts.values[name]
                ?? given.values[name].map { KnownFact($0, FactSource(kind: .given)) }
        }
    }

    func call(_ function: Int, _ arguments: [RuleValue]) -> RuleOutcome {
        let name = schema.questions[function].name
        if name == "age" {
            let birth = fact(FactSchema.birth)
            if let birth { looks.append((FactSchema.birth, [birth])) }
            return CaseAge.answer(name, arguments, birth?.value) ?? CaseAge.missing(name, arguments)
        }
        let shown = CaseAge.shown(name, arguments)
        guard case .string(let programme) = arguments.first else { return .unknown([shown]) }
        if let proof = proof(name, arguments) {
            looks.append((shown, [proof]))
            return .value(proof.value)
        }
        var asked: Int?
        if arguments.count > 1, case .int(let number) = arguments[1] { asked = Int(exactly: number) }
        switch name {
        case "received":
            guard arguments.count > 1 else { return receivedEver(programme, shown) }
            return settle(shown, said(name, arguments) + asked.map { received(programme, $0) }.orEmpty)
        case "active":
            let lists = references.recipients(of: programme)
            return settle(shown, said(name, arguments) + answers(lists) { $0.runs($1, on: day) })
        case "in_list":
            return settle(shown, said(name, arguments) + answers(references.named(programme)) { $0.contains($1) })
        case "member_of_family_receiving": return ofFamily(programme, asked, shown, arguments)
        default: return .unknown([shown])
        }
    }

    // MARK: Questions

    /// What was proved since the lists were drawn up.
    private func proof(_ name: String, _ arguments: [RuleValue]) -> KnownFact? {
        facts.evidence.isEmpty ? nil : facts.evidence[GivenFacts.call(name, arguments)]
    }

    /// What the line itself answers, or else what was given.
    private func said(_ name: String, _ arguments: [RuleValue]) -> [KnownFact] {
        if let fact = facts.answers[GivenFacts.call(name, arguments)] { return [fact] }
        return given.answer(name, arguments).map { [KnownFact($0, FactSource(kind: .given))] } ?? []
    }

    private func received(_ programme: String, _ year: Int) -> [KnownFact] {
        answers(references.recipients(of: programme, year: year)) { $0.contains($1) }
    }

    /// What lists of one kind answer together: yes where one of them does, no where none does; nothing where there is none.
    private func answers(_ lists: [ReferenceList], _ holds: (ReferenceList, String) -> Bool) -> [KnownFact] {
        guard let nik = facts.nik, let first = lists.first else { return [] }
        let list = lists.first { holds($0, nik) }
        return [KnownFact(.bool(list != nil), (list ?? first).source)]
    }

    /// Ever: yes where any year says so; no where every year since the programme began does.
    private func receivedEver(_ programme: String, _ shown: String) -> RuleOutcome {
        if let answer = said("received", [.string(programme)]).first {
            looks.append((shown, [answer]))
            return .value(answer.value)
        }
        let first = references.firstYears[programme]
        let years = Set((first ?? year)..<max(year, first ?? year)).union(
            references.recipients(of: programme).map(\.year))
        var missing: Set<String> = first == nil ? [shown] : []
        var found: [KnownFact] = []
        for asked in years.sorted() {
            let arguments: [RuleValue] = [.string(programme), .int(Int64(asked))]
            let facts =
                proof("received", arguments).map { [$0] }
                ?? said("received", arguments) + received(programme, asked)
            if Set(facts.map(\.value)).count > 1 { return settle(CaseAge.shown("received", arguments), facts) }
            if facts.isEmpty { missing.insert(CaseAge.shown("received", arguments)) }
            found += facts
        }
        if let yes = found.first(where: { $0.value == .bool(true) }) {
            looks.append((shown, [yes]))
            return .value(.bool(true))
        }
        guard missing.isEmpty else { return .unknown(missing) }
        looks.append((shown, found.map { KnownFact(.bool(false), $0.source) }))
        return .value(.bool(false))
    }

    private func ofFamily(
        _ programme: String, _ asked: Int?, _ shown: String, _ arguments: [RuleValue]
    ) -> RuleOutcome {
        let own = said("member_of_family_receiving", arguments)
        guard own.isEmpty else { return settle(shown, own) }
        guard let card = facts.familyCard else { return .unknown([FactSchema.card]) }
        let lists = references.recipients(of: programme, year: asked).filter(\.tellsFamilies)
        guard let first = lists.first else { return .unknown([shown]) }
        let list = lists.first { $0.holdsAnother(than: facts.nik, on: card) }
        return settle(shown, [KnownFact(.bool(list != nil), (list ?? first).source)])
    }

    /// The answer of several sources; where they disagree, a person has to look.
    private func settle(_ shown: String, _ facts: [KnownFact]) -> RuleOutcome {
        guard let first = facts.first else { return .unknown([shown]) }
        looks.append((shown, facts))
        guard let other = facts.first(where: { $0.value != first.value }) else { return .value(first.value) }
        return .error(
            Problem(
                "rules.sources-disagree", value: shown,
                [
                    "first": first.source.name ?? "–", "one": first.value.literal, "second": other.source.name ?? "–",
                    "other": other.value.literal,
                ]))
    }
}

extension [KnownFact]? {
    fileprivate var orEmpty: [KnownFact] { self ?? [] }
}
