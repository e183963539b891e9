import Charts
import Linkage
import Problems

/// Pairs and groups held against the truth.
struct LinkageAccuracy {
    let frame: LinkageFrame
    let quality: LinkageQuality

    private var words: Words { frame.words }

    func section(_ numbering: inout Numbering) -> Page.Section {
        let table = self.table(&numbering)
        // Nothing to draw where nothing was weighed, or nothing could be found.
        guard quality.pairs.hasRecall, !quality.curve.isEmpty else {
            return Page.Section("accuracy", words("section.accuracy")) {
                tag(.p, "", words("accuracy.text"))
                tag(.p, "", words(quality.pairs.hasRecall ? "accuracy.no-pairs" : "accuracy.no-true"))
                table
            }
        }
        // Nobody chooses a threshold far beyond the one in use; without those the lines can be told apart.
        let points = Self.whole(quality.curve).filter { $0.weight <= frame.bound + 16 }
        let series: [(String, (LinkageQuality.Figures) -> Double)] = [
            ("accuracy.precision", \.precision), ("accuracy.recall", \.recall), ("accuracy.f1", \.f1),
        ]
        let lowest = points.flatMap { point in series.map { $0.1(point.figures) } }.min() ?? 0
        let figure = CurveFigure(
            caption: Caption(id: "accuracy", title: words("accuracy.title"), summary: words("accuracy.summary")),
            places: points.map(\.weight),
            series: series.map { series in
                LineSeries(label: words(series.0), values: points.map { series.1($0.figures) })
            }, range: max(0, min(0.9, (lowest * 10).rounded(.down) / 10))...1, reference: frame.reference,
            measure: words("accuracy.weight"), numbers: frame.numbers)
        let caption = numbering.figure(words("accuracy.title"))
        return Page.Section("accuracy", words("section.accuracy")) {
            tag(.p, "", words("accuracy.text"))
            table
            HTML.figure(
                figure, caption: caption, note: words("accuracy.note"), dataLabel: frame.data, source: frame.source)
        }
    }

    /// The curve at whole bits.
    static func whole(_ curve: [LinkageQuality.Point]) -> [LinkageQuality.Point] {
        guard let first = curve.first, let last = curve.last else { return [] }
        var (points, place) = ([LinkageQuality.Point](), 0)
        for weight in Int(first.weight.rounded(.down))...Int(last.weight.rounded(.down)) {
            while place < curve.count - 1, curve[place].weight < Double(weight) { place += 1 }
            var point = curve[place]
            point.weight = Double(weight)
            points.append(point)
        }
        return points
    }

    private func table(_ numbering: inout Numbering) -> HTML {
        func row(_ name: String, _ figures: LinkageQuality.Figures) -> ReportTable.Row {
            ReportTable.Row(
                [
                    name, words.count(figures.found), words.count(figures.foundTrue),
                    words.count(figures.found - figures.foundTrue),
                    words.count(figures.allTrue - figures.foundTrue),
                ]
                    + [
                        figures.hasPrecision ? figures.precision : nil, figures.hasRecall ? figures.recall : nil,
                        figures.hasF1 ? figures.f1 : nil,
                    ].map(share))
        }
        let hasBest = quality.best.figures.hasF1
        let best = words(
            "accuracy.best",
            ["threshold": frame.percent(MatchWeight.probability(quality.best.weight))])
        return ReportTable(
            caption: numbering.table(words("accuracy.table")),
            columns: [.init("")]
                + ["found", "right", "wrong", "missed", "precision", "recall", "f1"].map {
                    .init(words("accuracy.\($0)"), .number)
                },
            rows: [
                row(words("accuracy.pairs", ["threshold": frame.threshold]), quality.pairs),
                row(words("accuracy.groups"), quality.clusters),
            ] + (hasBest ? [row(best, quality.best.figures)] : []),
            notes: hasBest ? [("", words("accuracy.best.note"))] : [], source: frame.source, look: .cardwise
        ).html
    }

    private func share(_ value: Double?) -> String {
        guard let value else { return words("accuracy.none") }
        return words.tight(words.language.decimal(value * 100, places: 2) + " %")
    }
}
