import Charts
import Indonesia
import Problems
import Registry
import Store

/// The figures of a view as pictures, each with its values as a table.
struct MonitoringPictures {
    let view: MonitoringView
    let names: Names
    let words: Words

    /// From proposed to cashed. Of all programmes together the stages are bars: not every programme reports every stage,
    /// so that a later one may hold more people.
    func funnel() -> Board.Part? {
        let reported = Stages.chain.compactMap { stage in view.figures[stage].map { (stage, $0) } }
        guard reported.count > 1 || !view.stages.isEmpty else { return nil }
        var part = Board.Part("corong", words("monitoring.funnel"))
        let falls = zip(reported, reported.dropFirst()).allSatisfy { $0.1 >= $1.1 }
        if reported.count > 1 {
            if view.programme != nil, falls {
                part.drawings.append(
                    Drawing(
                        FunnelFigure(
                            caption: caption("funnel"),
                            stages: reported.map { .init(label: words.measure($0.0), count: Int($0.1)) },
                            numbers: words.numbers,
                            header: (words("column.stage"), words("column.people"), words("column.share")))))
            } else {
                part.drawings.append(bars("funnel", reported.map { (words.measure($0.0), $0.1, "people") }))
                part.footnotes.append(
                    words(view.programme == nil ? "monitoring.funnel.all" : "monitoring.funnel.rises"))
            }
        }
        if !view.stages.isEmpty { part.grids.append(stages()) }
        return part
    }

    /// How many people came to each stage of a proposal, and how long it took them from the stage before.
    private func stages() -> Grid {
        Grid(
            words("monitoring.stages"),
            [
                .text(words("column.stage")), .figure(words("column.people")), .figure(words("column.refused-there")),
                .figure(words("column.median-days")), .figure(words("column.longest-days")),
            ],
            view.stages.map { stage in
                func days(_ measure: String) -> String {
                    stage.figures[measure].map { words("unit.days", ["n": words.count($0)]) } ?? "–"
                }
                return Grid.Line([
                    .init(stage.stage), .init(words.figure(stage.figures["stageEntered"], "stageEntered")),
                    .init(words.count(stage.figures["stageRefused"] ?? 0)), .init(days("stageMedianDays")),
                    .init(days("stageLongestDays")),
                ])
            }, none: "", fold: words.fold)
    }

    /// Budget and target of one programme against what was reached.
    func plan() -> Board.Part? {
        let money = ["budget", "budgetRealised", "amountDistributed"].compactMap { measure in
            view.figures[measure].map { (words.measure(measure), $0, measure) }
        }
        let people = ["target", "distributed", "cashed"].compactMap { measure in
            view.figures[measure].map { (words.measure(measure), $0, measure) }
        }
        var part = Board.Part("anggaran", words("monitoring.plan"))
        if money.count > 1 { part.drawings.append(bars("money", money)) }
        if people.count > 1 { part.drawings.append(bars("target", people)) }
        return part.drawings.isEmpty ? nil : part
    }

    /// How people and rupiah went from period to period.
    func course() -> Board.Part? {
        guard view.periods.count > 1 else { return nil }
        var part = Board.Part("perjalanan", words("monitoring.course"))
        let people = lines(["proposed", "distributed", "cashed"]) { Double($0) }
        let money = lines(["amountDistributed", "amountCashed", "budgetRealised"]) { Double($0) / 1_000_000 }
        for (id, series) in [("people", people), ("rupiah", money)] where !series.isEmpty {
            part.drawings.append(
                Drawing(
                    TrendFigure(
                        caption: caption("course-" + id), periods: view.periods.map(words.shortPeriod), series: series,
                        periodHeader: words("column.period"), numbers: words.numbers)))
        }
        return part.drawings.isEmpty ? nil : part
    }

    private func lines(_ measures: [String], _ scale: (Int64) -> Double) -> [LineSeries] {
        measures.compactMap { measure in
            guard let values = view.series[measure], values.contains(where: { $0 != nil }) else { return nil }
            return .init(label: words.measure(measure), values: values.map { $0.map(scale) })
        }
    }

    /// Who is on the lists.
    func breakdowns() -> Board.Part? {
        guard !view.breakdowns.isEmpty else { return nil }
        var part = Board.Part("siapa", words("monitoring.breakdowns"))
        part.paragraphs = [words("monitoring.breakdowns.text")]
        for name in ["sex", "age", "sector", "decile"] {
            guard let values = view.breakdowns[name] else { continue }
            part.drawings.append(
                bars("by-" + name, values.map { (words.category(name, $0.category), $0.value, "people") }, sum: true))
        }
        part.footnotes = [words("monitoring.breakdowns.internal")]
        return part
    }

    private func bars(_ id: String, _ values: [(String, Int64, String)], sum: Bool = false) -> Drawing {
        let total = values.map(\.1).boundedSum
        return Drawing(
            BarFigure(
                caption: caption(id),
                bars: values.map { label, value, measure in
                    let text = Words.isMoney(measure) ? words.roundRupiah(value) : words.count(value)
                    let share = sum ? " (" + words.percent(Int(value), of: Int(total)) + ")" : ""
                    return .init(label: label, value: Double(value), text: text + share)
                }, header: (words("column.what"), words("column.value"))))
    }

    private func caption(_ id: String) -> Caption {
        Caption(
            id: id, title: words("monitoring.picture.\(id)"),
            summary: words(
                "monitoring.picture.summary", ["place": view.place.name, "year": String(view.year)]))
    }

    /// The course of an indicator as a line in a table; nil with fewer than two values.
    static func spark(_ item: MonitoringView.Measured, _ periods: [String], _ words: Words) -> String? {
        guard item.series.count(where: { $0 != nil }) > 1 else { return nil }
        let unit = item.indicator.unit
        let texts = zip(periods, item.series).compactMap { period, value in
            value.map { words.shortPeriod(period) + " " + words.value($0, unit) }
        }
        return Sparkline(
            caption: Caption(
                id: "spark-" + item.indicator.code, title: item.indicator.name(words.language),
                summary: texts.joined(separator: " → ")),
            values: item.series, header: (words("column.period"), words("column.value")),
            text: { words.value($0, unit) }
        ).svg()
    }
}
