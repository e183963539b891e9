import Linkage
import Problems

/// The answer for a terminal.
struct LinkText {
    let text: String

    init(_ answer: LinkAnswer, _ result: LinkageResult, _ console: Console) {
        let language = console.language
        var lines = [
            console.say(
                "link.result",
                [
                    "records": language.integer(answer.records), "pairs": language.integer(answer.pairs),
                    "clusters": language.integer(answer.clusters),
                    "compared": language.integer(answer.pairs_compared),
                ])
        ]
        if answer.bridges > 0 {
            lines[0] += " " + console.say("link.bridges", ["bridges": language.integer(answer.bridges)])
        }
        if let memory = result.memory, memory.partitions > 0 {
            lines.append(
                console.say(
                    "link.memory",
                    [
                        "partitions": language.integer(memory.partitions),
                        "megabytes": language.integer((memory.written + (1 << 20) - 1) >> 20),
                    ]))
        }
        if !answer.converged { lines.append(console.say("link.not-converged")) }
        var grid = TextGrid(
            ["rule", "pairs", "new", "largest", "left-out"].map { console.say("link.column." + $0) },
            numeric: [1, 2, 3, 4])
        for rule in answer.blocking {
            grid.add(
                [rule.rule] + [rule.pairs, rule.newPairs, rule.largest, rule.pairsLeftOut].map { language.integer($0) })
        }
        lines += ["", grid.text]
        for rule in answer.blocking where rule.pairsLeftOut > 0 {
            lines.append(
                console.say(
                    "link.left-out",
                    [
                        "rule": rule.rule, "groups": language.integer(rule.splitGroups),
                        "largest": language.integer(rule.largest), "pairs": language.integer(rule.pairsLeftOut),
                    ]))
        }
        if let quality = answer.quality {
            func figure(_ value: Double?) -> String {
                value.map { language.decimal($0, places: 4) } ?? console.say("link.none")
            }
            lines.append(
                console.say(
                    "link.quality",
                    [
                        "threshold": figure(quality.threshold), "precision": figure(quality.precision),
                        "recall": figure(quality.recall), "f1": figure(quality.f1),
                        "cluster_precision": figure(quality.clusters.precision),
                        "cluster_recall": figure(quality.clusters.recall), "cluster_f1": figure(quality.clusters.f1),
                        "blocking": figure(quality.blocking_recall),
                    ]))
            if let best = quality.best { lines.append(console.say("link.quality.best", ["best": figure(best.f1)])) }
            if quality.true_pairs == 0 { lines.append(console.say("link.quality.no-true")) }
            if quality.precision == nil {
                lines.append(console.say("link.quality.no-pairs", ["threshold": figure(quality.threshold)]))
            }
            if let lost = quality.lost_by_blocking, lost.pairs > 0 {
                let fields = lost.fields.map { ($0.field, $0.missing + $0.different) }.sorted { $0.1 > $1.1 }.prefix(3)
                let names = fields.filter { $0.1 > 0 }.map { "\($0.0) (\(language.integer($0.1)))" }
                lines.append(
                    console.say(
                        "link.lost",
                        ["pairs": language.integer(lost.pairs), "fields": names.joined(separator: ", ")]))
            }
        }
        if let known = answer.known {
            lines.append(
                console.say(
                    "link.known",
                    [
                        "same": language.integer(known.same), "different": language.integer(known.different),
                        "not_compared": language.integer(known.not_compared),
                    ]))
        }
        lines += answer.calibration?.sentences(console) ?? [console.say("link.uncalibrated")]
        if let refusal = result.uncalibrated {
            lines.append(Catalogue.bundled.sentence(refusal, console.language))
        }
        if let found = answer.unlinkable, found.below > 0 {
            let fields = found.lacking.first.map { $0.fields.joined(separator: ", ") } ?? ""
            lines.append(
                console.say(
                    fields.isEmpty ? "link.unlinkable" : "link.unlinkable.fields",
                    ["share": language.decimal(100 * found.share, places: 2), "fields": fields]))
        }
        for item in answer.explain ?? [] { lines += ["", LinkExplainText(console).text(item)] }
        text = lines.joined(separator: "\n") + "\n"
    }
}
