import Hummingbird
import Problems
import Registry
import Store

/// Two lists (or one list with itself): what the rules say of those on both, and the complement not offered.
struct PairPage: Sendable {
    struct List: Sendable {
        var name: String
        var address: String
        var programme: String
        var institution: String
        var date: String
        var people: String
        var amount: String
    }

    struct Finding: Sendable {
        var verdict: String
        var verdictName: String
        var meaning: String
        var concerned: String
        var isFamily: Bool
        /// nil where no rule speaks of the pair.
        var condition: String?
        var basis: String?
        var sources: [Citation]
        var amountA: String
        var amountB: String?
        var address: String
    }

    var name: String
    var lists: [List]
    var summary: String
    var findings: [Finding]
    var complements: [ComplementRow]
    var nameA: String
    var nameB: String
    /// What the rules say of those whom matches alone bring together.
    var matched: [Grid]

    static func make(_ desk: Desk, _ first: Int64, _ second: Int64) throws -> Page {
        let names = try Names(desk.registry, desk.words)
        let lists = try desk.overlapLists()
        guard let a = lists.index(first), let b = lists.index(second), a <= b else { throw HTTPError(.notFound) }
        let words = desk.words
        let result = lists.result
        let pair = result.pairs.first { ($0.a, $0.b) == (a, b) }
        let content = PairPage(
            name: lists.name(a, b), lists: (a == b ? [a] : [a, b]).map { list($0, lists, names) },
            summary: a == b
                ? words("pair.within.summary")
                : words(
                    "pair.summary",
                    [
                        "people": words.count(result.matrix[a][b]),
                        "families": words.count(pair?.familiesOnly ?? 0),
                    ]),
            findings: lists.findings(a, b).map { finding($0, lists) },
            complements: lists.complements(
                result.complements.filter { [$0.servedBy, $0.notOn].sorted() == [a, b] }),
            nameA: lists.titles[a], nameB: lists.titles[b],
            matched: [MatchFindings.grid(lists, of: (a, b))].compactMap(\.self))
        return Page(template: "pair", title: content.name, section: .overlap, content: content)
    }

    private static func list(_ index: Int, _ lists: OverlapLists, _ names: Names) -> List {
        let batch = lists.batches[index]
        let list = lists.result.lists[index]
        return List(
            name: lists.titles[index], address: "/daftar/\(batch.id)", programme: names.short(batch.programme),
            institution: names.institution(batch.institution), date: lists.words.day(batch.referenceDate),
            people: lists.words.count(list.people), amount: lists.words.money(list.amount))
    }

    private static func finding(_ finding: OverlapResult.Finding, _ lists: OverlapLists) -> Finding {
        let words = lists.words
        let basis = finding.legalBasis.flatMap { $0.isEmpty ? nil : $0 }
        let condition = words.pick(finding.conditionId, finding.conditionEn)
        return Finding(
            verdict: finding.verdict.rawValue, verdictName: words("verdict.\(finding.verdict.rawValue)"),
            meaning: words("meaning.\(finding.verdict.rawValue)"), concerned: lists.concerned(finding),
            isFamily: finding.unit == .family,
            condition: condition.isEmpty ? nil : condition,
            basis: basis ?? (condition.isEmpty ? nil : words("pair.no-basis")),
            sources: finding.source.map(Citation.all) ?? [], amountA: words.money(finding.amountA),
            amountB: finding.a == finding.b ? nil : words.money(finding.amountB),
            address: lists.address(finding.a, finding.b, verdict: VerdictSlug.of(finding.verdict)))
    }
}

/// Verdicts as they stand in addresses.
enum VerdictSlug {
    private static let slugs: [(verdict: Verdict, slug: String)] = [
        (.forbidden, "dilarang"), (.conditional, "bersyarat"), (.review, "tinjau"), (.wasteful, "boros"),
        (.unregulated, "tanpa-aturan"), (.allowed, "boleh"), (.normal, "wajar"), (.encouraged, "dianjurkan"),
    ]

    static func of(_ verdict: Verdict) -> String { slugs.first { $0.verdict == verdict }?.slug ?? verdict.rawValue }

    static func verdict(_ slug: String) -> Verdict? { slugs.first { $0.slug == slug }?.verdict }
}
