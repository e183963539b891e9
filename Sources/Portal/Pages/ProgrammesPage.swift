import Problems
import Registry
import Store

/// The catalogue of programmes.
struct ProgrammesPage: Sendable {
    struct Row: Sendable {
        var code: String
        var name: String
        var address: String
        var kind: String
        var pillar: String
        var aims: String
        var unit: String
        var owner: String
        var basis: String
        var amount: String
    }

    var rows: [Row]

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let names = try Names(desk.registry, words)
        let content = ProgrammesPage(
            rows: try desk.registry.programmes().map { programme in
                let latest = programme.periods.max { $0.fiscalYear < $1.fiscalYear }
                return Row(
                    code: programme.code, name: names.programme(programme),
                    address: "/program/" + Query.encoded(programme.code), kind: words.name("kind", programme.kind),
                    pillar: programme.pillar.map { words.name("pillar", $0) } ?? "–",
                    aims: programme.aims.map { words.name("aim", $0) }.joined(separator: "; "),
                    unit: words.name("unit", programme.targetUnit), owner: names.institution(programme.owner),
                    basis: programme.legalBasis ?? "–",
                    amount: latest.flatMap { period in
                        period.amount.map { words.rupiah($0) + " (" + String(period.fiscalYear) + ")" }
                    } ?? "–")
            })
        return Page(
            template: "programmes", title: words("programmes.title"), section: .programmes, content: content)
    }
}
