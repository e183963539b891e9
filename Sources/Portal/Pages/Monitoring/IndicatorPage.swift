import Charts
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// One indicator opened: what it means, how it is computed, from which figures, and from which rows of which reports.
enum IndicatorPage {
    static func address(_ code: String, _ choice: MonitoringChoice) -> String {
        choice.address("/pantau/indikator/" + Query.encoded(code))
    }

    static func make(_ desk: Desk, _ code: String) throws -> Page {
        let words = desk.words
        let names = try Names(desk.registry, words)
        guard let view = try MonitoringChoice(desk.query).view(desk.registry, names),
            let item = view.indicators.first(where: { $0.indicator.code == code })
        else { throw HTTPError(.notFound) }
        let choice = MonitoringChoice(view)
        let indicator = item.indicator
        var board = Board(
            indicator.name(words.language),
            lead: words(
                "indicator.lead",
                [
                    "place": view.place.name, "year": String(view.year),
                    "programme": view.programme.map(names.programme) ?? words("choose.all-programmes"),
                ]))
        board.crumbs =
            [.init(label: words("nav.monitoring"), address: choice.address())]
            + view.path.map {
                .init(label: $0.name, address: address(code, choice.with(region: $0.code)))
            }
        board.chooser = MonitoringPage.chooser(view, names, words, path: "/pantau/indikator/" + Query.encoded(code))
        board.cards = [
            .init(figure: words.value(item.value, indicator.unit), label: words("column.value")),
            .init(figure: words.value(item.target, indicator.unit), label: words("column.goal")),
            .init(figure: words.value(item.baseline, indicator.unit), label: words("column.baseline")),
            .init(figure: MonitoringPage.light(item, words).value, label: words("column.light")),
        ]
        board.parts = [meaning(item, view, words), inputs(item, view, words)]
        if let parts = breakdowns(item, words) { board.parts.append(parts) }
        if let course = course(item, view, words) { board.parts.append(course) }
        if let rows = try rows(desk, item, view, names) { board.parts.append(rows) }
        return board.page(.monitoring)
    }

    private static func meaning(
        _ item: MonitoringView.Measured, _ view: MonitoringView, _ words: Words
    ) -> Board.Part {
        let indicator = item.indicator
        var part = Board.Part("arti", words("indicator.meaning"))
        part.paragraphs = [indicator.definition(words.language)]
        let facts: [(String, String?)] = [
            ("concept", words.pick(indicator.concept["id"], indicator.concept["en"])),
            ("right", indicator.right.map { words.name("right", $0) }),
            ("unit", words("indicator.unit.\(indicator.unit.rawValue)")),
            ("direction", words("indicator.direction.\(indicator.direction.rawValue)")),
            (
                "light",
                item.target == nil
                    ? words("light.no-goal")
                    : words(
                        "indicator.light.text",
                        [
                            "green": words.share(item.green, places: 0),
                            "amber": words.share(item.amber, places: 0),
                        ])
            ), ("source", indicator.source),
            ("disaggregation", indicator.disaggregation.map { words.name("by", $0) }.joined(separator: ", ")),
            ("counted", words.instant(view.computation.computedAt)), ("as-of", words.day(view.computation.asOf)),
        ]
        part.facts =
            facts.compactMap { key, value in
                value.flatMap { $0.isEmpty ? nil : BatchPage.Fact(label: words("indicator.fact.\(key)"), value: $0) }
            }
            + [
                .init(label: words("indicator.fact.formula"), value: formula(indicator, words)),
                .init(label: words("indicator.fact.code"), value: indicator.formula, isCode: true),
            ]
        return part
    }

    /// The formula with its measures in words.
    private static func formula(_ indicator: Indicator, _ words: Words) -> String {
        indicator.measures.sorted { $0.count > $1.count }.reduce(
            " "
                + indicator.formula.replacing("/", with: " ÷ ").replacing("*", with: " × ")
                .replacing("(", with: "( ").replacing(")", with: " )") + " "
        ) { text, measure in text.replacing(" \(measure) ", with: " \(words.measure(measure)) ") }
        .split(separator: " ").joined(separator: " ")
    }

    private static func inputs(
        _ item: MonitoringView.Measured, _ view: MonitoringView, _ words: Words
    ) -> Board.Part {
        var part = Board.Part("masukan", words("indicator.inputs"))
        let known = Dictionary(item.inputs.map { ($0.measure, $0.value) }, uniquingKeysWith: { first, _ in first })
        part.grids = [
            Grid(
                words("indicator.inputs"),
                [.text(words("column.what")), .figure(words("column.value")), .text(words("column.source"))],
                item.indicator.measures.map { measure in
                    let source = MeasureSource(measure)
                    return Grid.Line([
                        .init(words.measure(measure)), .init(words.figure(known[measure], measure)),
                        .init(words("measure-source.\(source.rawValue)"), href: source.address(view.year)),
                    ])
                }, none: "", fold: words.fold)
        ]
        if !item.leftOut.isEmpty {
            part.footnotes.append(
                words(
                    "indicator.left-out",
                    [
                        "n": words.count(item.programmes?.count ?? 0),
                        "codes": item.leftOut.joined(separator: ", "),
                    ]))
        }
        if item.value == nil { part.footnotes.append(words("indicator.no-value")) }
        return part
    }

    /// The value by sex, age, sector and decile, with the figures it rests on.
    private static func breakdowns(_ item: MonitoringView.Measured, _ words: Words) -> Board.Part? {
        guard !item.breakdowns.isEmpty else { return nil }
        var part = Board.Part("rincian", words("indicator.breakdowns"))
        part.paragraphs = [words("indicator.breakdowns.text")]
        part.grids = item.breakdowns.map { breakdown in
            Grid(
                words.name("by", breakdown.name),
                [.text(words.name("by", breakdown.name)), .figure(words("column.value"))]
                    + item.indicator.measures.map { .figure(words.measure($0)) },
                breakdown.parts.map { row in
                    Grid.Line(
                        [
                            .init(words.category(breakdown.name, row.category)),
                            .init(words.value(row.value, item.indicator.unit)),
                        ] + row.inputs.map { .init(words.figure($0.value, $0.measure)) })
                }, none: "", fold: words.fold)
        }
        return part
    }

    private static func course(
        _ item: MonitoringView.Measured, _ view: MonitoringView, _ words: Words
    ) -> Board.Part? {
        guard item.series.contains(where: { $0 != nil }) else { return nil }
        let isShare = item.indicator.unit == .share
        let scale = isShare ? 100.0 : 1
        var series = [
            LineSeries(
                label: item.indicator.name(words.language) + (isShare ? " (%)" : ""),
                values: item.series.map { $0.map { $0 * scale } })
        ]
        if let target = item.target {
            series.append(
                .init(
                    label: words("column.goal") + (isShare ? " (%)" : ""),
                    values: view.periods.map { _ in target * scale }))
        }
        var part = Board.Part("perjalanan", words("indicator.course"))
        part.drawings = [
            Drawing(
                TrendFigure(
                    caption: Caption(
                        id: "course", title: words("indicator.course"), summary: words("indicator.course.summary")),
                    periods: view.periods.map(words.shortPeriod), series: series,
                    periodHeader: words("column.period"), numbers: words.numbers, places: isShare ? 1 : 0))
        ]
        part.footnotes = [words("indicator.course.text")]
        return part
    }

    /// The rows of reports behind the formula's figures.
    private static func rows(
        _ desk: Desk, _ item: MonitoringView.Measured, _ view: MonitoringView, _ names: Names
    ) throws -> Board.Part? {
        let words = desk.words
        let measures = Set(item.indicator.measures.compactMap(MeasureSource.reported)).sorted()
        guard !measures.isEmpty else { return nil }
        let found = try desk.registry.reportedFigures(
            measures, region: view.place.code, year: view.year, programme: view.programme)
        let pager = Pager(found.count, desk.visit)
        let shown = Array(found[pager.range])
        let places = try desk.registry.places(shown.map(\.figure.region))
        var part = Board.Part("baris", words("indicator.rows"))
        part.paragraphs = [words("indicator.rows.text")]
        part.grids = [
            Grid(
                words("indicator.rows"),
                [
                    .text(words("column.programme")), .text(words("column.period")), .text(words("column.region")),
                    .text(words("column.what")), .figure(words("column.value")), .text(words("column.institution")),
                    .text(words("column.file-row")), .figure(words("column.version")),
                ],
                shown.map { row in
                    let report = row.report
                    return Grid.Line([
                        .init(names.short(report.programme)),
                        .init(words.period(report.period.description), href: ReportingAddress.report(report)),
                        .init(places[row.figure.region]?.name ?? row.figure.region),
                        .init(words.measure(row.figure.measure)),
                        .init(words.figure(row.figure.value, row.figure.measure)),
                        .init(names.institution(report.institution)),
                        .init(
                            words(
                                "finding.file-row",
                                [
                                    "file": report.sending.name, "row": words.count(row.figure.row),
                                ])), .init(words.count(report.version)),
                    ])
                }, none: words("indicator.rows.none"), fold: words.fold)
        ]
        part.pagers = [pager]
        return part
    }
}

/// Where a measure comes from.
enum MeasureSource: String {
    case reports, lists, profiles, diaries, denominators, programmes, calendar

    init(_ measure: String) {
        self =
            switch measure {
            case "listed", "people", "amountListed", "listedWomen", "listedPoor", "listedDecileKnown": .lists
            case "microEnterprises", "population", "households", "poorHouseholds": .denominators
            case "budget", "target", "programmes", "amountDue": .programmes
            case "reportsDue", "reportsOnTime", "reportsLate", "reportsMissing", "reports", "reportsSound": .calendar
            case "profiles", "taxNumberKnown", "withTaxNumber", "recordsKnown", "withRecords", "cashKnown", "lowCash",
                "turnoverKnown", "withTurnover", "measuredTwice", "turnoverRose", "turnoverHeld", "fundsUseKnown",
                "fundsInBusiness":
                .profiles
            case "meetings", "meetingsAttended", "instalmentsDue", "instalmentsPaid", "diaryNotes": .diaries
            default: .reports
            }
    }

    /// The measure of reports that one is counted from; nil where it does not come from reports.
    static func reported(_ measure: String) -> String? {
        switch measure {
        case "usedOfBudget": "budgetRealised"
        case "reachedOfTarget", "amountDue": "distributed"
        case "amountFixed": "amountDistributed"
        default: MeasureSource(measure) == .reports ? measure : nil
        }
    }

    /// The page that shows where it comes from.
    func address(_ year: Int) -> String? {
        switch self {
        case .reports: "#baris"
        case .lists: "/daftar"
        case .calendar: ReportingAddress.scorecard(year)
        case .programmes: "/peta-program?tahun=\(year)"
        case .profiles: "/kirim?jenis=profil"
        case .diaries: TrainingsPage.path + "?tahun=\(year)"
        case .denominators: "/kirim?jenis=penyebut"
        }
    }
}
