import Problems
import Registry
import Store

/// The commands about matches as text.
enum MatchText {
    /// What each comparison said, those without a value left out.
    static func words(_ fields: [MatchField], _ language: Language) -> String {
        fields.filter { !$0.isNeutral }.map { $0.name(in: language) + ": " + $0.label(in: language) }
            .joined(separator: "; ")
    }

    static func share(_ estimate: MatchQuality.Estimate?, _ console: Console) -> String {
        guard let estimate else { return "–" }
        func percent(_ value: Double) -> String { console.percent(value, places: 1) }
        return "\(percent(estimate.value)) (\(percent(estimate.low)) – \(percent(estimate.high)))"
    }

    static func band(_ band: MatchQueue.Band, _ console: Console) -> String {
        console.say(
            "matches.band.range",
            [
                "name": console.say("matches.band.\(band.number)"),
                "from": console.decimal(band.from * 100, places: 1),
                "to": console.decimal(band.to * 100, places: 1),
            ])
    }

    static func bands(_ bands: [MatchQueue.Band], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["band", "candidates", "sample", "same", "different", "unsure", "open"].map {
                console.say("matches.column." + $0)
            }, numeric: [1, 2, 3, 4, 5, 6])
        for item in bands {
            grid.add([
                band(item, console), console.integer(item.candidates),
                "\(item.sampleDecided)/\(item.sample)", console.integer(item.same),
                console.integer(item.different), console.integer(item.unsure),
                console.integer(item.open),
            ])
        }
        return grid
    }

    /// The answer of a search for lists that none had looked at.
    static func tellMissed(_ runs: [LinkageRunRecord], _ registry: Registry, _ console: Console) throws {
        let bands = try registry.matchQueue().bands
        guard console.format != .json else {
            return try console.json(runs.map { MatchAnswer.Found($0, bands) })
        }
        if runs.contains(where: { $0.basis == .bundled }) { console.note(console.say("matches.bundled")) }
        guard console.format == .text else { return try console.answer([String](), missed(runs, console)) }
        if runs.isEmpty { try console.line(console.say("matches.missed.none")) }
        for run in runs {
            try console.line(
                console.say(
                    "matches.missed",
                    [
                        "batch": String(run.batch ?? 0), "records": console.integer(run.records),
                        "candidates": console.integer(run.candidates),
                    ]))
        }
    }

    private static func missed(_ runs: [LinkageRunRecord], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["import", "records", "candidates"].map { console.say("matches.column." + $0) }, numeric: [0, 1, 2])
        for run in runs {
            grid.add([
                String(run.batch ?? 0), console.integer(run.records), console.integer(run.candidates),
            ])
        }
        return grid
    }

    static func verdict(_ verdict: MatchDecisionRecord.Verdict?, _ console: Console) -> String {
        verdict.map { console.say("matches.verdict." + $0.rawValue) } ?? "–"
    }

    static func pairs(_ items: [MatchQueue.Item], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["pair", "state", "probability", "agreement"].map { console.say("matches.column." + $0) }, numeric: [2])
        for item in items {
            let isBlind = item.isSampled && item.isOpen
            grid.add([
                item.candidate.pair.text,
                item.decision.map { verdict($0.verdict, console) + " #\($0.id)" }
                    ?? item.implied.map { console.say("matches.implied." + $0.rawValue) }
                    ?? console.say(isBlind ? "matches.state.sample" : "matches.state.open"),
                isBlind
                    ? console.say("matches.hidden")
                    : console.format == .csv
                        ? console.decimal(Double(item.candidate.probability) / 10_000, places: 4)
                        : item.candidate.percent(in: console.language) + " %",
                isBlind ? console.say("matches.hidden") : words(item.candidate.comparisons, console.language),
            ])
        }
        return grid
    }

    static func patterns(_ patterns: [MatchQueue.Pattern], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["pattern", "open", "same", "different", "agreement"].map { console.say("matches.column." + $0) },
            numeric: [1, 2, 3])
        for item in patterns {
            grid.add([
                item.pattern, console.integer(item.open), console.integer(item.same),
                console.integer(item.different), words(item.fields, console.language),
            ])
        }
        return grid
    }

    static func history(_ decisions: [MatchDecisionRecord], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["decision", "bundle", "pair", "verdict", "at", "actor", "note"].map {
                console.say("matches.column." + $0)
            })
        for decision in decisions {
            grid.add([
                "#\(decision.id)", decision.bundle.map(String.init) ?? "–", decision.pair.text,
                verdict(decision.verdict, console) + (decision.reverses.map { " #\($0)" } ?? "")
                    + (decision.carries.map { " ← #\($0)" } ?? ""), decision.decidedAt,
                decision.actor, decision.note ?? "–",
            ])
        }
        return grid
    }

    static func sideBySide(_ view: MatchPairView, reveals: Bool, _ console: Console) -> String {
        var text = ""
        for (letter, side) in zip(["A", "B"], view.sides) {
            let reasons = side.refusals.map { Catalogue.bundled.reason(ofCode: $0, console.language) }
            text +=
                console.say(
                    side.subject.isPerson ? "matches.side.person" : "matches.side.refused",
                    [
                        "side": letter, "list": side.batch.name, "row": String(side.subject.row),
                        "programmes": side.programmes.joined(separator: ", "),
                        "reasons": reasons.joined(separator: "; "),
                    ]) + "\n"
        }
        var grid = TextGrid(["field", "a", "b", "agreement"].map { console.say("matches.column." + $0) })
        for field in view.fields {
            var agreement = console.say("matches.agreement." + field.agreement.rawValue)
            if field.isSwapped { agreement += ", " + console.say("matches.swapped") }
            if field.agreement != .same, !field.places.isEmpty {
                agreement +=
                    ", "
                    + console.say(
                        "matches.places", ["places": field.places.map(String.init).joined(separator: ", ")])
            }
            grid.add([
                console.say("matches.field." + field.name), field.shownA ?? "–", field.shownB ?? "–", agreement,
            ])
        }
        text += "\n" + grid.text
        if let implied = view.implied { text += "\n" + console.say("matches.implied." + implied.rawValue) + "\n" }
        if let candidate = view.candidate {
            guard reveals else { return text + "\n" + console.say("matches.blind") + "\n" }
            text +=
                "\n"
                + console.say(
                    "matches.weight",
                    [
                        "weight": console.decimal(Double(candidate.weight) / 1000, places: 1),
                        "probability": candidate.percent(in: console.language),
                        "words": words(candidate.comparisons, console.language),
                    ]) + "\n"
        }
        if !view.history.isEmpty { text += "\n" + history(view.history, console).text }
        return text
    }
}
