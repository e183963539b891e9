import Indonesia
import Problems
import Registry
import Store

/// Whether a person is known, on which lists, and what was decided: the answer to "am I listed, and why not?".
struct SearchPage: Sendable {
    struct Line: Sendable {
        var list: String
        var address: String
        var programme: String
        var institution: String
        var row: String
        var outcome: String
        var outcomeName: String
        var facts: [BatchPage.Fact]
        var troubles: [BatchLines.Trouble]
        /// Where the rules of the programme tell why the line is eligible or not; empty where there are none.
        var reasons: [Board.Link]
    }

    struct Decision: Sendable {
        var date: String
        var stage: String
        var actor: String
        var decision: String
        var decisionName: String
        var programme: String
        var reason: String?
        var basis: String?
        var hasBasis: Bool
        /// Rules with a legal basis that say the opposite of the reason.
        var contradicted: [String]
    }

    struct NeedRow: Sendable {
        var kind: String
        var statement: String?
        var told: String
        var stateName: String
        var steps: [String]
    }

    struct Result: Sendable {
        var number: String
        var isKnown: Bool
        var isOnNothing: Bool
        var headline: String
        /// How the latest proposal stands; nil where nothing was decided.
        var latest: String?
        var isRefused: Bool
        var facts: [BatchPage.Fact]
        var lines: [Line]
        var refused: [Line]
        var decisions: [Decision]
        var hasDecisions: Bool
        var rulings: [RulingRow]
        var hasRulings: Bool
        var needs: [NeedRow]
        var hasNeeds: Bool
        var same: Same?
        /// Who looked; empty for somebody whom no list names.
        var looks: [Grid]
        var story: Story
        var history: [Change]
        var hasHistory: Bool
        var historyCount: String
    }

    var problem: String?
    var remedy: String?
    var result: Result?
    let asksPurpose = true
    var purpose = ""
    var past: Past.Asking

    static func form(_ desk: Desk) -> Page { page(SearchPage(past: Past.asking(nil, desk.words)), desk) }

    /// - Parameter form: the number, and the day on which what is told was known, where one is asked for.
    static func make(_ desk: Desk, _ form: Query) throws -> Page {
        let words = desk.words
        let past = try Past(form, today: desk.registry.today)
        let asking = Past.asking(past, words)
        let checked = NIK.parse(String((form["nik"] ?? "").prefix(64)))
        guard let nik = checked.value else {
            let problem = checked.problems.max { $0.severity < $1.severity }
            return page(
                SearchPage(
                    problem: problem.map(words.reason) ?? words("search.empty"), remedy: problem.map(words.remedy),
                    past: asking), desk)
        }
        return page(SearchPage(result: try result(desk, nik, past), past: asking), desk)
    }

    private static func page(_ content: SearchPage, _ desk: Desk) -> Page {
        var content = content
        content.purpose = desk.visit.purpose ?? ""
        return Page(template: "search", title: desk.words("search.title"), section: .search, content: content)
    }

    private static func result(_ desk: Desk, _ nik: NIK, _ past: Past?) throws -> Result {
        let words = desk.words
        let registry = try past.map { try desk.registry.asOf($0.asOf) } ?? desk.registry
        let view = try registry.person(nik)
        let changes = try registry.history(of: nik, isTold: true)
        let names = try Names(desk.registry, words)
        let rules = view.decisions.isEmpty ? [] : try registry.rules()
        let lines = try view.lines.map { item in
            let isSuperseded = view.isSuperseded(item)
            return (
                item: item, line: try line(item, view.origin(of: item), isSuperseded: isSuperseded, desk, names)
            )
        }
        let taken = lines.filter { $0.item.line.outcome != .refused && $0.item.batch.state == .committed }.map(\.line)
        let refused = lines.filter { $0.item.line.outcome == .refused }.map(\.line)
        let headline =
            !taken.isEmpty
            ? words("search.listed", ["lists": words.count(Set(taken.map(\.address)).count)])
            : words(
                !refused.isEmpty || !view.decisions.isEmpty
                    ? "search.refused-only" : view.person == nil ? "search.unknown" : "search.no-list")
        return Result(
            number: nik.masked, isKnown: view.person != nil,
            isOnNothing: view.person == nil && taken.isEmpty && refused.isEmpty && view.decisions.isEmpty,
            headline: headline,
            latest: view.decisions.last.map { latest($0.event, words) },
            isRefused: view.decisions.last?.event.decision == StageDecision.refused.rawValue,
            facts: (view.person.map { facts($0, words) } ?? []) + belongings(view, names, words), lines: taken,
            refused: refused,
            decisions: view.decisions.map { decision($0.event, $0.rule, rules, names, words) },
            hasDecisions: !view.decisions.isEmpty,
            rulings: try view.rulings.reversed().map { try RulingRow($0, names, words) },
            hasRulings: !view.rulings.isEmpty,
            needs: view.needs.map { need($0.need, $0.referrals, names, words) }, hasNeeds: !view.needs.isEmpty,
            same: view.identity.flatMap { $0.isEmpty ? nil : Same($0, names, words) },
            looks: view.looks.isEmpty ? [] : [LogWords.grid(view.looks, words)], story: Story(view, names, words),
            history: changes.map { Change($0, words, hasNumbers: view.story.numbers.count > 1) },
            hasHistory: !changes.isEmpty,
            historyCount: words("past.history.count", ["n": words.count(changes.count)]))
    }

    private static func facts(_ person: PersonRecord, _ words: Words) -> [BatchPage.Fact] {
        [
            ("name", Masked.name(person.name)), ("familyCard", person.familyCard.map(Masked.number)),
            ("sex", person.sex.map { words.name("sex", $0) }), ("village", person.village),
            ("phone", person.phone.map { PhoneNumber.masked(raw: $0) }),
        ].compactMap { key, value in value.map { BatchPage.Fact(label: words("field.\(key)"), value: $0) } }
    }

    /// Businesses and groups.
    private static func belongings(_ view: PersonView, _ names: Names, _ words: Words) -> [BatchPage.Fact] {
        let enterprises = view.enterprises.map { enterprise in
            [
                enterprise.name.map(Masked.name), enterprise.business, enterprise.sector,
                enterprise.sizeClass.map { words.name("size", $0) }, enterprise.nib.map { "NIB " + Masked.number($0) },
            ].compactMap { $0 }.joined(separator: " · ")
        }
        let groups = view.groups.map { group in
            [
                names.short(group.programme) + ": " + group.name,
                group.subgroup.map { words("search.subgroup", ["n": $0]) },
                group.role.map { words.name("role", $0) },
            ].compactMap { $0 }
                .joined(separator: " · ")
        }
        let facts = enterprises.filter { !$0.isEmpty }.map { ("enterprise", $0) } + groups.map { ("group", $0) }
        return facts.map { BatchPage.Fact(label: words("field.\($0.0)"), value: Masked.digits($0.1)) }
    }
}
