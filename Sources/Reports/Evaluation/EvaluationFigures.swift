import Charts
import Problems
import Studies

/// The drawings of a study's items: curves with their bands, and estimates of groups with their intervals.
struct EvaluationFigures {
    let result: StudyResult
    let words: Words

    private var language: Language { words.language }

    /// The curves that the item holds, then one drawing of its groups where there are some.
    func drawings(_ item: StudyItem, number: Int) -> [any Figure] {
        var out: [any Figure] = []
        for (index, figure) in item.figures.enumerated() {
            out.append(drawn(figure, id: "curve-\(number)-\(index + 1)"))
        }
        if let groups = intervals(item, id: "groups-\(number)") { out.append(groups) }
        return out
    }

    private func drawn(_ figure: StudyFigure, id: String) -> ConcentrationFigure {
        let equality = figure.curves.first { $0.role == .equality }?.name[language] ?? words("equality")
        // One order in every document, so that a role always has the same look.
        let roles: [StudyFigure.Role] = [.lorenz, .concentration, .published]
        let curves = roles.flatMap { role in figure.curves.filter { $0.role == role } }
        return ConcentrationFigure(
            caption: Caption(id: id, title: figure.caption[language], summary: figure.description[language]),
            curves: curves.map { curve in
                ConcentrationFigure.Curve(
                    label: curve.name[language],
                    points: curve.points.map { ConcentrationFigure.Point(people: $0.x, amount: $0.y) },
                    // What the publication drew has few points: they are what it printed.
                    marked: curve.role == .published,
                    band: curve.band.map { ConcentrationFigure.Limits(people: $0.x, low: $0.low, high: $0.high) })
            },
            equalityLabel: equality, peopleLabel: figure.xLabel[language], amountLabel: figure.yLabel[language],
            numbers: words.numbers)
    }

    /// The estimates of one quantity by group; nil where there are fewer than two groups or several quantities.
    private func intervals(_ item: StudyItem, id: String) -> IntervalFigure? {
        let grouped = item.estimates.filter { !$0.group.isEmpty && $0.value != nil && $0.interval != nil }
        guard grouped.count > 1, Set(grouped.map(\.key)).count == 1, item.asPublished.isEmpty else { return nil }
        let rows = grouped.map { estimate in
            let interval = estimate.intervalCell.text(in: language)
            return IntervalFigure.Row(
                label: estimate.group[language], estimate: estimate.value ?? .nan, low: estimate.interval?.low,
                high: estimate.interval?.high,
                text: words.tight("\(estimate.valueCell.text(in: language)) (\(interval))"))
        }
        let scale = grouped[0].scale
        let style = words
        return IntervalFigure(
            caption: Caption(id: id, title: item.title[language], summary: words("figure.intervals")), rows: rows,
            header: (words("column.group"), grouped[0].label[language])
        ) { value, places in
            switch scale {
            case .share: style.tight(style.language.decimal(100 * value, places: max(0, places - 2)) + " %")
            case .rupiah: StudyCell.rupiah(value).text(in: style.language)
            default: style.language.decimal(value, places: places)
            }
        }
    }
}
