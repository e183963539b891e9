import Charts
import Linkage
import Problems

/// What stated probabilities turned out to be worth, where people or a truth column told.
struct LinkageReliability {
    let frame: LinkageFrame
    let calibration: Calibration

    private var words: Words { frame.words }
    private var groups: [ReliabilityGroup] { frame.result.reliability }

    func section(_ numbering: inout Numbering) -> Page.Section {
        let table = self.table(&numbering)
        let figure = self.figure(&numbering)
        return Page.Section("calibration", words("section.calibration")) {
            tag(.p, "", words("calibration.text"))
            tag(.p, "", basis)
            if calibration.isTaught { tag(.p, "", words("calibration.taught")) }
            if !groups.isEmpty,
                calibration.reliability.brierCalibrated >= calibration.reliability.brierModel
            {
                tag(.p, "", words("calibration.worse"))
            }
            table
            figure
        }
    }

    private var basis: String {
        words(
            calibration.source == .truth ? "calibration.truth" : "calibration.labels",
            [
                "pairs": words.count(calibration.pairs), "same": words.count(calibration.same),
                "method": words("calibration.\(calibration.method.rawValue)"),
            ])
    }

    /// Brier score and calibration error before and after.
    private func table(_ numbering: inout Numbering) -> HTML {
        let found = calibration.reliability
        func figure(_ value: Double) -> String { words.language.decimal(value, places: 4) }
        return ReportTable(
            caption: numbering.table(words("calibration.table")),
            columns: [
                .init(""), .init(words("calibration.brier"), .number), .init(words("calibration.error"), .number),
            ],
            rows: [
                ReportTable.Row([words("calibration.model"), figure(found.brierModel), figure(found.errorModel)]),
                ReportTable.Row([
                    words("calibration.calibrated"), figure(found.brierCalibrated), figure(found.errorCalibrated),
                ]),
            ], notes: [("", words("calibration.folds", ["folds": words.count(found.folds)]))], source: frame.source,
            look: .cardwise
        ).html
    }

    /// A run with a calibration that its model brought has no pairs to hold it against.
    private func figure(_ numbering: inout Numbering) -> HTML {
        guard !groups.isEmpty else { return tag(.p, "", words("calibration.elsewhere")) }
        let title = words("calibration.title")
        let rows = groups.map { group in
            let values = [group.model, group.calibrated, group.found]
            return DotFigure.Row(
                label: words("range", ["from": frame.bits(group.from), "to": frame.bits(group.to)]), values: values,
                texts: values.map(frame.percent),
                note: words(
                    "calibration.interval",
                    [
                        "low": frame.percent(group.low), "high": frame.percent(group.high),
                        "pairs": words.count(group.pairs),
                    ]))
        }
        let figure = DotFigure(
            caption: Caption(id: "calibration", title: title, summary: words("calibration.summary")), rows: rows,
            series: ["model", "calibrated", "found"].map { words("calibration.\($0)") }, range: 0...1,
            header: (words("calibration.weights"), words("calibration.range")),
            tick: { [words] value, _ in words.language.decimal(value * 100, places: 0) + " %" })
        return HTML.figure(
            figure, caption: numbering.figure(title), note: words("calibration.note"), dataLabel: frame.data,
            source: frame.source)
    }
}
