import Charts
import Problems
import Registry
import Store

/// Who was refused where, for which reason, and whether a rule stands behind it.
struct RefusalsPage: Sendable {
    struct Reason: Sendable {
        var reason: String
        var people: String
        var share: String
        var stages: String
        var basis: String
        var hasBasis: Bool
        var isUnstated: Bool
        var issuer: String?
        var contradicted: [String]
        var before: String?
    }

    struct Proposal: Sendable {
        var name: String
        var address: String
        var cards: [GatePage.Card]
        var sentences: [String]
        var funnel: Drawing
        var reasons: [Reason]
        var links: [Board.Link]
    }

    var proposals: [Proposal]

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let names = try Names(desk.registry, words)
        let reports = try desk.site.findings.refusals(desk.registry)
        let content = RefusalsPage(proposals: reports.map { proposal($0, names, words) })
        return Page(template: "refusals", title: words("refusals.title"), section: .refusals, content: content)
    }

    private static func proposal(_ report: RefusalReport, _ names: Names, _ words: Words) -> Proposal {
        Proposal(
            name: names.list(report.batch), address: "/daftar/\(report.batch.id)",
            cards: [
                (report.applicants, "applicants"), (report.cashed, "cashed"), (report.refused, "refused"),
                (report.refusedWithoutBasis, "unfounded"), (report.refusedUnstated, "unstated"),
            ].map { GatePage.Card(figure: words.count($0.0), label: words("refusals.card.\($0.1)")) },
            sentences: sentences(report, words), funnel: funnel(report, words),
            reasons: report.refusals.map { reason($0, report, words) },
            links: [.init(words("criteria.title"), CriteriaPage.path(report.batch.id))])
    }

    private static func sentences(_ report: RefusalReport, _ words: Words) -> [String] {
        var sentences = [
            words(
                "refusals.sentence.paid",
                [
                    "applicants": words.count(report.applicants), "cashed": words.count(report.cashed),
                    "amount": words.rupiah(report.amount),
                ]),
            words(
                "refusals.sentence.refused",
                [
                    "refused": words.count(report.refused), "founded": words.count(report.refusedWithBasis),
                    "unfounded": words.count(report.refusedWithoutBasis),
                    "unstated": words.count(report.refusedUnstated),
                ]),
        ]
        if report.receivedBefore > 0 {
            let (others, refused) = (
                report.applicants - report.receivedBefore, report.refused - report.receivedBeforeRefused
            )
            sentences.append(
                words(
                    "refusals.sentence.before",
                    [
                        "before": words.percent(report.receivedBeforeRefused, of: report.receivedBefore),
                        "others": words.percent(refused, of: others),
                    ]))
        }
        for oddity in StageOddity.allCases {
            guard let people = report.oddities[oddity] else { continue }
            sentences.append(words("refusals.oddity." + oddity.rawValue, ["n": words.count(people)]))
        }
        return sentences
    }

    private static func reason(_ refusal: RefusalReport.Refusal, _ report: RefusalReport, _ words: Words) -> Reason {
        let basis = refusal.rule?.legalBasis.flatMap { $0.isEmpty ? nil : $0 }
        let stated = refusal.rule.map { words.pick($0.statementId, $0.statementEn) }
        return Reason(
            reason: stated ?? refusal.reasons.first ?? words("refusals.unstated"), people: words.count(refusal.people),
            share: words.percent(refusal.people, of: report.refused),
            stages: refusal.byStage.map {
                words("refusals.stage", ["stage": $0.stage, "people": words.count($0.people)])
            }
            .joined(separator: "; "),
            basis: basis ?? words("refusals.no-basis"), hasBasis: refusal.hasLegalBasis,
            isUnstated: refusal.rule == nil,
            issuer: refusal.rule?.issuer,
            contradicted: refusal.contradictedBy.map { rule in
                words(
                    "refusals.contradicted",
                    ["rule": words.pick(rule.statementId, rule.statementEn), "basis": rule.legalBasis ?? "–"])
            },
            before: refusal.receivedBefore == 0
                ? nil : words("refusals.before", ["people": words.count(refusal.receivedBefore)]))
    }

    private static func funnel(_ report: RefusalReport, _ words: Words) -> Drawing {
        func standing(_ refusal: RefusalReport.Refusal) -> (key: String, series: Int) {
            refusal.rule == nil ? ("unstated", 1) : refusal.hasLegalBasis ? ("founded", 5) : ("unfounded", 2)
        }
        let stages = report.stages.map { stage -> FunnelFigure.Stage in
            let losses = [("founded", 5), ("unfounded", 2), ("unstated", 1)].compactMap {
                key, series -> FunnelFigure.Loss? in
                let count = report.refusals.filter { standing($0).key == key }
                    .flatMap(\.byStage).filter { $0.stage == stage.name }.reduce(0) { $0 + $1.people }
                return count == 0
                    ? nil : FunnelFigure.Loss(reason: words("refusals.\(key)"), count: count, series: series)
            }
            return FunnelFigure.Stage(label: stage.name, count: stage.people, losses: losses)
        }
        return Drawing(
            FunnelFigure(
                caption: Caption(
                    id: "funnel-\(report.batch.id)", title: words("refusals.funnel.title"),
                    summary: words("refusals.funnel.summary")),
                stages: stages, numbers: words.numbers,
                header: (words("column.stage"), words("column.people"), words("column.share"))))
    }
}
