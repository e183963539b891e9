import Hummingbird
import Problems
import Registry
import Store

/// Counted figures as programs read them.
struct APIMonitoring: Encodable, Sendable {
    struct Place: Encodable, Sendable {
        var code: String
        var name: String
        var level: String

        init(_ place: MonitoringView.Place) {
            code = place.code
            name = place.name
            level = place.level
        }
    }

    struct Part: Encodable, Sendable {
        var place: Place
        var figures: [String: Int64]
    }

    struct Measured: Encodable, Sendable {
        var code: String
        var name: String
        var definition: String
        var unit: String
        var formula: String
        var value: Double?
        var target: Double?
        var baseline: Double?
        var light: String
        var inputs: [String: Int64]
        /// Programmes that a ratio of reported figures rests on, and those that report only one of them.
        var programmes: [String]?
        var leftOut: [String]
        var series: [Double?]
    }

    struct Programme: Encodable, Sendable {
        var code: String
        var figures: [String: Int64]
    }

    struct Category: Encodable, Sendable {
        var category: String
        var value: Int64
    }

    struct Stage: Encodable, Sendable {
        var stage: String
        var figures: [String: Int64]
    }

    struct AlertLine: Encodable, Sendable {
        var alert: Alert
        var message: String
    }

    var place: Place
    var path: [Place]
    var year: Int
    var years: [Int]
    var programme: String?
    var countedAt: String
    var asOf: String
    var stale: Bool
    var figures: [String: Int64]
    var parts: [Part]
    /// What the region holds beyond its parts.
    var remainder: [String: Int64]
    var indicators: [Measured]
    var periods: [String]
    var series: [String: [Int64?]]
    var programmes: [Programme]
    var breakdowns: [String: [Category]]
    var stages: [Stage]
    var findings: [APIReporting.Finding]
    var alerts: [AlertLine]

    /// - Throws: `figures.none` before the first count, 404 for a region or programme that is not known.
    static func make(_ desk: Desk) throws -> APIMonitoring {
        let names = try Names(desk.registry, desk.words)
        let choice = MonitoringChoice(
            region: desk.query.filled("region") ?? RegionScope.nation, year: try desk.query.year("year"),
            programme: desk.query.filled("programme"))
        guard let view = try choice.view(desk.registry, names) else { throw Problem("figures.none") }
        return APIMonitoring(view, desk.words)
    }

    private init(_ view: MonitoringView, _ words: Words) {
        place = Place(view.place)
        path = view.path.map(Place.init)
        year = view.year
        years = view.years
        programme = view.programme
        countedAt = view.computation.computedAt
        asOf = view.computation.asOf
        stale = view.isStale
        figures = view.figures
        parts = view.parts.map { Part(place: Place($0.place), figures: $0.figures) }
        remainder = view.remainder
        indicators = view.indicators.map { item in
            Measured(
                code: item.indicator.code, name: item.indicator.name(words.language),
                definition: item.indicator.definition(words.language), unit: item.indicator.unit.rawValue,
                formula: item.indicator.formula, value: item.value, target: item.target, baseline: item.baseline,
                light: item.light.rawValue,
                inputs: Dictionary(item.inputs.map { ($0.measure, $0.value) }, uniquingKeysWith: { first, _ in first }),
                programmes: item.programmes, leftOut: item.leftOut, series: item.series)
        }
        periods = view.periods
        series = view.series
        programmes = view.programmes.map { Programme(code: $0.code, figures: $0.figures) }
        breakdowns = view.breakdowns.mapValues { $0.map { Category(category: $0.category, value: $0.value) } }
        stages = view.stages.map { Stage(stage: $0.stage, figures: $0.figures) }
        findings = view.findings.map { APIReporting.Finding($0, words) }
        alerts = view.alerts.map { AlertLine(alert: $0, message: words.reason($0.problem)) }
    }
}
