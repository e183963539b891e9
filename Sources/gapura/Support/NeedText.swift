import Foundation
import Indonesia
import Problems
import Registry
import Store

/// The commands about needs as text.
enum NeedText {
    /// - Throws: `import.date` for what is no day.
    static func date(_ text: String?) throws(Problem) -> CalendarDate? {
        guard let text else { return nil }
        guard let date = CalendarDate(text) else { throw Problem("import.date", value: text, ["value": text]) }
        return date
    }

    static func list(_ needs: [AssessedNeed], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "subject", "village", "need", "aid", "origin", "state", "next"].map {
                console.say("need.column." + $0)
            })
        for need in needs {
            grid.add([
                need.need.code, need.need.shownSubject, need.need.region ?? "–", need.need.need, need.need.aid ?? "–",
                origin(need.need, console), state(need, console), need.next ?? "–",
            ])
        }
        return grid
    }

    private static func origin(_ need: Need, _ console: Console) -> String {
        (SheetKinds.bundled.label("origin", need.origin, console.language) ?? need.origin)
            + (need.rule.map { " (\($0))" } ?? "")
    }

    private static func state(_ need: AssessedNeed, _ console: Console) -> String {
        console.say("need.state." + need.state.rawValue) + (need.isUncertain ? " " + console.say("need.uncertain") : "")
    }

    static func matrix(_ report: SupplyReport, _ console: Console, byType: Bool) -> TextGrid {
        let states = AssessedNeed.State.allCases
        let own = byType ? ["region", "type", "need"] : ["region", "need"]
        var grid = TextGrid(
            own.map { console.say("need.column." + $0) } + states.map { console.say("need.state." + $0.rawValue) }
                + [console.say("need.column.total"), console.say("need.column.inferred")],
            numeric: Set(own.count...own.count + states.count + 1))
        for cell in report.matrix(byType: byType) {
            let type = cell.type.map { [report.typology.name($0, console.language)] } ?? []
            grid.add(
                [cell.region] + type + [cell.need] + states.map { String(cell.counts[$0]) }
                    + [String(cell.counts.total), String(cell.inferred)])
        }
        return grid
    }

    static func write(_ report: SupplyReport, _ console: Console) throws(Problem) {
        let language = console.language
        let counts = report.counts
        try console.line(
            console.say(
                "need.total",
                [
                    "year": String(report.year), "region": report.region, "total": language.integer(counts.total),
                    "served": language.integer(counts.served), "progress": language.integer(counts.inProgress),
                    "refused": language.integer(counts.refused), "offered": language.integer(counts.notOffered),
                    "absent": language.integer(counts.absent), "uncertain": language.integer(report.uncertain),
                ]))
        if report.includesInferred {
            try console.line(
                console.say(
                    "need.inferred",
                    ["count": language.integer(report.inferred), "hidden": language.integer(report.hiddenInferred)]))
        }
        try section("need.section.matrix", matrix(report, console, byType: false), console)
        try section("need.section.combinations", combinations(report, console), console)
        try section("need.section.villages", villages(report, console), console)
        try section("need.section.widen", widenings(report, console), console)
        try section("need.section.join", joinings(report, console), console)
        try section("need.section.start", startings(report, console), console)
    }

    static func section(_ key: String, _ grid: TextGrid, _ console: Console) throws(Problem) {
        try console.line()
        try console.line(console.say(key))
        try console.out(grid.text)
    }

    private static func combinations(_ report: SupplyReport, _ console: Console) -> TextGrid {
        var grid = TextGrid(["aid", "subjects"].map { console.say("need.column." + $0) }, numeric: [1])
        for combination in report.combinations().prefix(10) {
            grid.add([
                combination.aid.map { SheetKinds.bundled.label("kind", $0, console.language) ?? $0 }
                    .joined(separator: " + "), String(combination.subjects),
            ])
        }
        return grid
    }

    private static func villages(_ report: SupplyReport, _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["village", "unserved", "total", "share", "per1000"].map { console.say("need.column." + $0) },
            numeric: [1, 2, 3, 4])
        for village in report.villages {
            grid.add([
                village.region, String(village.counts.unserved), String(village.counts.total),
                console.decimal(village.share * 100, places: 1),
                village.per1000.map { console.decimal($0, places: 1) } ?? "–",
            ])
        }
        return grid
    }

    private static func widenings(_ report: SupplyReport, _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["programme", "name", "villages", "near", "total"].map { console.say("need.column." + $0) }, numeric: [4])
        for widening in report.policy.widen {
            grid.add([
                widening.programme, widening.name, widening.villages.joined(separator: " "),
                widening.near.joined(separator: " "), String(widening.needs.count),
            ])
        }
        return grid
    }

    private static func joinings(_ report: SupplyReport, _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["programme", "subjects", "villages"].map { console.say("need.column." + $0) }, numeric: [1])
        for joining in report.policy.join.prefix(10) {
            grid.add([
                joining.first + " + " + joining.second, String(joining.subjects),
                joining.villages.joined(separator: " "),
            ])
        }
        return grid
    }

    private static func startings(_ report: SupplyReport, _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["need", "aid", "unit", "villages", "total", "narrow"].map { console.say("need.column." + $0) },
            numeric: [4])
        for starting in report.policy.start {
            grid.add([
                starting.need,
                starting.aid.map { SheetKinds.bundled.label("kind", $0, console.language) ?? $0 } ?? "–",
                console.say("need.unit." + starting.unit.rawValue), starting.villages.joined(separator: " "),
                String(starting.needs.count),
                starting.narrow.sorted { $0.key < $1.key }.map { code, reasons in
                    "\(code) (\(reasons.map { console.say("need.narrow." + $0) }.joined(separator: ", ")))"
                }.joined(separator: " "),
            ])
        }
        return grid
    }

    static func proposals(_ proposals: [Proposal], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "subject", "village", "programme", "from", "to", "ground"].map {
                console.say("need.column." + $0)
            })
        for proposal in proposals {
            let grounds = proposal.grounds.map { ground in
                console.say(
                    ground.kind == "rule" ? "need.ground.rule" : "need.ground.record",
                    [
                        "programme": ground.servedBy, "way": console.say("need.way." + ground.way),
                        "condition": (console.language == .en ? ground.conditionEn : nil) ?? ground.conditionId ?? "",
                    ])
            }
            grid.add([
                proposal.need.code, proposal.need.shownSubject, proposal.need.region ?? "–", proposal.programme,
                proposal.from, proposal.to,
                grounds.first.map { $0 + (grounds.count > 1 ? " +\(grounds.count - 1)" : "") }
                    ?? console.say("need.ground.none"),
            ])
        }
        return grid
    }
}
