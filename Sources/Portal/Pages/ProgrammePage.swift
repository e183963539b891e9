import Hummingbird
import Problems
import Registry
import Store

/// One programme: what it is for, whom it admits by whose rule, what it planned, and how it stands to others.
struct ProgrammePage: Sendable {
    struct Criterion: Sendable {
        var statement: String
        var kind: String
        var basis: String?
        var issuer: String
        var hasBasis: Bool
    }

    struct Period: Sendable {
        var year: String
        var amount: String
        var budget: String
        var target: String
        var realised: String
        var basis: String
    }

    struct Rule: Sendable {
        var other: String
        var unit: String
        var verdict: String
        var verdictName: String
        var condition: String
        var basis: String
    }

    var name: String
    var code: String
    var facts: [BatchPage.Fact]
    var sources: [Citation]
    var hasSources: Bool
    var criteria: [Criterion]
    var periods: [Period]
    var rules: [Rule]
    var batches: [BatchRow]
    var hasLists: Bool
    var versions: [Grid]
    var links: [Board.Link]

    static func make(_ desk: Desk, _ code: String) throws -> Page {
        let words = desk.words
        guard let programme = try desk.registry.programmes().first(where: { $0.code == code }) else {
            throw HTTPError(.notFound)
        }
        let names = try Names(desk.registry, words)
        let batches = try desk.registry.batches().filter { $0.programme == code }
        let places = try desk.registry.places(programme.area)
        let history = try desk.registry.programmeHistory(code)
        let content = ProgrammePage(
            name: names.programme(programme), code: code,
            facts: facts(programme, names, places, words) + completeness(programme, words),
            sources: programme.sources.flatMap(Citation.all), hasSources: !programme.sources.isEmpty,
            criteria: programme.criteria.map { criterion in
                let basis = criterion.legalBasis.flatMap { $0.isEmpty ? nil : $0 }
                return Criterion(
                    statement: words.pick(criterion.statement, criterion.statementEn),
                    kind: words.name("criterion", criterion.kind), basis: basis, issuer: criterion.issuer ?? "–",
                    hasBasis: basis != nil)
            },
            periods: programme.periods.sorted { $0.fiscalYear < $1.fiscalYear }.map { period in
                Period(
                    year: String(period.fiscalYear), amount: period.amount.map(words.rupiah) ?? "–",
                    budget: period.budget.map(words.roundRupiah) ?? "–",
                    target: period.target.map { words.count($0) } ?? "–",
                    realised: period.realised.map { words.count($0) } ?? "–", basis: period.legalBasis ?? "–")
            }, rules: try rules(desk, programme, names),
            batches: batches.reversed().map { BatchRow($0, names, words) }, hasLists: !batches.isEmpty,
            versions: [ProgrammeVersions.grid(history, words)],
            links: [
                .init(
                    words("programme.monitoring"),
                    MonitoringChoice(region: RegionScope.nation, year: nil, programme: code).address()),
                .init(words("programme.map"), MappingPage.path),
                .init(
                    words("programme.carry-on"), Query.address(EntryForm.programmePath, [("dari", code)])),
            ]
                + (try RuleShelf.files(of: code)).map {
                    .init(words("rules.of-programme", ["file": $0.name]), RulesPage.address($0))
                })
        return Page(template: "programme", title: content.name, section: .programmes, content: content)
    }

    private static func facts(
        _ programme: ProgrammeRecord, _ names: Names, _ places: [String: MonitoringView.Place], _ words: Words
    ) -> [BatchPage.Fact] {
        func joined(_ family: String, _ codes: [String]) -> String {
            codes.map { words.name(family, $0) }.joined(separator: "; ")
        }
        let facts: [(String, String?)] = [
            ("owner", names.institution(programme.owner)), ("work-unit", programme.unit),
            ("pillar", programme.pillar.map { words.name("pillar", $0) }),
            ("aims", programme.aims.map { words.name("aim", $0) }.joined(separator: "; ")),
            ("kind", words.name("kind", programme.kind)), ("other-kinds", joined("kind", programme.otherKinds)),
            ("benefit", programme.benefitForm.map { words.name("benefit", $0) }),
            ("tenor", programme.tenorMonths.map { words("programme.months", ["n": words.count($0)]) }),
            ("unit", words.name("unit", programme.targetUnit)),
            ("size", programme.sizeClasses.map { words.name("size", $0) }.joined(separator: "; ")),
            ("sector", programme.sectors.map { words.name("sector", $0) }.joined(separator: "; ")),
            ("special", joined("special", programme.specialTargets)),
            ("area", programme.area.map { places[$0]?.name ?? $0 }.joined(separator: "; ")),
            ("basis", programme.legalBasis),
            ("proposers", programme.proposers.map(names.institution).joined(separator: "; ")),
            ("distributors", programme.distributors.map(names.institution).joined(separator: "; ")),
            ("system", programme.dataSystem), ("key", programme.dataKey),
            ("indicators", programme.indicators.map(ProgrammeVersions.text).joined(separator: "; ")),
            ("exit", programme.exitRule), ("status", programme.status.map { words.name("status", $0) }),
            ("complementary", programme.complementary.map(names.programme).joined(separator: "; ")),
            ("conflicting", programme.conflicting.map(names.programme).joined(separator: "; ")),
        ]
        return facts.compactMap { key, value in
            value.flatMap { $0.isEmpty ? nil : BatchPage.Fact(label: words("programme.fact.\(key)"), value: $0) }
        }
    }

    /// How complete the record of the newest year is.
    private static func completeness(_ programme: ProgrammeRecord, _ words: Words) -> [BatchPage.Fact] {
        let newest = programme.yearly.max { ($0.periods.first?.fiscalYear ?? 0) < ($1.periods.first?.fiscalYear ?? 0) }
        let complete = Completeness(newest ?? programme)
        let missing = complete.missing.map { MappingDoubles.field($0, words) }.joined(separator: ", ")
        return [
            .init(
                label: words("programme.fact.complete"),
                value: words.percent(complete.filled, of: Completeness.fieldCount))
        ] + (missing.isEmpty ? [] : [.init(label: words("programme.fact.missing"), value: missing)])
    }

    /// The rules about pairs that name the programme or its kind of aid.
    private static func rules(_ desk: Desk, _ programme: ProgrammeRecord, _ names: Names) throws -> [Rule] {
        let words = desk.words
        let own = [programme.code, "kind:" + programme.kind]
        return try desk.registry.compatibility().filter { own.contains($0.programmeA) || own.contains($0.programmeB) }
            .map { rule in
                let other = own.contains(rule.programmeA) ? rule.programmeB : rule.programmeA
                let isKind = other.hasPrefix("kind:")
                return Rule(
                    other: isKind ? words.name("kind", String(other.dropFirst(5))) : names.programme(other),
                    unit: words.name("unit", rule.unit), verdict: rule.verdict,
                    verdictName: words.name("verdict", rule.verdict),
                    condition: words.pick(rule.conditionId, rule.conditionEn),
                    basis: rule.legalBasis.flatMap { $0.isEmpty ? nil : $0 } ?? words("pair.no-basis"))
            }
    }
}
