import Evaluation
import Problems

/// Power, sample size and the cost of a loan: questions that need no rows, put in the vocabulary of the cases.
///
/// The keys are the options of `gapura stat` with `-` for `_`.
struct PlanningAnalysis: Analysis {
    let head: AnalysisHead
    private let options: [String: JSON]
    private let places: [String: Place]

    init(_ node: StudyNode) throws(Problem) {
        head = try AnalysisHead(node)
        let known = Self.case(head.method)?.options ?? []
        try node.allow(AnalysisHead.keys + known.map { $0.replacing("_", with: "-") })
        var options: [String: JSON] = [:]
        var places: [String: Place] = [:]
        for (key, value) in try node.entries() where !AnalysisHead.keys.contains(key) {
            let text = try value.text()
            let number = Int(text).map(JSON.integer) ?? Double(text).map { .finite($0) }
            places[key] = value.place
            options[key.replacing("-", with: "_")] = number ?? .string(text)
        }
        self.options = options
        self.places = places
    }

    private static func `case`(_ method: String) -> CaseMethod? {
        CaseMethod.all[method.replacing("-", with: "_")]
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let options = options
        let (fields, warnings) = try answer(options)
        let evidence = AnalysisSample.evidence(head.method, context, used: 0, dropped: 0, error: "none")
        var item = head.item(n: 0, missing: 0)
        item.evidence = evidence
        item.estimates = fields.sorted { $0.key < $1.key }.compactMap { key, value in
            // Groups of one size are told once.
            if fields["n_per_group"] != nil, fields["n1"] == fields["n2"], key == "n1" || key == "n2" { return nil }
            // A sample holds whole units, and never fewer than the power asks for.
            let isSize = Self.sizes.contains(key)
            return value.double.map { StudyEstimate(key, isSize ? ($0 - 1e-9).rounded(.up) : $0, Self.scale(key)) }
        }
        for estimate in item.estimates { item.recommended[estimate.key] = .finite(estimate.value) }
        item.warnings += warnings.map { StudyWarning($0) }
        if head.method == "sample-size", fields["slovin"] != nil {
            item.warnings.append(StudyWarning("slovin-assumes-half"))
        }
        item.tables = [
            StudyTable(
                .estimates, IncidenceLayout.joined(head.title, Wording.text("table.asked")),
                columns: [.init(Wording.text("column.quantity")), .init(Wording.text("column.value"), numeric: true)],
                rows: options.sorted { $0.key < $1.key }.map { key, value in
                    .init([
                        .text(Wording.text("option." + key)),
                        .printed(value.text ?? value.double.map { "\($0)" } ?? ""),
                    ])
                }),
            EstimateTable(item.estimates, context).table(caption: head.title),
        ]
        return item
    }

    private func answer(_ given: [String: JSON]) throws(Problem) -> CaseMethod.Answer {
        do throws(EvaluationRefusal) {
            guard let method = Self.case(head.method) else { throw EvaluationRefusal(.unknownMethod, head.method) }
            return try method.run(CaseOptions(.object(given), allowed: method.options), StudyData())
        } catch {
            let key = error.subject.replacing("_", with: "-")
            throw Problem(
                "evaluation.refused." + error.reason.rawValue, .refuse, at: places[key] ?? head.place, value: key,
                ["subject": key])
        }
    }

    private static let sizes: Set<String> = ["n", "n1", "n2", "n_per_group", "clusters", "slovin", "cochran_fpc"]

    private static func scale(_ key: String) -> StudyEstimate.Scale {
        switch key {
        case "total": .rupiah
        case "power": .share
        case "flat_percent", "nominal_annual_percent", "effective_annual_percent": .number(1)
        case let key where sizes.contains(key): .count
        default: .number(3)
        }
    }
}
