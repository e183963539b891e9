// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

/// A monitoring view as the command line answers it.
struct MonitorAnswer: Encodable {
    struct Part: Encodable {
        var code: String
        var name: String
        var level: String
        var figures: [String: Int64]
    }

    struct Measured: Encodable {
        var code: String
        var name: String
        var value: Double?
        var target: Double?
        var light: String
        /// How many programmes a ratio of reported figures rests on.
        var programmes: Int?
        /// Codes of those that report only some of its figures.
        var left_out: [String]
    }

    var region: String
    var name: String
    var year: Int
    var programme: String?
    var as_of: String
    var computed_at: String
    var stale: Bool
    var figures: [String: Int64]
    var parts: [Part]
    /// What the region holds beyond its parts.
    var remainder: [String: Int64]
    var indicators: [Measured]
    var findings: [Answer.ProblemLine]
    var alerts: [Answer.ProblemLine]

    init(_ view: MonitoringView, _ language: Language) {
        region = view.place.code
        name = view.place.name
        year = view.year
        programme = view.programme
        as_of = view.computation.asOf
        computed_at = view.computation.computedAt
        stale = view.isStale
        figures = view.figures
        parts = view.parts.map {
            Part(code: $0.place.code, name: $0.place.name, level: $0.place.level, figures: $0.figures)
        }
        remainder = view.remainder
        indicators = view.indicators.map {
            Measured(
                code: $0.indicator.code, name: $0.indicator.name(language), value: $0.value, target: $0.target,
                light: $0.light.rawValue, programmes: $0.programmes?.count, left_out: $0.leftOut)
        }
        findings = view.findings.map { Answer.ProblemLine($0.problem, language) }
        alerts = view.alerts.map { Answer.ProblemLine($0.problem, language) }
    }

    private static let columns = ["proposed", "distributed", "cashed", "listed", "microEnterprises", "budgetRealised"]

    /// The region's parts, what is beyond them, and the region.
    func parts(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            [console.say("monitor.code"), console.say("monitor.region")]
                + Self.columns.map { console.say("measure." + $0) }, numeric: Set(2..<2 + Self.columns.count))
        func text(_ value: Int64?) -> String {
            guard let value else { return "–" }
            return console.integer(value)
        }
        for part in parts { grid.add([part.code, part.name] + Self.columns.map { text(part.figures[$0]) }) }
        if Self.columns.contains(where: { remainder[$0] != nil }) {
            grid.add([region, console.say("monitor.rest")] + Self.columns.map { text(remainder[$0]) })
        }
        grid.add([region, name] + Self.columns.map { text(figures[$0]) })
        return grid
    }

    /// What ratios of reported figures rest on, where programmes report only some of them.
    func leftOut(_ console: Console) -> [String] {
        indicators.filter { $0.value != nil && !$0.left_out.isEmpty }.map { item in
            console.say(
                "indicator.left-out",
                [
                    "name": item.name, "programmes": console.integer(item.programmes ?? 0),
                    "codes": item.left_out.joined(separator: ", "),
                ])
        }
    }

    func indicators(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["name", "value", "target", "light"].map { console.say("indicator." + $0) }, numeric: [1, 2])
        func share(_ value: Double?) -> String { value.map { console.decimal($0 * 100, places: 1) } ?? "–" }
        for item in indicators where item.value != nil {
            grid.add([item.name, share(item.value), share(item.target), console.say("light." + item.light)])
        }
        return grid
    }
}
