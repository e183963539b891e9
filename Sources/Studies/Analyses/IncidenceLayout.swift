import Evaluation
import Problems

/// Tables and figure of an incidence analysis.
struct IncidenceLayout {
    let result: IncidenceResult
    let labels: [LocalText]
    let printedShares: [String]
    let caption: LocalText
    /// Whether the rows stand for a population and not for recipients alone.
    let isPopulation: Bool

    /// Whether recipients alone are placed among the population by its limits, so that no curve of theirs speaks.
    var restsOnLimits: Bool { !isPopulation && result.external != nil }

    /// The publication's classes: equal width, unequal numbers; nil where nobody asks for them.
    var classes: StudyTable? {
        guard let classes = result.equalWidth else { return nil }
        var columns: [StudyTable.Column] = [
            .init(Wording.text("column.class")), .init(Wording.text("column.limits"), numeric: true),
            .init(Wording.text("column.n"), numeric: true),
            .init(Wording.text("column.population-share"), numeric: true),
            .init(Wording.text("column.benefit-share"), numeric: true),
        ]
        if !printedShares.isEmpty { columns.append(.init(Wording.text("column.printed-share"), numeric: true)) }
        let shares = classes.printedShares(places: 2)
        var rows: [StudyTable.Row] = []
        for index in classes.counts.indices {
            var cells: [StudyCell] = [
                .text(label(index)), .text(limits(classes.breaks[index], classes.breaks[index + 1], first: index == 0)),
                .count(classes.counts[index]), .percent(classes.counts[index], of: classes.n, places: 1),
                .number(Double(shares[index]) ?? 0, places: 2),
            ]
            if !printedShares.isEmpty {
                cells.append(index < printedShares.count ? .printed(printedShares[index]) : .empty)
            }
            rows.append(.init(cells))
        }
        var total: [StudyCell] = [
            .text(Wording.text("row.total")), .empty, .count(classes.n), .percent(classes.n, of: classes.n, places: 1),
            .number(1, places: 2),
        ]
        if !printedShares.isEmpty { total.append(.empty) }
        rows.append(.init(total, total: true))
        return StudyTable(
            .incidence, Self.joined(caption, Wording.text("table.equal-width")), columns: columns, rows: rows,
            footnotes: [.init("", Wording.text("note.equal-width"))])
    }

    /// Groups between the population's limits; nil where the study names none.
    func external(_ reference: PopulationReference?) -> StudyTable? {
        guard let groups = result.external else { return nil }
        let fair = 1 / Double(groups.counts.count)
        let rows = groups.counts.indices.map { index -> StudyTable.Row in
            let lower = index == 0 ? nil : groups.cuts[index - 1]
            let upper = index < groups.cuts.count ? groups.cuts[index] : nil
            return .init([
                .text(Wording.text("row.quantile", ["k": String(index + 1)])), .text(between(lower, upper)),
                .count(groups.counts[index]), .share(fair, places: 1),
                .share(groups.populationShare[index], places: 1), .share(groups.benefitShare[index], places: 1),
                .number(groups.benefitShare[index] / fair, places: 2),
            ])
        }
        let headings = [
            "column.group", "column.limits", "column.n", "column.population-reference", "column.rows-share",
            "column.benefit-percent", "column.relative",
        ]
        let note = Wording.text("note.external") { ["source": reference?.source[$0] ?? ""] }
        return StudyTable(
            .incidence, Self.joined(caption, Wording.text("table.external")),
            columns: headings.enumerated().map { .init(Wording.text($1), numeric: $0 > 0) }, rows: rows,
            footnotes: [.init("", note)])
    }

    /// True quantile groups of the same rows.
    var quantiles: StudyTable {
        let groups = result.quantiles
        let rows = groups.counts.indices.map { index -> StudyTable.Row in
            let lower = index == 0 ? nil : groups.cuts[index - 1]
            let upper = index < groups.cuts.count ? groups.cuts[index] : nil
            return .init([
                .text(Wording.text("row.quantile", ["k": String(index + 1)])), .text(between(lower, upper)),
                .count(groups.counts[index]), .number(100 * groups.populationShare[index], places: 1),
                .number(100 * groups.benefitShare[index], places: 1),
                .number(100 * result.exact.benefitShare[index], places: 1),
                .number(100 * groups.equalBenefitShare[index], places: 1),
                groups.participation[index].map { .share($0, places: 1) } ?? .empty,
            ])
        }
        let headings = [
            "column.group", "column.limits", "column.n", "column.population-share", "column.benefit-percent",
            "column.benefit-exact", "column.benefit-equal", "column.participation",
        ]
        return StudyTable(
            .incidence,
            Self.joined(caption, Wording.text(restsOnLimits ? "table.quantiles-recipients" : "table.quantiles")),
            columns: headings.enumerated().map { .init(Wording.text($1), numeric: $0 > 0) }, rows: rows,
            footnotes: [.init("", Wording.text(isPopulation ? "note.quantiles-population" : "note.quantiles"))])
    }

    /// The indices and what may be said.
    func indices(_ verdict: IncidenceVerdict) -> StudyTable {
        var figures: [(String, StudyCell)] = []
        if let classes = result.equalWidth {
            let grouped = try? ConcentrationCurve.index(
                unitShares: classes.populationShare, outcomeShares: classes.benefitShare)
            figures.append(("row.paper-index", .number(classes.paperIndex(), places: 3)))
            figures.append(("row.grouped-index", grouped.map { .number($0, places: 3) } ?? .empty))
        }
        figures += [
            (
                restsOnLimits ? "row.concentration-recipients" : "row.concentration",
                .number(result.concentration.index, places: 3)
            ),
            (restsOnLimits ? "row.gini-recipients" : "row.gini", .number(result.lorenz.index, places: 3)),
            ("row.verdict", .text(verdict.text)),
        ]
        return StudyTable(
            .estimates, Self.joined(caption, Wording.text("table.indices")),
            columns: [.init(Wording.text("column.quantity")), .init(Wording.text("column.value"), numeric: true)],
            rows: figures.map { .init([.text(Wording.text($0)), $1]) })
    }

    /// The Lorenz curve, the concentration curve, the line of equality and the curve as the publication draws it.
    func figure(name: String, band: [StudyFigure.Band]) -> StudyFigure {
        if restsOnLimits, let groups = result.external { return figure(name, between: groups) }
        var curves = [
            StudyFigure.Curve(
                role: .equality, name: Wording.text("curve.equality"), points: [.init(0, 0), .init(1, 1)]),
            StudyFigure.Curve(
                role: .concentration, name: Wording.text("curve.concentration"), points: points(result.concentration),
                band: band),
            StudyFigure.Curve(role: .lorenz, name: Wording.text("curve.lorenz"), points: points(result.lorenz)),
        ]
        let printed = printedShares.compactMap { PrintedPercent($0, whole: 1)?.value }
        if !printed.isEmpty, printed.count == printedShares.count {
            var height = 0.0
            let corners = printed.enumerated().map { index, share in
                height += share
                return StudyFigure.Point(Double(index + 1) / Double(printed.count), min(1, height))
            }
            curves.append(
                .init(role: .published, name: Wording.text("curve.published"), points: [.init(0, 0)] + corners))
        }
        let description = Wording.text("figure.description") {
            [
                "concentration": $0.decimal(result.concentration.index, places: 3),
                "gini": $0.decimal(result.lorenz.index, places: 3),
            ]
        }
        return StudyFigure(
            name: name, caption: Self.joined(caption, Wording.text("figure.curves")), description: description,
            xLabel: Wording.text("figure.x"), yLabel: Wording.text("figure.y"), curves: curves)
    }

    /// What of the benefits lies below each limit of the population, against the population's own share.
    private func figure(_ name: String, between groups: IncidenceGroups) -> StudyFigure {
        let all = Double(groups.benefitShare.count)
        var corners = [StudyFigure.Point(0, 0)]
        for (index, share) in groups.benefitShare.enumerated() {
            let height = corners[index].y + share
            corners.append(StudyFigure.Point(Double(index + 1) / all, min(1, height)))
        }
        let description = Wording.text("figure.limits") {
            ["fair": $0.decimal(100 / all, places: 0), "share": $0.decimal(100 * groups.benefitShare[0], places: 1)]
        }
        return StudyFigure(
            name: name, caption: Self.joined(caption, Wording.text("figure.shares")), description: description,
            xLabel: Wording.text("figure.x-population"), yLabel: Wording.text("figure.y"),
            curves: [
                .init(role: .equality, name: Wording.text("curve.equality"), points: [.init(0, 0), .init(1, 1)]),
                .init(role: .concentration, name: Wording.text("curve.limits"), points: corners),
            ])
    }

    /// The corners of a curve. Of very many only those a drawing can show: each moves by a thousandth of the square's side
    /// from the one before, so that the line lies nowhere further than that from the curve.
    private func points(_ curve: ConcentrationCurve) -> [StudyFigure.Point] {
        let corners = curve.points.map { StudyFigure.Point($0.p, $0.share) }
        let step = 0.001
        guard Double(corners.count) > 2 / step, let last = corners.last else { return corners }
        var drawn = [corners[0]]
        for corner in corners.dropFirst().dropLast() {
            let from = drawn[drawn.count - 1]
            if corner.x - from.x >= step || abs(corner.y - from.y) >= step { drawn.append(corner) }
        }
        return drawn + [last]
    }

    private func label(_ index: Int) -> LocalText {
        index < labels.count ? labels[index] : Wording.text("row.class-number", ["k": String(index + 1)])
    }

    private func limits(_ lower: Double, _ upper: Double, first: Bool) -> LocalText {
        Wording.text(first ? "value.from-to" : "value.above-to") {
            ["lower": $0.decimal(lower, places: 0), "upper": $0.decimal(upper, places: 0)]
        }
    }

    private func between(_ lower: Double?, _ upper: Double?) -> LocalText {
        switch (lower, upper) {
        case (nil, let upper?): Wording.text("value.up-to") { ["upper": $0.decimal(upper, places: 0)] }
        case (let lower?, nil): Wording.text("value.above") { ["lower": $0.decimal(lower, places: 0)] }
        case (let lower?, let upper?): limits(lower, upper, first: false)
        case (nil, nil): LocalText("")
        }
    }

    static func joined(_ first: LocalText, _ second: LocalText) -> LocalText {
        LocalText(first.id + " – " + second.id, en: first.en + " – " + second.en)
    }
}
