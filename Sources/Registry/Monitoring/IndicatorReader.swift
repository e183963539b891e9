import Store

/// Computes the indicators of a region and year from the figures that were counted.
struct IndicatorReader {
    let connection: any Connection
    let region: String
    let year: Int
    /// Nil for all programmes together.
    let programme: String?
    /// Parts of years, in their order.
    let periods: [String]
    /// Figures of the year, and of each of the periods.
    let own: [String: Int64]
    let course: [[String: Int64]]
    /// Figures of the year by breakdown, category and measure.
    let categories: [String: [String: [String: Int64]]]

    func measured() throws -> [MonitoringView.Measured] {
        let targets = try LedgerQueries(connection).current(.init("target", fiscalYear: year)).compactMap {
            LedgerJSON.value(IndicatorTarget.self, $0.document)
        }.filter { $0.region == region && $0.programme == programme }
        let programmes = try byProgramme()
        let limits = try MonitoringLimits.current(LedgerQueries(connection))
        return try Registry.indicators(connection).map { indicator in
            let (figures, counted, leftOut) = Self.figures(own, programmes[String(year)] ?? [:], indicator)
            let set = targets.last { $0.indicator == indicator.code }
            let target = set?.target ?? indicator.target
            let green = set?.green ?? indicator.green ?? limits.green
            let amber = set?.amber ?? indicator.amber ?? limits.amber
            let reached = Self.value(indicator, figures)
            let isCompared = programme == nil && !indicator.compared.isEmpty
            return MonitoringView.Measured(
                indicator: indicator, value: reached, baseline: set?.baseline ?? indicator.baseline,
                target: target,
                light: TrafficLight(reached, target: target, green: green, amber: amber, indicator.direction),
                green: green, amber: amber,
                inputs: indicator.measures.compactMap { measure in figures[measure].map { (measure, $0) } },
                series: zip(periods, course).map { period, whole in
                    Self.value(indicator, Self.figures(whole, programmes[period] ?? [:], indicator).figures)
                }, programmes: isCompared ? counted : nil, leftOut: isCompared ? leftOut : [],
                breakdowns: breakdowns(indicator))
        }
    }

    private static func value(_ indicator: Indicator, _ figures: [String: Int64]) -> Double? {
        indicator.value { figures[$0].map(Double.init) }
    }

    /// The indicator in each category of what it can be broken down by.
    private func breakdowns(_ indicator: Indicator) -> [MonitoringView.Breakdown] {
        let measures = indicator.measures
        return PersonCategories.breakdowns.filter(indicator.disaggregation.contains).compactMap { name in
            let parts = (categories[name] ?? [:]).filter { _, own in measures.contains { own[$0] != nil } }
            guard !parts.isEmpty else { return nil }
            return MonitoringView.Breakdown(
                name: name,
                parts: parts.sorted { MonitoringReader.order($0.key) < MonitoringReader.order($1.key) }.map {
                    category, own in
                    // Of people counted beside others, nobody counted is none of them.
                    let inputs = measures.map { ($0, own[$0] ?? 0) }
                    let figures = Dictionary(inputs, uniquingKeysWith: { $1 })
                    return .init(category: category, value: Self.value(indicator, figures), inputs: inputs)
                })
        }
    }

    /// Figures of each programme by period; nothing where the view is of one programme.
    private func byProgramme() throws -> [String: [String: [String: Int64]]] {
        guard programme == nil else { return [:] }
        var found: [String: [String: [String: Int64]]] = [:]
        for figure in try FigureQueries(connection).figures(
            programmes: try CatalogueQueries(connection).programmeCodes(), periods: [String(year)] + periods,
            regions: [region])
        { found[figure.period, default: [:]][figure.programme, default: [:]][figure.measure] = figure.value }
        return found
    }

    /// The figures that a formula is computed from: of measures that are held against each other, the sums of the
    /// programmes that report all of them.
    private static func figures(
        _ whole: [String: Int64], _ programmes: [String: [String: Int64]], _ indicator: Indicator
    ) -> (figures: [String: Int64], counted: [String], leftOut: [String]) {
        let compared = indicator.compared
        guard !compared.isEmpty, !programmes.isEmpty else { return (whole, [], []) }
        var figures = whole
        for measure in compared { figures[measure] = nil }
        var counted: [String] = []
        var leftOut: [String] = []
        for (code, own) in programmes {
            let told = compared.compactMap { own[$0] }
            guard told.count == compared.count else {
                if !told.isEmpty { leftOut.append(code) }
                continue
            }
            counted.append(code)
            for (measure, value) in zip(compared, told) { figures[measure, default: 0].addRupiah(value) }
        }
        return (figures, counted.sorted(), leftOut.sorted())
    }
}
