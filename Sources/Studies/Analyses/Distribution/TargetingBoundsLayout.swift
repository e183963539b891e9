import Evaluation
import Problems

/// What recipients alone and numbers from elsewhere allow to say of coverage: the least and the most it can be.
struct TargetingBoundsLayout {
    private let bounds: [(key: String, range: Interval)]

    init(_ found: TargetingBounds) {
        let ways: [(String, () throws(EvaluationRefusal) -> Interval)] = [
            ("coverage", found.coverage), ("exclusion_error", found.exclusionError),
            ("coverage_noneligible", found.coverageOfOthers), ("targeting_differential", found.differential),
            ("correctly_classified", found.correctlyClassified),
        ]
        bounds = ways.compactMap { key, way in (try? way()).map { (key, $0) } }
    }

    var fields: [String: JSON] {
        Dictionary(bounds.map { ($0.key + "_bounds", .numbers([$0.range.lower, $0.range.upper])) }) { first, _ in first
        }
    }

    func table(caption: LocalText) -> StudyTable {
        StudyTable(
            .estimates, IncidenceLayout.joined(caption, Wording.text("table.bounds")),
            columns: [
                .init(Wording.text("column.quantity")), .init(Wording.text("column.least"), numeric: true),
                .init(Wording.text("column.most"), numeric: true),
            ],
            rows: bounds.map { key, range in
                .init([
                    .text(Wording.text("estimate." + key)), .share(range.lower, places: 1),
                    .share(range.upper, places: 1),
                ])
            }, footnotes: [.init("", Wording.text("note.bounds"))])
    }
}
