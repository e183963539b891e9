import Foundation
import Problems
import Store

/// Puts a view together from the figures that were counted.
struct MonitoringReader {
    private let connection: any Connection
    private let queries: FigureQueries

    init(_ connection: any Connection) {
        self.connection = connection
        queries = FigureQueries(connection)
    }

    func view(_ region: String, _ year: Int?, _ programme: String?) throws -> MonitoringView {
        guard let run = try queries.latest() else { throw Problem("figures.none") }
        let places = try PlaceNames(connection)
        guard let place = try places.place(region) else {
            throw Problem("sheet.region", value: region, ["code": region])
        }
        let periods = try queries.periods()
        let years = periods.filter { $0.count == 4 }.compactMap { Int($0) }
        if let programme, try !CatalogueQueries(connection).programmeCodes().contains(programme) {
            throw Problem("sheet.programme", value: programme, ["code": programme])
        }
        // Years in which something was reported come before years of which only plans are known.
        let year = year ?? Self.spans(periods).last.flatMap { Int($0.prefix(4)) } ?? years.last ?? 0
        let key = programme ?? FigureRecord.allProgrammes
        let spans = Self.spans(periods)

        let children = try places.children(of: region)
        let totals = try table(key, [String(year)], [region] + children.map(\.code))
        let own = totals[region]?[String(year)] ?? [:]
        let parts = children.compactMap { child in
            (totals[child.code]?[String(year)]).map { MonitoringView.Part(place: child, figures: $0) }
        }
        let course = try table(key, spans + years.map(String.init), [region])[region] ?? [:]
        let series = Dictionary(
            uniqueKeysWithValues: Set(spans.flatMap { (course[$0] ?? [:]).keys }).map { measure in
                (measure, spans.map { course[$0]?[measure] })
            })
        let findings = try self.findings(region, year, programme)
        let measured = try own.merging(denominators(region, year, programme)) { own, _ in own }
        let categories = try categories(region, year, key)
        return MonitoringView(
            place: place,
            path: try RegionScope.path(of: region).dropFirst().reversed().compactMap { try places.place($0) },
            year: year, years: years, programme: programme, computation: run,
            isStale: try run.basis != queries.basis(), figures: own, parts: parts,
            remainder: Self.remainder(own, parts),
            indicators: try IndicatorReader(
                connection: connection, region: region, year: year, programme: programme, periods: spans, own: measured,
                course: spans.map { course[$0] ?? [:] }, categories: categories
            ).measured(),
            periods: spans,
            series: series, programmes: programme == nil ? try programmes(region, year) : [],
            breakdowns: Self.listed(categories), stages: try stages(region, year, programme),
            findings: findings, alerts: try alerts(region, year, programme))
    }

    /// The parts of years that all reports of the newest kind share: quarters before halves before months.
    static func spans(_ periods: [String]) -> [String] {
        let parts = periods.compactMap { ReportPeriod($0) }.filter { $0.months.count < 12 }
        let length = Dictionary(grouping: parts, by: \.months.count).max { $0.value.count < $1.value.count }?.key
        return parts.filter { $0.months.count == length }.sorted().map(\.description)
    }

    /// By region, period and measure.
    private func table(
        _ programme: String, _ periods: [String], _ regions: [String]
    ) throws -> [String: [String: [String: Int64]]] {
        var table: [String: [String: [String: Int64]]] = [:]
        for part in stride(from: 0, to: regions.count, by: 500).map({ regions[$0..<min($0 + 500, regions.count)] }) {
            for figure in try queries.figures(programmes: [programme], periods: periods, regions: Array(part)) {
                table[figure.region, default: [:]][figure.period, default: [:]][figure.measure] = figure.value
            }
        }
        return table
    }

    /// What a region counts whatever the programme: a programme's reach is measured by it too.
    private func denominators(_ region: String, _ year: Int, _ programme: String?) throws -> [String: Int64] {
        guard programme != nil else { return [:] }
        return try (table(FigureRecord.allProgrammes, [String(year)], [region])[region]?[String(year)] ?? [:])
            .filter { ["microEnterprises", "population", "households", "poorHouseholds"].contains($0.key) }
    }

    private static func remainder(_ own: [String: Int64], _ parts: [MonitoringView.Part]) -> [String: Int64] {
        guard !parts.isEmpty else { return [:] }
        return own.compactMapValues { $0 }.reduce(into: [:]) { result, figure in
            let below = parts.compactMap { $0.figures[figure.key] }.boundedSum
            if figure.value != below { result[figure.key] = figure.value - below }
        }
    }

    private func programmes(_ region: String, _ year: Int) throws -> [(code: String, figures: [String: Int64])] {
        let codes = try CatalogueQueries(connection).programmeCodes()
        var found: [String: [String: Int64]] = [:]
        for figure in try queries.figures(programmes: codes, periods: [String(year)], regions: [region]) {
            found[figure.programme, default: [:]][figure.measure] = figure.value
        }
        return codes.compactMap { code in found[code].map { (code, $0) } }
    }

    /// By breakdown, category and measure.
    private func categories(
        _ region: String, _ year: Int, _ programme: String
    ) throws -> [String: [String: [String: Int64]]] {
        var result: [String: [String: [String: Int64]]] = [:]
        for name in PersonCategories.breakdowns {
            for figure in try queries.figures(
                programmes: [programme], periods: [String(year)], breakdown: name, regions: [region])
            { result[name, default: [:]][figure.category, default: [:]][figure.measure] = figure.value }
        }
        return result
    }

    /// People on lists by category.
    private static func listed(
        _ categories: [String: [String: [String: Int64]]]
    ) -> [String: [(category: String, value: Int64)]] {
        categories.mapValues { parts in
            parts.compactMap { category, figures in figures["listed"].map { (category, $0) } }
                .sorted { order($0.0) < order($1.0) }
        }.filter { !$0.value.isEmpty }
    }

    /// Numbers by their size, what is not known last.
    static func order(_ category: String) -> (Int, Int, String) {
        (category == "-" ? 1 : 0, Int(category) ?? 0, category)
    }

    /// Stages are counted down to the district.
    private func stages(
        _ region: String, _ year: Int, _ programme: String?
    ) throws -> [(stage: String, figures: [String: Int64])] {
        guard let programme else { return [] }
        let figures = try queries.figures(
            programmes: [programme], periods: [String(year)], breakdown: "stage", regions: [region])
        return Dictionary(grouping: figures, by: \.category).sorted { $0.key < $1.key }.map { category, figures in
            (
                String(category.dropFirst(3)),
                Dictionary(figures.map { ($0.measure, $0.value) }, uniquingKeysWith: { $1 })
            )
        }
    }

    private func findings(_ region: String, _ year: Int, _ programme: String?) throws -> [ReportFinding] {
        // What concerns a report as a whole concerns the region that holds all of the programme's area.
        let homes = Dictionary(
            try ProgrammeLedger(connection).programmes(of: year).map { ($0.code, ReportCount.home(of: $0.area)) },
            uniquingKeysWith: { first, _ in first })
        return try queries.findings("report").compactMap { LedgerJSON.value(ReportFinding.self, $0) }.filter {
            finding in
            finding.period.hasPrefix(String(year)) && (programme == nil || finding.programme == programme)
                && RegionScope.lies(
                    finding.region ?? homes[finding.programme] ?? RegionScope.nation, in: region)
        }
    }

    private func alerts(_ region: String, _ year: Int, _ programme: String?) throws -> [Alert] {
        try queries.findings("alert").compactMap { LedgerJSON.value(Alert.self, $0) }.filter { alert in
            guard (alert.year ?? year) == year else { return false }
            // What is spread over the nation concerns each of its parts.
            if let place = alert.region, !RegionScope.lies(place, in: region) { return false }
            guard let programme else { return true }
            let lists = (alert.arguments["programmes"] ?? "").components(separatedBy: ", ")
            return alert.programme == programme || lists.contains(programme)
        }
    }
}
